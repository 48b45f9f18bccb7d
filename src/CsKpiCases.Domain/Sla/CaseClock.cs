using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>Where a clock stands (sla.md, "Clock states").</summary>
public enum ClockState : byte
{
    /// <summary>Running within its limit; past its goal it stays running, with the miss stamped.</summary>
    Running = 1,

    /// <summary>Standing still within its limit.</summary>
    Paused = 2,

    /// <summary>Stopped within the goal, or within the limit where there is no goal.</summary>
    Met = 3,

    /// <summary>Stopped past the goal, within the limit or without one.</summary>
    Late = 4,

    /// <summary>The limit has passed, whether it runs, stands still or has stopped.</summary>
    Breached = 5,

    /// <summary>The case was withdrawn, merged or a duplicate, or the clock's reason fell away.</summary>
    Cancelled = 6,
}

/// <summary>
/// The stored answer of the engine for one run of one clock of one case: what lists, the sweep and reports read. The event
/// log stays the truth; recomputing from it gives this row again.
/// </summary>
public sealed class CaseClock
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long CaseId { get; set; }
    public string Clock { get; set; } = "";
    public int Run { get; set; }

    /// <summary>What it is about where a case has several at once: the platform's name of a deadline, a parcel, an appeal. Empty for the rest.</summary>
    public string Occasion { get; set; } = "";
    public long PolicyVersionId { get; set; }
    public long CalendarVersionId { get; set; }
    public ClockState State { get; set; }

    /// <summary>What it waits on while paused.</summary>
    public Wait PausedOn { get; set; }
    public DateTime StartedAt { get; set; }
    public DateTime? StoppedAt { get; set; }

    /// <summary>Calendar seconds counted up to <see cref="RunningSince"/>, or to the end where it does not run.</summary>
    public long ElapsedSeconds { get; set; }

    /// <summary>Since when it has been running without a change; null while it stands still or has ended.</summary>
    public DateTime? RunningSince { get; set; }
    public long? GoalSeconds { get; set; }
    public long? LimitSeconds { get; set; }
    public DateTime? GoalDueAt { get; set; }
    public DateTime? LimitDueAt { get; set; }
    public DateTime? GoalMissedAt { get; set; }
    public DateTime? BreachedAt { get; set; }

    /// <summary>The next instant at which the sweep has something to record for it; <see cref="Case.Never"/> when nothing is due.</summary>
    public DateTime NextDueAt { get; set; } = Case.Never;

    /// <summary>What is next due: see <see cref="DueLevel"/>.</summary>
    public DueLevel NextDue { get; set; }

    /// <summary>The highest level that was recorded or warned of already.</summary>
    public DueLevel Noticed { get; set; }

    /// <summary>
    /// Elapsed seconds up to which warnings have been given: by elapsed time and not by the clock on the wall, so that a
    /// pause neither repeats one nor swallows one. -1 before the first.
    /// </summary>
    public long WarnedSeconds { get; set; } = -1;

    /// <summary>Who has the verdict by the attribution of sla.md; null: the queue's or another department's.</summary>
    public long? AttributedToId { get; set; }
    public AttributionParty AttributedParty { get; set; }

    /// <summary>The instant by which the verdict is placed into a month: the earlier of stop and breach; null while open and unbreached.</summary>
    public DateTime? JudgedAt { get; set; }
    public bool IsImported { get; set; }
    public bool IsScored { get; set; } = true;

    /// <summary>A new target that the elapsed time exceeded already (sla.md, rule 14): scores on nobody.</summary>
    public bool IsCausedByPolicy { get; set; }
    public DateTime? ExcusedAt { get; set; }
    public long? ExcusedById { get; set; }
    public string? ExcuseReason { get; set; }

    /// <summary>When a supervisor put the verdict on somebody else than the segments say; then whose it is stays what he said.</summary>
    public DateTime? ReattributedAt { get; set; }
    public long? ReattributedById { get; set; }
    public string? ReattributionReason { get; set; }

    /// <summary>UTC: when the row was last written; the nightly audit reads what changed that day.</summary>
    public DateTime ChangedAt { get; set; }

    /// <summary>Neither stopped nor cancelled.</summary>
    public bool IsOpen => State is ClockState.Running or ClockState.Paused || (State == ClockState.Breached && StoppedAt is null);
}

/// <summary>What falls due next on a clock.</summary>
public enum DueLevel : byte
{
    None = 0,
    GoalWarning = 1,
    Goal = 2,
    LimitWarning = 3,
    Limit = 4,
}

/// <summary>Whose miss or breach it is.</summary>
public enum AttributionParty : byte
{
    None = 0,
    Agent = 1,
    Queue = 2,
    Warehouse = 3,
    Finance = 4,
    Department = 5,
    Supervisor = 6,

    /// <summary>Running time spent waiting on the buyer, platform, courier or supplier: listed in shares, never to blame.</summary>
    Outside = 7,
}

/// <summary>One stretch of a clock's time: half-open [From, To), running or waiting, whose it was (sla.md, rule 15).</summary>
public sealed class CaseClockSegment
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long ClockId { get; set; }
    public DateTime From { get; set; }

    /// <summary>Null while it lasts.</summary>
    public DateTime? To { get; set; }
    public bool IsRunning { get; set; }

    /// <summary>Whom the case waited on.</summary>
    public Wait WaitsOn { get; set; }
    public long? OwnerId { get; set; }
    public bool IsOnShift { get; set; }

    /// <summary>Calendar seconds within it; 0 where the clock stood still.</summary>
    public long CountedSeconds { get; set; }
}

/// <summary>A goal missed or a limit breached: it happened at the due instant, whenever it was noticed.</summary>
public sealed class Breach
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long CaseId { get; set; }
    public long ClockId { get; set; }
    public string Clock { get; set; } = "";
    public int Run { get; set; }

    /// <summary><see cref="DueLevel.Goal"/> or <see cref="DueLevel.Limit"/>.</summary>
    public DueLevel Level { get; set; }
    public DateTime BreachedAt { get; set; }
    public DateTime DetectedAt { get; set; }
    public AttributionParty AttributedParty { get; set; }
    public long? AttributedToId { get; set; }
    public bool IsImported { get; set; }
    public bool IsScored { get; set; } = true;
    public bool IsCausedByPolicy { get; set; }

    /// <summary>Sequence of the event that took it back (sla.md, rule 4); 0 while it stands.</summary>
    public int WithdrawnByEvent { get; set; }
    public DateTime? WithdrawnAt { get; set; }
}
