using System.Text.Json;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Web.Hosting.Scoring;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>What an adjustment was made of, line by line.</summary>
/// <param name="Appeal">What was appealed against; null for late facts.</param>
/// <param name="Lines">Figures that are not what they were; the last is the final score.</param>
public sealed record AdjustmentDocument(string? Appeal, IReadOnlyList<AdjustedLine> Lines)
{
    public const string Deductions = "deductions";
    public const string Additional = "additional";
    public const string Final = "final";

    public static AdjustmentDocument OfAppeal(ScoreAppeal appeal)
    {
        ArgumentNullException.ThrowIfNull(appeal);
        return new AdjustmentDocument(appeal.Target, []);
    }

    /// <summary>Every figure in which a card differs from the stored one.</summary>
    public static AdjustmentDocument Between(CardDocument stored, CardDocument now)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(now);
        var before = stored.Lines.ToDictionary(l => l.Indicator);
        List<AdjustedLine> lines = [.. now.Lines.Where(l => before.ContainsKey(l.Indicator)).Select(l => new AdjustedLine(l.Indicator, before[l.Indicator].Value, l.Value, before[l.Indicator].Points, l.Points))];
        lines.Add(new AdjustedLine(Deductions, null, null, -stored.Deductions, -now.Deductions));
        lines.Add(new AdjustedLine(Additional, null, null, stored.Additional, now.Additional));
        lines.Add(new AdjustedLine(Final, null, null, stored.Final, now.Final));
        return new AdjustmentDocument(null, [.. lines.Where(l => l.ValueBefore != l.ValueNow || l.PointsBefore != l.PointsNow)]);
    }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static AdjustmentDocument Read(string json) => JsonSerializer.Deserialize<AdjustmentDocument>(json, JsonSerializerOptions.Web)!;
}

/// <summary>One figure, as it was published and as it is.</summary>
public sealed record AdjustedLine(string Line, decimal? ValueBefore, decimal? ValueNow, decimal? PointsBefore, decimal? PointsNow);
