using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Sla;

/// <summary>What a sweep did to one stored clock.</summary>
/// <param name="Recorded">The gravest thing recorded; <see cref="DueLevel.None"/> when there was nothing.</param>
/// <param name="Stamps">Goal missed, limit breached, each with its due instant and whose it is.</param>
public sealed record ClockSwept(DueLevel Recorded, IReadOnlyList<(Level Level, DateTime At, Attribution Attribution)> Stamps)
{
    public static ClockSwept Nothing { get; } = new(DueLevel.None, []);
}

/// <summary>
/// Brings one stored clock up to now without its case's history: nothing has happened to it since it was stored, time has
/// only passed, and its owner's shifts have begun and ended.
/// </summary>
public static class ClockSweep
{
    /// <summary>The engine's clock of a stored row; without a target (its policy is unknown) nothing can be said of it.</summary>
    public static Clock Restore(CaseClock row, IEnumerable<CaseClockSegment> segments, Target? target, DateTime? importedUntil)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new Clock
        {
            Name = row.Clock,
            Run = row.Run,
            Occasion = row.Occasion,
            State = row.State,
            StartedAt = row.StartedAt,
            AccruedSeconds = row.ElapsedSeconds,
            RunningSince = row.RunningSince,
            PausedOn = row.PausedOn,
            GoalSeconds = row.GoalSeconds,
            LimitSeconds = row.LimitSeconds,
            GoalDueAt = row.GoalDueAt,
            LimitDueAt = row.LimitDueAt,
            GoalMissedAt = row.GoalMissedAt,
            BreachedAt = row.BreachedAt,
            IsGoalMissByPolicy = row.IsCausedByPolicy && row.BreachedAt is null,
            IsBreachByPolicy = row.IsCausedByPolicy && row.BreachedAt is not null,
            StoppedAt = row.IsOpen ? null : row.StoppedAt,
            ImportedUntil = importedUntil,
            PolicyVersionId = row.PolicyVersionId,
            CalendarVersionId = row.CalendarVersionId,
            Target = target,
            Segments = [.. segments.Select(s => new Segment(s.From, s.To, s.IsRunning, s.WaitsOn, s.OwnerId, s.IsOnShift, s.CountedSeconds))],
        };
    }

    /// <summary>
    /// Stamps and warns of what fell due by now, and writes it into the row. A clock without a target stays as it is, and due:
    /// another sweep may know its policy, and silenced it would never be looked at again.
    /// </summary>
    /// <param name="clock">As <see cref="Restore"/> made it of the row.</param>
    /// <param name="row">The stored clock.</param>
    /// <param name="case">Its case: id, shop, whether it scores.</param>
    /// <param name="state">The state that the case is in.</param>
    /// <param name="shifts">When the shop's people are on shift.</param>
    /// <param name="now">UTC, whole seconds.</param>
    public static ClockSwept Sweep(Clock clock, CaseClock row, Case @case, string state, ShopShifts shifts, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(shifts);
        if (clock.Target is null) return ClockSwept.Nothing;
        if (!clock.IsOpen)
        {
            (row.NextDue, row.NextDueAt) = (DueLevel.None, Case.Never);
            return ClockSwept.Nothing;
        }

        var (missed, breached) = (clock.GoalMissedAt, clock.BreachedAt);
        if (clock.Settle(now)) FollowShifts(clock, state, shifts, now);
        var stamps = new List<(Level, DateTime, Attribution)>(2);
        if (missed is null && clock.GoalMissedAt is { } goalAt) stamps.Add((Level.Goal, goalAt, Attribution.Of(clock, Level.Goal, now)));
        if (breached is null && clock.BreachedAt is { } limitAt) stamps.Add((Level.Limit, limitAt, Attribution.Of(clock, Level.Limit, now)));
        var recorded = ClockRows.PassWarnings(clock, row, now);
        foreach (var (level, _, _) in stamps) recorded = Graver(recorded, level == Level.Goal ? DueLevel.Goal : DueLevel.Limit);
        ClockRows.Write(clock, row, @case, now);
        // Nothing can be due still; should the row contradict itself, it is looked at again later and not at once for ever.
        if (row.NextDueAt <= now) row.NextDueAt = now.AddMinutes(10);
        return new ClockSwept(recorded, stamps);
    }

    /// <summary>The segments of a verdict say who was on shift (rule 15), as recomputing from the history would.</summary>
    private static void FollowShifts(Clock clock, string state, ShopShifts shifts, DateTime now)
    {
        if (clock.Segments.Count == 0 || clock.Segments[^1] is not { To: null, OwnerId: { } owner } open) return;
        var from = open.From;
        void Move(DateTime at, bool onShift) => clock.MoveTo(at, new Standing(state, open.Wait, owner, onShift, false));
        if (clock.ImportedUntil is { } until && until > from)
        {
            // whom another tool's log named works our shifts from the end of that log on
            if (until > now) return;
            Move(until, shifts.IsOnShift(owner, until));
            from = until;
        }

        foreach (var (at, onShift) in shifts.Changes(owner, from, now)) Move(at, onShift);
    }

    private static DueLevel Graver(DueLevel a, DueLevel b) => a > b ? a : b;
}
