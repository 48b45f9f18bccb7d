using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Workflow;

/// <summary>One attempt to fire a trigger: on which case, by whom, when, with what.</summary>
public sealed record FiringContext(CaseFile File, Actor Actor, DateTime At, WorkflowSettings Settings, string Trigger)
{
    /// <summary>UTC: the present, where the attempt is written down later than it happened.</summary>
    public DateTime Now { get; init; } = At;
    public string? Note { get; init; }
    public TriggerArguments? Arguments { get; init; }

    /// <summary>A supervisor goes over an overridable guard, with a reason; the event says so.</summary>
    public bool Override { get; init; }

    /// <summary>The table fires it without anybody asking (a cascade): no person's right is checked.</summary>
    public bool ByItself { get; init; }

    /// <summary>Only asks whether it could be fired: neither note nor arguments are there yet.</summary>
    public bool IsPreview { get; init; }

    /// <summary>UTC: a timer of the state fires it, due at this instant; null for anybody else.</summary>
    public DateTime? TimerDueAt { get; init; }

    public Case Case => this.File.Case;
    public bool HasNote => !BlankText.Is(Note);

    public TransitionRefused Refuse(string reason, params (string Name, string Value)[] arguments) =>
        TransitionRefused.Because(reason, Trigger, Case.State, arguments);
}
