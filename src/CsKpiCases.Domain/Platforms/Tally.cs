using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Domain.Platforms;

/// <summary>What was counted, with whole numbers only, so that limits are compared exactly.</summary>
/// <param name="Counting">What of it makes the value.</param>
/// <param name="Good">Good ones; of a mean, how many were measured.</param>
/// <param name="Bad">Bad ones.</param>
/// <param name="Seconds">Of a mean, the sum.</param>
/// <param name="Against">What is set against them, where it is counted elsewhere; null: not known.</param>
public readonly record struct Tally(Counting Counting, long Good, long Bad, long Seconds = 0, long? Against = null)
{
    /// <summary>The value as a fraction: above the line.</summary>
    public decimal Numerator => Counting switch
    {
        Counting.GoodShare or Counting.GoodAgainst => Good,
        Counting.Mean => Seconds,
        _ => Bad,
    };

    /// <summary>Below the line; 0: no data.</summary>
    public decimal Denominator => Counting switch
    {
        Counting.GoodShare or Counting.BadShare => Good + Bad,
        Counting.BadAgainst => Against ?? 0,
        // A buyer may rate without having been asked.
        Counting.GoodAgainst => Against is { } cards ? Math.Max(cards, Good + Bad) : 0,
        Counting.Mean => Good,
        Counting.Number => Against > 0 || Bad > 0 ? 1 : 0,
        _ => 0,
    };

    /// <summary>As it would be after so many more bad ones. A dispute adds no paid order; any other bad one adds to both parts.</summary>
    public Tally WithBad(long more) => this with { Bad = Bad + more, Against = Counting == Counting.GoodAgainst ? Counted + more : Against };

    /// <summary>As it would be after so many more good ones; of a mean, ones done at once.</summary>
    public Tally WithGood(long more) => this with { Good = Good + more, Against = Counting switch { Counting.GoodAgainst => Counted + more, Counting.BadAgainst => Against + more, _ => Against } };

    private long Counted => (long)Denominator;

    /// <summary>How the value lies to a limit in the indicator's unit: below 0 under it, 0 at it, above 0 over it.</summary>
    public int CompareTo(decimal limit, IndicatorUnit unit) => Numerator.CompareTo(limit * Denominator * SecondsOf(unit));

    /// <summary>The value in the indicator's unit; null: no data.</summary>
    public decimal? Value(IndicatorUnit unit) => Denominator == 0 ? null : Numerator / (Denominator * SecondsOf(unit));

    internal static decimal SecondsOf(IndicatorUnit unit) => unit == IndicatorUnit.Hours ? 3600 : 1;
}

/// <summary>Adds up what facts are worth, in any order.</summary>
public sealed class Counter(Counting counting)
{
    private readonly Dictionary<(string Key, int Day), bool> groups = [];
    private long good;
    private long bad;
    private long seconds;

    /// <summary>Adds one.</summary>
    public void Add(Measured measured)
    {
        if (measured.Group is { } group)
        {
            groups[group] = measured.Bad > 0 || groups.GetValueOrDefault(group);
            return;
        }

        good += measured.Good;
        bad += measured.Bad;
        seconds += measured.Seconds;
    }

    /// <summary>What it comes to.</summary>
    /// <param name="against">What is set against it; null: not known, or nothing is.</param>
    public Tally Sum(long? against = null)
    {
        var badGroups = groups.Values.LongCount(isBad => isBad);
        return new Tally(counting, good + groups.Count - badGroups, bad + badGroups, seconds, against);
    }
}
