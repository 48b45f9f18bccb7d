using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>Writes what the engine says of a clock into its stored row.</summary>
public static class ClockRows
{
    /// <summary>Sets every field that the engine knows of; what people said of it (an excuse, whose it is) stays.</summary>
    public static void Write(Clock clock, CaseClock row, Case @case, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(@case);
        (row.ShopId, row.CaseId, row.Clock, row.Run, row.Occasion) = (@case.ShopId, @case.Id, clock.Name, clock.Run, clock.Occasion);
        row.PolicyVersionId = clock.PolicyVersionId;
        row.CalendarVersionId = clock.CalendarVersionId;
        (row.State, row.PausedOn) = (clock.State, clock.PausedOn);
        (row.StartedAt, row.StoppedAt) = (clock.StartedAt, clock.StoppedAt ?? clock.CancelledAt);
        row.ElapsedSeconds = clock.AccruedSeconds;
        row.RunningSince = clock.RunningSince;
        (row.GoalSeconds, row.LimitSeconds) = (clock.GoalSeconds, clock.LimitSeconds);
        (row.GoalDueAt, row.LimitDueAt) = (clock.GoalDueAt, clock.LimitDueAt);
        (row.GoalMissedAt, row.BreachedAt) = (clock.GoalMissedAt, clock.BreachedAt);
        row.IsCausedByPolicy = clock.BreachedAt is not null ? clock.IsBreachByPolicy : clock.IsGoalMissByPolicy;
        row.IsImported = clock.HasEndedImported || clock.IsImported(clock.BreachedAt is not null ? Level.Limit : Level.Goal);
        row.IsScored = @case.Scores(row.IsImported) && !row.IsCausedByPolicy && row.ExcusedAt is null;
        row.JudgedAt = Earlier(clock.StoppedAt, clock.BreachedAt);
        Attribute(clock, row, now);
        SetNextDue(clock, row);
        row.ChangedAt = now;
    }

    /// <summary>
    /// What the sweep has to record next, and when: a warning at its instant, a goal or limit one counted second after its
    /// due instant (until then elapsed has not exceeded it: sla.md, rule 2). What was noticed already is passed over.
    /// </summary>
    public static void SetNextDue(Clock clock, CaseClock row)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(row);
        (row.NextDue, row.NextDueAt) = (DueLevel.None, Case.Never);
        if (!clock.IsOpen || clock.Target is not { } target) return;
        if (clock.BreachedAt is not null) row.Noticed = DueLevel.Limit;
        else if (clock.GoalMissedAt is not null && row.Noticed < DueLevel.Goal) row.Noticed = DueLevel.Goal;

        foreach (var (level, at) in Dues(clock, target, row.WarnedSeconds).OrderBy(d => d.At).ThenBy(d => d.Level))
        {
            (row.NextDue, row.NextDueAt) = (level, at);
            return;
        }
    }

    /// <summary>Gives the warnings that are due by now, each once; the gravest of them.</summary>
    public static DueLevel PassWarnings(Clock clock, CaseClock row, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(row);
        var gravest = DueLevel.None;
        if (clock is not { IsOpen: true, RunningSince: not null, Target: { } target }) return gravest;
        var (elapsed, passed) = (clock.ElapsedAt(now), row.WarnedSeconds);
        foreach (var (level, seconds) in Warnings(clock, target))
        {
            if (seconds <= row.WarnedSeconds || seconds > elapsed) continue;
            passed = Math.Max(passed, seconds);
            if (level > gravest) gravest = level;
        }

        row.WarnedSeconds = passed;
        if (gravest > row.Noticed) row.Noticed = gravest;
        return gravest;
    }

    /// <summary>The stored segment of one of the engine's.</summary>
    public static void Write(Segment segment, CaseClockSegment row, CaseClock clock)
    {
        ArgumentNullException.ThrowIfNull(segment);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(clock);
        (row.ShopId, row.ClockId) = (clock.ShopId, clock.Id);
        (row.From, row.To, row.IsRunning) = (segment.From, segment.To, segment.IsRunning);
        (row.WaitsOn, row.OwnerId, row.IsOnShift) = (segment.Wait, segment.OwnerId, segment.OnShift);
        row.CountedSeconds = segment.Seconds;
    }

    /// <summary>The warnings of what is not over yet, with the elapsed seconds at which each is due.</summary>
    private static IEnumerable<(DueLevel Level, long Seconds)> Warnings(Clock clock, Target target)
    {
        foreach (var warning in target.WarnAt)
        {
            var (isOver, duration, level) = warning.Of == Level.Goal
                ? (clock.GoalMissedAt is not null, clock.GoalSeconds, DueLevel.GoalWarning)
                : (clock.BreachedAt is not null, clock.LimitSeconds, DueLevel.LimitWarning);
            if (!isOver && duration is { } seconds) yield return (level, warning.SecondsOf(seconds));
        }
    }

    private static IEnumerable<(DueLevel Level, DateTime At)> Dues(Clock clock, Target target, long warned)
    {
        foreach (var (level, seconds) in Warnings(clock, target))
        {
            if (seconds > warned && InstantOf(clock, target, seconds) is { } at) yield return (level, at);
        }

        if (clock.GoalMissedAt is null && InstantAfter(clock, target, clock.GoalSeconds, clock.GoalDueAt) is { } goal) yield return (DueLevel.Goal, goal);
        if (clock.BreachedAt is null && InstantAfter(clock, target, clock.LimitSeconds, clock.LimitDueAt) is { } limit) yield return (DueLevel.Limit, limit);
    }

    private static DateTime? InstantAfter(Clock clock, Target target, long? duration, DateTime? dueAt) =>
        target.IsPlatformDeadline ? dueAt?.AddSeconds(1) : duration is { } seconds ? InstantOf(clock, target, seconds + 1) : null;

    private static DateTime? InstantOf(Clock clock, Target target, long seconds) =>
        clock.RunningSince is not { } since ? null
        : seconds <= clock.AccruedSeconds ? since
        : target.Calendar.Reach(since, seconds - clock.AccruedSeconds);

    private static void Attribute(Clock clock, CaseClock row, DateTime now)
    {
        if (row.ReattributedAt is not null) return;
        var attribution = Attribution.Of(clock, clock.BreachedAt is null && clock.GoalMissedAt is not null ? Level.Goal : Level.Limit, now);
        (row.AttributedParty, row.AttributedToId) = (attribution.Party, attribution.OwnerId);
    }

    private static DateTime? Earlier(DateTime? a, DateTime? b) => a is null ? b : b is null || a < b ? a : b;
}
