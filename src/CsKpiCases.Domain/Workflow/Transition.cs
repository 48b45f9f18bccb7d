namespace CsKpiCases.Domain.Workflow;

/// <summary>One row of a machine: from this state, by this trigger, by whom, under which guards, to where.</summary>
public sealed record Transition(string From, string Trigger, IReadOnlyList<string> PossibleStates)
{
    public FiredBy By { get; init; }
    public IReadOnlyList<Guard> Guards { get; init; } = [];
    public Effect? Effect { get; init; }

    /// <summary>Chooses among <see cref="PossibleStates"/> by the case; null when there is only one.</summary>
    public Func<FiringContext, string>? Choose { get; init; }

    /// <summary>The case stays in its state, its timer runs on.</summary>
    public bool Stays { get; init; }

    /// <summary>The case leaves this machine: <see cref="PossibleStates"/> are another type's.</summary>
    public bool IsConversion { get; init; }

    /// <summary>Fires without anybody asking as soon as this holds on a case in the state.</summary>
    public Func<FiringContext, bool>? ByItself { get; init; }

    /// <summary>The kind of event that it writes.</summary>
    public string EventKind { get; init; } = Cases.EventKind.Transition;

    public string StateFor(FiringContext context) => Choose is null ? PossibleStates[0] : Choose(context);
}

/// <summary>What the table says to a trigger: a transition and its state, or a refusal.</summary>
public sealed record TransitionDecision(Transition? Transition, string? To, TransitionRefused? Refusal)
{
    /// <summary>The reason codes of guards that a supervisor went over.</summary>
    public IReadOnlyList<string> Overridden { get; init; } = [];

    public bool IsPermitted => Refusal is null;
}

/// <summary>One button of the case page: what may be fired now, or why not.</summary>
public sealed record PermittedTrigger(string Trigger, TransitionRefused? Refusal)
{
    public bool IsAllowed => Refusal is null;

    /// <summary>False: a trigger of another state, shown only where the whole machine is.</summary>
    public bool IsOfThisState { get; init; }

    /// <summary>A note must be given: a supervisor acts for somebody else, or the trigger asks for one.</summary>
    public bool NeedsNote { get; init; }

    /// <summary>A supervisor may fire it in spite of the refusal, with a reason.</summary>
    public bool CanOverride { get; init; }

    public IReadOnlyList<string> PossibleStates { get; init; } = [];

    /// <summary>What to ask for; null when the trigger takes nothing but a note.</summary>
    public Type? Arguments { get; init; }
}
