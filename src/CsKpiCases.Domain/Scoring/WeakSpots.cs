namespace CsKpiCases.Domain.Scoring;

/// <summary>One agent's value of one indicator, beside the team's and his own of before.</summary>
/// <param name="Indicator">What.</param>
/// <param name="Value">His, in the indicator's unit.</param>
/// <param name="TeamMedian">The team's median, his own value included.</param>
/// <param name="OwnBefore">The mean of his last months; null where there are none.</param>
public sealed record IndicatorStanding(Indicator Indicator, decimal Value, decimal TeamMedian, decimal? OwnBefore)
{
    /// <summary>How far behind the team, as a fraction of the median; 0 where he is level or ahead.</summary>
    public decimal BehindTeam => Behind(TeamMedian);

    /// <summary>How far behind his own months before, as a fraction of them; 0 where he holds or improves.</summary>
    public decimal BehindSelf => OwnBefore is { } before ? Behind(before) : 0;

    /// <summary>What weak spots are ordered by: being behind the team counts in full, falling back by half.</summary>
    public decimal Weakness => BehindTeam + (BehindSelf / 2);

    private decimal Behind(decimal mark)
    {
        var worse = Indicator.Direction == IndicatorDirection.HigherIsBetter ? mark - Value : Value - mark;
        if (worse <= 0) return 0;
        // Against a mark of nothing, one of anything is a whole behind.
        return mark == 0 ? 1 : Math.Min(1, worse / Math.Abs(mark));
    }
}

/// <summary>Where an agent is weak: against the team's median and his own trend (seed 004; scoring.md, 7).</summary>
public static class WeakSpots
{
    /// <summary>How many are named.</summary>
    public const int Named = 2;

    /// <summary>The worst standings, worst first; equal ones by key. Who is behind nowhere has none.</summary>
    public static IReadOnlyList<IndicatorStanding> Of(IEnumerable<IndicatorStanding> standings) =>
    [
        .. standings.Where(s => s.Weakness > 0)
            .OrderByDescending(s => s.Weakness)
            .ThenBy(s => s.Indicator.Key, StringComparer.Ordinal)
            .Take(Named),
    ];

    /// <summary>The median: of an even number of values the mean of the middle two.</summary>
    /// <param name="values">At least one.</param>
    public static decimal Median(IReadOnlyCollection<decimal> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
