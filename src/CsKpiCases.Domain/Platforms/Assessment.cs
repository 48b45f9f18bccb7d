using System.Text.Json.Serialization;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Domain.Platforms;

/// <summary>What a platform itself says of an indicator.</summary>
/// <param name="Value">In the indicator's unit.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
public sealed record PlatformFigure(decimal Value, DateOnly From, DateOnly To);

/// <summary>One indicator of a pack, assessed as of a date. Without data everything that follows from a value is null.</summary>
public sealed record LineAssessment
{
    /// <summary>Key of the <see cref="PackLine"/>.</summary>
    public required string Line { get; init; }

    /// <summary>Key of the indicator.</summary>
    public required string Indicator { get; init; }
    public required WindowKind Window { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }

    /// <summary>Days of the window after the date; null for one that rolls.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>In the indicator's unit; null: no data.</summary>
    public decimal? Value { get; init; }

    /// <summary>Above the line, in the indicator's unit where it is a time; null: no data, or an imported figure that does not tell.</summary>
    public decimal? Numerator { get; init; }

    /// <summary>Below the line.</summary>
    public decimal? Denominator { get; init; }
    public decimal? Target { get; init; }
    public bool? TargetMet { get; init; }
    public decimal? Threshold { get; init; }
    public ThresholdKind? ThresholdKind { get; init; }

    /// <summary>Bad cases below which the threshold is not hit; 0: any number.</summary>
    public long LeastCount { get; init; }
    public bool? ThresholdHit { get; init; }

    /// <summary>
    /// How many more bad cases the window can take without hitting the threshold, 0: the next one hits it; of a mean the time
    /// left, n × (threshold − mean), in its unit. Null when it is hit, and where no number would. Without a threshold it is the
    /// room to the target.
    /// </summary>
    public decimal? Headroom { get; init; }

    /// <summary>Good ones that bring a missed target back; null when it is met, and where no number does.</summary>
    public long? GoodNeeded { get; init; }

    /// <summary>What follows now; none while nothing does.</summary>
    public Consequence Consequence { get; init; }

    /// <summary>The value is an imported figure, as nothing is counted here.</summary>
    public bool IsImported { get; init; }

    /// <summary>What the platform says itself; null: nothing imported for these days.</summary>
    public PlatformFigure? Platform { get; init; }

    /// <summary>The threshold is hit, or the very next bad case or the one after hits it.</summary>
    [JsonIgnore]
    public bool IsPressing => ThresholdHit == true || (Threshold is not null && Headroom is <= 1 && !IsMean);

    /// <summary>The headroom is a time, not a number of cases.</summary>
    [JsonIgnore]
    public bool IsMean => IndicatorCatalogue.Get(Indicator).Unit is IndicatorUnit.Hours or IndicatorUnit.Seconds;
}

/// <summary>A pack assessed for a shop as of a date.</summary>
/// <param name="Pack">Key.</param>
/// <param name="Date">The date in the shop's calendar.</param>
/// <param name="Lines">In the pack's order.</param>
public sealed record Assessment(string Pack, DateOnly Date, IReadOnlyList<LineAssessment> Lines);

/// <summary>Judges what was counted against a line's target and threshold (scoring.md, 1.2).</summary>
public static class AssessLine
{
    private const long MostAsked = 1_000_000_000;

    /// <summary>The assessment of a line.</summary>
    /// <param name="line">What is assessed.</param>
    /// <param name="window">Over which days.</param>
    /// <param name="tally">What was counted.</param>
    /// <param name="figure">The platform's own figure, which stands beside ours, and in its place where nothing is counted.</param>
    public static LineAssessment Of(PackLine line, AssessmentWindow window, Tally tally, ShopFigure? figure = null)
    {
        ArgumentNullException.ThrowIfNull(line);
        var read = new LineAssessment
        {
            Line = line.Key, Indicator = line.Indicator.Key, Window = window.Kind, From = window.From, To = window.To, DaysLeft = window.DaysLeft,
            Target = line.Target, Threshold = line.Threshold?.Value, ThresholdKind = line.Threshold?.Kind, LeastCount = line.Threshold?.LeastCount ?? 0,
            Platform = figure is null ? null : new PlatformFigure(figure.Value, figure.From, figure.To),
        };
        if (tally.Denominator > 0) return Judged(read, line, tally);
        return figure is null ? read : Imported(read, line, figure);
    }

    private static LineAssessment Judged(LineAssessment read, PackLine line, Tally tally)
    {
        var unit = line.Indicator.Unit;
        bool? met = line.Target is { } target ? Meets(line, tally, target) : null;
        bool? hit = line.Threshold is null ? null : Hits(line, tally);
        return read with
        {
            Value = tally.Value(unit),
            Numerator = tally.Numerator / (tally.Counting == Counting.Mean ? Tally.SecondsOf(unit) : 1),
            Denominator = tally.Counting == Counting.Number ? null : tally.Denominator,
            TargetMet = met,
            ThresholdHit = hit,
            Headroom = Headroom(line, tally),
            GoodNeeded = met == false && tally.Counting != Counting.Number ? Smallest(more => Meets(line, tally.WithGood(more), line.Target!.Value)) : null,
            Consequence = Follows(line, met, hit),
        };
    }

    /// <summary>By the counts that the figure tells; where it tells none, by its value, and then nobody knows how much room is left.</summary>
    private static LineAssessment Imported(LineAssessment read, PackLine line, ShopFigure figure)
    {
        bool? met = line.Target is { } target ? line.Indicator.Meets(figure.Value, target) : null;
        var hit = FigureTally.Hits(line, figure);
        var judged = FigureTally.Of(line, figure) is { } tally ? Judged(read, line, tally) : read with { TargetMet = met, ThresholdHit = hit, Consequence = Follows(line, met, hit) };
        return judged with { IsImported = true, Value = figure.Value, Numerator = figure.Numerator, Denominator = figure.Denominator };
    }

    /// <summary>The consequence follows the threshold; where there is none, the target.</summary>
    private static Consequence Follows(PackLine line, bool? met, bool? hit) =>
        line.Threshold is null ? (met == false ? line.Consequence : Consequence.None) : hit == true ? line.Consequence : Consequence.None;

    private static decimal? Headroom(PackLine line, Tally tally)
    {
        if (line is { Threshold: null, Target: null }) return null;
        if (Stops(line, tally)) return null;
        if (tally.Counting != Counting.Mean) return Smallest(more => Stops(line, tally.WithBad(more))) - 1;
        var limit = (line.Threshold?.Value ?? line.Target!.Value) * Tally.SecondsOf(line.Indicator.Unit);
        return ((tally.Denominator * limit) - tally.Numerator) / Tally.SecondsOf(line.Indicator.Unit);
    }

    private static bool Stops(PackLine line, Tally tally) => line.Threshold is null ? !Meets(line, tally, line.Target!.Value) : Hits(line, tally);

    private static bool Meets(PackLine line, Tally tally, decimal target) => Sign(line) * tally.CompareTo(target, line.Indicator.Unit) <= 0;

    private static bool Hits(PackLine line, Tally tally)
    {
        var threshold = line.Threshold!;
        if (tally.Bad < threshold.LeastCount) return false;
        var beyond = Sign(line) * tally.CompareTo(threshold.Value, line.Indicator.Unit);
        return threshold.IsAllowed ? beyond > 0 : beyond >= 0;
    }

    /// <summary>1 where more is worse.</summary>
    private static int Sign(PackLine line) => line.Indicator.Direction == IndicatorDirection.LowerIsBetter ? 1 : -1;

    /// <summary>The smallest number for which it holds, where it holds for every larger one too; null: for none.</summary>
    private static long? Smallest(Func<long, bool> holds)
    {
        if (!holds(MostAsked)) return null;
        long fails = -1, found = MostAsked;
        while (found - fails > 1)
        {
            var middle = fails + ((found - fails) / 2);
            if (holds(middle)) found = middle;
            else fails = middle;
        }

        return found;
    }
}
