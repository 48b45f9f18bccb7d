namespace CsKpiCases.Domain.Scoring;

/// <summary>How a line maps a value to points.</summary>
public enum ScoringRuleKind
{
    /// <summary>The value is already 0 to 100; a rate counts times 100.</summary>
    Direct,

    /// <summary>100 × value / target, capped.</summary>
    Proportional,

    /// <summary>0 at the threshold, 100 at the target, straight between.</summary>
    Linear,

    /// <summary>A table of half-open intervals to points.</summary>
    Bands,

    /// <summary>100 if the target is met, else 0.</summary>
    Pass,
}

/// <summary>Points of the values in [<paramref name="From"/>, <paramref name="To"/>).</summary>
/// <param name="From">Lower bound, included, in the indicator's unit (rates as fractions).</param>
/// <param name="To">Upper bound, excluded; null: without end.</param>
/// <param name="Points">0 to 100.</param>
public sealed record Band(decimal From, decimal? To, decimal Points);

/// <summary>A scoring rule with its limits (scoring.md, 2). Made by <see cref="SchemeDraft"/>'s validation or shipped.</summary>
/// <param name="Kind">Which mapping.</param>
/// <param name="Target">Where 100 is reached, in the indicator's unit.</param>
/// <param name="Threshold">Where a linear rule gives 0.</param>
/// <param name="Cap">The most that the line can score.</param>
/// <param name="Bands">The table of a bands rule, lowest first.</param>
public sealed record ScoringRule(
    ScoringRuleKind Kind, decimal? Target = null, decimal? Threshold = null, decimal Cap = ScoringRule.Full, IReadOnlyList<Band>? Bands = null)
{
    /// <summary>A line's full score.</summary>
    public const decimal Full = 100m;

    /// <summary>The key of a kind as requests write it.</summary>
    public static string KeyOf(ScoringRuleKind kind) => kind switch
    {
        ScoringRuleKind.Direct => "direct",
        ScoringRuleKind.Proportional => "proportional",
        ScoringRuleKind.Linear => "linear",
        ScoringRuleKind.Bands => "bands",
        _ => "pass",
    };

    /// <summary>The kind of a key, or null for an unknown one.</summary>
    public static ScoringRuleKind? KindOf(string? key) =>
        Enum.GetValues<ScoringRuleKind>().Cast<ScoringRuleKind?>().FirstOrDefault(kind => KeyOf(kind!.Value) == key);

    /// <summary>
    /// Unrounded points of a value, 0 to 100; a proportional line with a higher cap may exceed 100.
    /// 240 of a target of 300 scores 80.
    /// </summary>
    public decimal Score(Indicator indicator, decimal value)
    {
        var points = Kind switch
        {
            ScoringRuleKind.Direct => Clamp(indicator.Unit == IndicatorUnit.Rate ? value * 100 : value),
            ScoringRuleKind.Proportional => Proportional(value, Target ?? 0),
            ScoringRuleKind.Linear => Linear(value, Target ?? 0, Threshold ?? 0),
            ScoringRuleKind.Bands => InBand(Math.Max(0, value)),
            _ => indicator.Meets(value, Target ?? 0) ? Full : 0,
        };
        return Math.Min(points, Cap);
    }

    private decimal Proportional(decimal value, decimal target)
    {
        if (value <= 0)
        {
            return 0;
        }

        // Compared before it is divided: a tiny target must not overflow.
        return value >= target * Cap / 100 ? Cap : 100 * value / target;
    }

    private static decimal Linear(decimal value, decimal target, decimal threshold)
    {
        var low = Math.Min(target, threshold);
        var high = Math.Max(target, threshold);
        var part = (Math.Clamp(value, low, high) - threshold) / (target - threshold);
        return Clamp(100 * part);
    }

    private decimal InBand(decimal value) =>
        Bands?.FirstOrDefault(band => value >= band.From && (band.To is null || value < band.To))?.Points ?? 0;

    private static decimal Clamp(decimal points) => Math.Clamp(points, 0, Full);
}
