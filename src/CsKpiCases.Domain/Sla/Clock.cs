using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>
/// One run of one clock of a case, advanced event by event; every field can be stored in a row and set again from
/// it. All instants are UTC in whole seconds, all lengths are seconds of the target's calendar.
/// </summary>
public sealed partial class Clock
{
    /// <summary>One of <see cref="ClockNames"/>, a pack's, or a label.</summary>
    public string Name { get; set; } = "";

    /// <summary>The parcel, deadline or appeal it is about; empty for the case itself.</summary>
    public string Occasion { get; set; } = "";

    /// <summary>From 1, per case and name.</summary>
    public int Run { get; set; } = 1;

    public ClockState State { get; set; }

    public DateTime StartedAt { get; set; }

    /// <summary>Elapsed up to the last closed segment.</summary>
    public long AccruedSeconds { get; set; }

    /// <summary>Since when it has been running without a change; null while it stands still or has ended.</summary>
    public DateTime? RunningSince { get; set; }

    /// <summary>The wait in which it stands still; <see cref="Wait.None"/> while it runs or has ended.</summary>
    public Wait PausedOn { get; set; }

    public long? GoalSeconds { get; set; }

    public long? LimitSeconds { get; set; }

    /// <summary>The first instant at which elapsed reached the goal, or would; null while paused before it.</summary>
    public DateTime? GoalDueAt { get; set; }

    public DateTime? LimitDueAt { get; set; }

    /// <summary>The due instant, once elapsed has exceeded the goal.</summary>
    public DateTime? GoalMissedAt { get; set; }

    /// <summary>The due instant, once elapsed has exceeded the limit.</summary>
    public DateTime? BreachedAt { get; set; }

    /// <summary>The miss is a policy change's doing (rule 14): it scores on nobody.</summary>
    public bool IsGoalMissByPolicy { get; set; }

    /// <summary>The breach is a policy change's doing (rule 14): it scores on nobody.</summary>
    public bool IsBreachByPolicy { get; set; }

    public DateTime? StoppedAt { get; set; }

    public DateTime? CancelledAt { get; set; }

    /// <summary>When the history it was made from was imported; null for a clock that lived here (rule 12).</summary>
    public DateTime? ImportedUntil { get; set; }

    /// <summary>The last change of policy or calendar: segments on its two sides are never joined.</summary>
    public DateTime? RetargetedAt { get; set; }

    public long PolicyVersionId { get; set; }

    public long CalendarVersionId { get; set; }

    /// <summary>The target it is held against; the store attaches it when it loads the clock.</summary>
    public Target? Target { get; set; }

    /// <summary>In order, without gaps; the last one is open while the clock is. The store may leave out those of ended clocks.</summary>
    public IList<Segment> Segments { get; set; } = new List<Segment>(4);

    /// <summary>Neither stopped nor cancelled.</summary>
    public bool IsOpen => StoppedAt is null && CancelledAt is null;

    /// <summary>Elapsed working seconds at an instant, not before the last change.</summary>
    public long ElapsedAt(DateTime at) =>
        RunningSince is { } since ? AccruedSeconds + Attached.Calendar.Elapsed(since, at) : AccruedSeconds;

    /// <summary>Whether a stamp of this level comes from imported history: no notices, no scores (rule 12).</summary>
    public bool IsImported(Level level) => IsUntilImport(level == Level.Goal ? GoalMissedAt : BreachedAt);

    /// <summary>Whether it ended in imported history.</summary>
    public bool HasEndedImported => IsUntilImport(StoppedAt ?? CancelledAt);

    private Target Attached => Target ?? throw new InvalidOperationException($"Clock {Name} has no target attached.");

    private bool IsUntilImport(DateTime? at) => at is { } instant && ImportedUntil is { } imported && instant <= imported;
}
