namespace CsKpiCases.Domain.Sla;

/// <summary>What a run of a clock came to.</summary>
/// <param name="DueAt">The limit's due instant; the goal's where there is no limit.</param>
public sealed record Verdict(ClockState State, DateTime? GoalMissedAt, DateTime? BreachedAt, DateTime? DueAt)
{
    public static Verdict Of(Clock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new Verdict(clock.State, clock.GoalMissedAt, clock.BreachedAt, clock.LimitDueAt ?? (clock.LimitSeconds is null ? clock.GoalDueAt : null));
    }

    public static Verdict Of(CaseClock row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new Verdict(row.State, row.GoalMissedAt, row.BreachedAt, row.LimitDueAt ?? (row.LimitSeconds is null ? row.GoalDueAt : null));
    }

    /// <summary>Another outcome, not only another instant of the same.</summary>
    public bool IsOther(Verdict than) => (State, GoalMissedAt is null, BreachedAt is null) != (than.State, than.GoalMissedAt is null, than.BreachedAt is null);
}

/// <summary>A run of a clock whose verdict is not the same on both sides; null on one side: there is no such run.</summary>
public sealed record VerdictChange(string Clock, int Run, Verdict? Before, Verdict? After)
{
    /// <summary>The same outcome, missed or breached at another instant.</summary>
    public bool IsMoved => Before is not null && After is not null && !Before.IsOther(After);

    /// <summary>What differs between two readings of one case, by clock and run. Due instants alone make no difference.</summary>
    public static IReadOnlyList<VerdictChange> Between(
        IReadOnlyDictionary<(string Clock, int Run), Verdict> before, IReadOnlyDictionary<(string Clock, int Run), Verdict> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
        [
            .. before.Keys.Union(after.Keys).OrderBy(key => key.Clock, StringComparer.Ordinal).ThenBy(key => key.Run)
                .Select(key => new VerdictChange(key.Clock, key.Run, before.GetValueOrDefault(key), after.GetValueOrDefault(key)))
                .Where(IsChange),
        ];
    }

    private static bool IsChange(VerdictChange change) =>
        change.Before is null || change.After is null || change.Before with { DueAt = change.After.DueAt } != change.After;
}
