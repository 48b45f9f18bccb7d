namespace CsKpiCases.Domain.Sla;

/// <summary>A stored clock as it stands at an instant, whether a sweep has recorded it yet or not.</summary>
public static class ClockReading
{
    /// <summary>Brings an untracked row up to an instant: its state and stamps, by the engine's own rules. Returns the elapsed working seconds.</summary>
    /// <param name="row">Read, not to be saved.</param>
    /// <param name="target">What it is measured by; null when that is not to be found: the row is left as it is.</param>
    /// <param name="now">UTC.</param>
    public static long Settle(CaseClock row, Target? target, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!row.IsOpen || target is null) return row.ElapsedSeconds;
        var clock = ClockSweep.Restore(row, [], target, null);
        clock.Settle(now);
        (row.State, row.GoalMissedAt, row.BreachedAt) = (clock.State, clock.GoalMissedAt, clock.BreachedAt);
        (row.GoalDueAt, row.LimitDueAt) = (clock.GoalDueAt, clock.LimitDueAt);
        return clock.ElapsedAt(now);
    }
}
