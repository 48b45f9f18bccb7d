namespace CsKpiCases.Domain.Sla;

/// <summary>How a recomputation changed one stamp of a clock.</summary>
public enum DifferenceKind : byte
{
    /// <summary>A miss or breach that was not known.</summary>
    Added = 1,

    /// <summary>A miss or breach that is no longer true: recorded as withdrawn, never deleted (rule 4).</summary>
    Withdrawn = 2,

    /// <summary>The same miss or breach at another instant.</summary>
    Moved = 3,
}

/// <summary>
/// One difference between the stored clocks of a case and the recomputed ones: what a back-dated event withdraws or
/// adds, and what the nightly audit alarms about.
/// </summary>
public sealed record ClockDifference(string Clock, string Occasion, int Run, Level Level, DifferenceKind Kind, DateTime? Was, DateTime? Is)
{
    /// <summary>The differences in misses and breaches, ordered by clock, run and level.</summary>
    public static IReadOnlyList<ClockDifference> Between(IEnumerable<Clock> before, IEnumerable<Clock> after)
    {
        var was = Stamps(before);
        var now = Stamps(after);
        return
        [
            .. was.Keys.Union(now.Keys)
                .Where(key => was.GetValueOrDefault(key) != now.GetValueOrDefault(key))
                .OrderBy(key => key.Clock, StringComparer.Ordinal).ThenBy(key => key.Run).ThenBy(key => key.Level)
                .Select(key => Of(key, was.GetValueOrDefault(key), now.GetValueOrDefault(key))),
        ];
    }

    private static ClockDifference Of((string Clock, string Occasion, int Run, Level Level) key, DateTime? was, DateTime? now)
    {
        var kind = was is null ? DifferenceKind.Added : now is null ? DifferenceKind.Withdrawn : DifferenceKind.Moved;
        return new ClockDifference(key.Clock, key.Occasion, key.Run, key.Level, kind, was, now);
    }

    private static Dictionary<(string Clock, string Occasion, int Run, Level Level), DateTime?> Stamps(IEnumerable<Clock> clocks)
    {
        var stamps = new Dictionary<(string Clock, string Occasion, int Run, Level Level), DateTime?>();
        foreach (var clock in clocks)
        {
            stamps[(clock.Name, clock.Occasion, clock.Run, Level.Goal)] = clock.GoalMissedAt;
            stamps[(clock.Name, clock.Occasion, clock.Run, Level.Limit)] = clock.BreachedAt;
        }
        return stamps;
    }
}
