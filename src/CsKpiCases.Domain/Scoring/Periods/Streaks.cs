namespace CsKpiCases.Domain.Scoring.Periods;

/// <summary>One agent's result of a published month.</summary>
/// <param name="Month">Which.</param>
/// <param name="AccountId">Whose.</param>
/// <param name="Final">His score; null: none.</param>
/// <param name="PostGrade">His post grade; null: none.</param>
public sealed record PublishedResult(CalendarMonth Month, long AccountId, decimal? Final, string? PostGrade);

/// <summary>What three months running come to (scoring.md, 4).</summary>
public static class Streaks
{
    /// <summary>Months running.</summary>
    public const int Months = 3;

    /// <summary>
    /// Who was first in the ranking three published months running, ending with <paramref name="month"/>; each award uses its
    /// months up, so that the count restarts. Equal firsts are all first.
    /// </summary>
    /// <param name="results">Of published months, this one included.</param>
    /// <param name="month">The month that is being published.</param>
    /// <param name="awardedMonths">Months in which the agent was given the award before, by account.</param>
    public static IReadOnlyList<long> FirstThreeTimes(IReadOnlyCollection<PublishedResult> results, CalendarMonth month, ILookup<long, CalendarMonth> awardedMonths)
    {
        ArgumentNullException.ThrowIfNull(awardedMonths);
        var firsts = results.Where(r => r.Final is not null).GroupBy(r => r.Month)
            .ToDictionary(g => g.Key, g => g.Where(r => r.Final == g.Max(o => o.Final)).Select(r => r.AccountId).ToHashSet());
        var span = Enumerable.Range(0, Months).Select(back => month.Plus(-back)).ToList();
        if (!firsts.TryGetValue(month, out var now)) return [];
        return [.. now.Where(account => span.All(m => firsts.GetValueOrDefault(m)?.Contains(account) == true) && !awardedMonths[account].Any(span.Contains)).Order()];
    }

    /// <summary>Who failed three published months running, ending with this one: a human decides, the system never dismisses anybody.</summary>
    public static IReadOnlyList<long> FailedThreeTimes(IReadOnlyCollection<PublishedResult> results, CalendarMonth month)
    {
        var failed = results.Where(r => r.PostGrade == ShippedLadders.FailGrade).Select(r => (r.Month, r.AccountId)).ToHashSet();
        return [.. failed.Where(f => f.Month == month && Enumerable.Range(1, Months - 1).All(back => failed.Contains((month.Plus(-back), f.AccountId)))).Select(f => f.AccountId).Order()];
    }
}
