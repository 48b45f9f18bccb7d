using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Workflow;

/// <summary>From when a timer counts.</summary>
public enum TimerStart : byte
{
    /// <summary>The state was entered.</summary>
    Entered = 0,

    /// <summary>The courier's last scan of the case's parcel, or the state's entry where none came since.</summary>
    LastScan = 1,

    /// <summary>The day for which something is planned; no earlier than the state's entry.</summary>
    Planned = 2,

    /// <summary>The platform's next deadline; never where it has set none.</summary>
    Deadline = 3,

    /// <summary>The order was placed and has not left yet; never once it has.</summary>
    PlacedUnshipped = 4,
}

/// <summary>
/// One of a state's timers: how long, counted from what, which trigger the system fires at zero, and the text key that says so
/// beforehand.
/// </summary>
public sealed record StateTimer(long DurationSeconds, string Trigger, string AtZeroKey, TimerStart From = TimerStart.Entered);

/// <summary>A timer of a case's present state with its instant.</summary>
/// <param name="Timer">Which.</param>
/// <param name="DueAt">UTC: when it fires.</param>
public readonly record struct DueTimer(StateTimer Timer, DateTime DueAt);

/// <summary>One state of a machine: its stage, whom it waits on, its timers.</summary>
public sealed record StateDefinition(string Name, Stage Stage, Wait Wait, Func<CaseFile, Wait>? WaitOf, IReadOnlyList<StateTimer> Timers)
{
    /// <summary>Open means neither Resolved nor Closed.</summary>
    public bool IsOpen => Stage is not (Stage.Penalize or Stage.Closed);

    /// <summary>Whom this case waits on in this state: mostly fixed, sometimes whoever owes the oldest open promise; a hold stands before it.</summary>
    public Wait WaitsOn(CaseFile file) => file.Case.HeldFor != Wait.None ? file.Case.HeldFor : WaitOf is null ? Wait : WaitOf(file);

    /// <summary>Every timer of a case in this state with its instant, soonest first; of two at one instant the one named last in the table is last.</summary>
    public IReadOnlyList<DueTimer> Schedule(CaseFile file) =>
        [.. Timers.Select((timer, place) => (Due: new DueTimer(timer, DueAt(timer, file)), place)).OrderBy(t => t.Due.DueAt).ThenBy(t => t.place).Select(t => t.Due)];

    /// <summary>The first timer that fires later than an instant; null when none does.</summary>
    public DueTimer? NextAfter(CaseFile file, DateTime after)
    {
        foreach (var due in Schedule(file))
        {
            if (due.DueAt > after && due.DueAt < Case.Never)
            {
                return due;
            }
        }

        return null;
    }

    private static DateTime DueAt(StateTimer timer, CaseFile file)
    {
        var entered = file.Case.StateEnteredAt;
        DateTime? from = timer.From switch
        {
            TimerStart.LastScan => file.Parcel?.LastScanAt is { } scanned && scanned > entered ? scanned : entered,
            TimerStart.Planned => file.Case.PlannedFor is { } planned && planned > entered ? planned : entered,
            TimerStart.Deadline => file.Deadlines.Where(d => d.IsOpen).Min(d => (DateTime?)d.DueAt),
            TimerStart.PlacedUnshipped => file.Order is { ShippedAt: null } order ? order.PlacedAt : null,
            _ => entered,
        };
        return from?.AddSeconds(timer.DurationSeconds) ?? Case.Never;
    }
}
