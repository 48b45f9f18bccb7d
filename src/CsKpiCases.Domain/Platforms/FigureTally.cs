using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Domain.Platforms;

/// <summary>What a platform's own figure says of its counts, so that it is judged as ours would be: exactly, and with its headroom.</summary>
internal static class FigureTally
{
    /// <summary>Half of the last digit that platforms show: 0.1%, or 0.1 h.</summary>
    private const decimal OfRates = 0.0005m;
    private const decimal OfTimes = 0.05m;

    /// <summary>The counts; null where the figure tells none, none that can be counted so, or others than its value.</summary>
    public static Tally? Of(PackLine line, ShopFigure figure)
    {
        var counting = line.Formula.Counting;
        if (counting == Counting.Number) return Whole(figure.Value) is { } number ? new Tally(counting, 0, number, 0, Math.Max(1, number)) : null;
        if (figure is not { Numerator: { } above, Denominator: { } below } || Whole(below) is not > 0 || above < 0) return null;
        var all = (long)below;
        Tally? read = counting switch
        {
            Counting.Mean => new Tally(counting, all, 0, (long)Math.Round(above * Tally.SecondsOf(line.Indicator.Unit))),
            Counting.GoodShare when Part(above, all) is { } good => new Tally(counting, good, all - good),
            Counting.BadShare when Part(above, all) is { } bad => new Tally(counting, all - bad, bad),
            Counting.GoodAgainst when Part(above, all) is { } good => new Tally(counting, good, 0, 0, all),
            Counting.BadAgainst when Whole(above) is { } bad => new Tally(counting, 0, bad, 0, all),
            _ => null,
        };
        var near = line.Indicator.Unit == IndicatorUnit.Rate ? OfRates : OfTimes;
        return read is { } tally && Math.Abs(tally.Value(line.Indicator.Unit)!.Value - figure.Value) <= near ? tally : null;
    }

    /// <summary>Whether a figure without counts hits the threshold; null where that hangs on a number of cases that it does not tell.</summary>
    public static bool? Hits(PackLine line, ShopFigure figure)
    {
        if (line.Threshold is not { } threshold) return null;
        var beyond = (line.Indicator.Direction == IndicatorDirection.LowerIsBetter ? 1 : -1) * figure.Value.CompareTo(threshold.Value);
        if (threshold.IsAllowed ? beyond <= 0 : beyond < 0) return false;
        if (threshold.LeastCount == 0) return true;
        return figure.Numerator is { } bad ? bad >= threshold.LeastCount : null;
    }

    private static long? Whole(decimal number) => number >= 0 && number <= int.MaxValue && number == decimal.Truncate(number) ? (long)number : null;

    private static long? Part(decimal number, long all) => Whole(number) is { } part && part <= all ? part : null;
}
