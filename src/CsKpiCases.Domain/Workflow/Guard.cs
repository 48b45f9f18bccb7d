namespace CsKpiCases.Domain.Workflow;

/// <summary>
/// A condition on a transition, with the reason code that it refuses with. An overridable guard can be passed by a
/// supervisor who says why; the event keeps the override.
/// </summary>
public sealed record Guard(string Reason, Func<FiringContext, bool> Holds)
{
    public bool IsOverridable { get; init; }

    /// <summary>Fills the refusal's message.</summary>
    public Func<FiringContext, (string Name, string Value)[]>? Arguments { get; init; }

    internal TransitionRefused Refusal(FiringContext context) =>
        context.Refuse(Reason, Arguments?.Invoke(context) ?? []);
}

/// <summary>
/// What a transition does to the case beside moving it. <see cref="Validate"/> refuses before anything is touched;
/// <see cref="Apply"/> cannot fail.
/// </summary>
public sealed record Effect(Action<FiringContext, Cases.CaseChange> Apply)
{
    /// <summary>The type that <see cref="FiringContext.Arguments"/> must have; null when it takes none.</summary>
    public Type? Arguments { get; init; }

    /// <summary>May be fired without arguments all the same.</summary>
    public bool ArgumentsOptional { get; init; }

    public Func<FiringContext, TransitionRefused?>? Validate { get; init; }
}
