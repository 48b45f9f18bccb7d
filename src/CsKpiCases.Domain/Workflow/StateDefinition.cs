using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Workflow;

/// <summary>A state's timer: how long from entering it, what is fired at zero, and the text key that says so beforehand.</summary>
public sealed record StateTimer(long DurationSeconds, string Trigger, string AtZeroKey);

/// <summary>One state of a machine: its stage, whom it waits on, its timer.</summary>
public sealed record StateDefinition(string Name, Stage Stage, Wait Wait, Func<CaseFile, Wait>? WaitOf, StateTimer? Timeout)
{
    /// <summary>Open means neither Resolved nor Closed.</summary>
    public bool IsOpen => Stage is not (Stage.Penalize or Stage.Closed);

    /// <summary>Whom this case waits on in this state: mostly fixed, sometimes whoever owes the oldest open promise.</summary>
    public Wait WaitsOn(CaseFile file) => WaitOf is null ? Wait : WaitOf(file);

    /// <summary>When the timer fires for a case that enters the state at this instant; <see cref="Case.Never"/> without a timer.</summary>
    public DateTime TimerDueAt(DateTime enteredAt) =>
        Timeout is null ? Case.Never : enteredAt.AddSeconds(Timeout.DurationSeconds);
}
