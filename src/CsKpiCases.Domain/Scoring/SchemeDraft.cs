using System.Text.Json.Serialization;

namespace CsKpiCases.Domain.Scoring;

/// <summary>A scheme as somebody wrote it, unchecked. Text where a number belongs, or an unknown property, is refused on reading.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SchemeDraft
{
    /// <summary>The lines; weights sum to exactly 100.</summary>
    public IReadOnlyList<SchemeLineDraft?>? Lines { get; init; }

    /// <summary>The draft that gives these lines again.</summary>
    public static SchemeDraft Of(IReadOnlyList<SchemeLine> lines) => new() { Lines = [.. lines.Select(SchemeLineDraft.Of)] };
}

/// <summary>A line as somebody wrote it.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SchemeLineDraft
{
    /// <summary>Key of the indicator.</summary>
    public string? Indicator { get; init; }

    /// <summary>0 to 100.</summary>
    public decimal? Weight { get; init; }

    /// <summary>direct, proportional, linear, bands or pass.</summary>
    public string? Rule { get; init; }

    /// <summary>Where 100 is reached, in the indicator's unit (rates as fractions). Needed by proportional, linear and pass.</summary>
    public decimal? Target { get; init; }

    /// <summary>Where a linear rule gives 0.</summary>
    public decimal? Threshold { get; init; }

    /// <summary>The most that the line can score; absent: 100.</summary>
    public decimal? Cap { get; init; }

    /// <summary>Needed by bands: intervals that cover [0, ∞).</summary>
    public IReadOnlyList<BandDraft?>? Bands { get; init; }

    internal static SchemeLineDraft Of(SchemeLine line) => new()
    {
        Indicator = line.Indicator.Key,
        Weight = line.Weight,
        Rule = ScoringRule.KeyOf(line.Rule.Kind),
        Target = line.Rule.Target,
        Threshold = line.Rule.Threshold,
        Cap = line.Rule.Cap == ScoringRule.Full ? null : line.Rule.Cap,
        Bands = line.Rule.Bands is { } bands ? [.. bands.Select(b => new BandDraft { From = b.From, To = b.To, Points = b.Points })] : null,
    };
}

/// <summary>A band as somebody wrote it: points of the values in [from, to).</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BandDraft
{
    /// <summary>Lower bound, included.</summary>
    public decimal? From { get; init; }

    /// <summary>Upper bound, excluded; null: without end.</summary>
    public decimal? To { get; init; }

    /// <summary>0 to 100.</summary>
    public decimal? Points { get; init; }
}
