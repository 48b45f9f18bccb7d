using CsKpiCases.Domain.Pay;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>At which sales a commission table is looked at.</summary>
public static class CommissionPreview
{
    private const int Stretches = 32;

    /// <summary>Yuan, evenly from nothing to well beyond the last step's beginning.</summary>
    public static IReadOnlyList<decimal> Sales(CommissionTable table)
    {
        var most = Most(table);
        return [.. Enumerable.Range(0, Stretches + 1).Select(i => most * i / Stretches)];
    }

    /// <summary>Each step's end, the least bit beyond it, and a point well beyond the last.</summary>
    public static IReadOnlyList<decimal> Points(CommissionTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. table.Steps.Select(s => s.UpTo).OfType<decimal>().SelectMany(end => new[] { end, end + 0.01m }), Most(table)];
    }

    private static decimal Most(CommissionTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Math.Ceiling((table.Steps.Select(s => s.UpTo).OfType<decimal>().LastOrDefault(20_000) * 1.6m) / Stretches) * Stretches;
    }
}
