using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>Agents' figures that were counted elsewhere and imported, by agent.</summary>
internal static class GatherFigures
{
    public static async Task<Dictionary<long, List<IndicatorFact>>> RunAsync(CasesDbContext db, long shopId, DateOnly first, DateOnly last, CancellationToken cancellation)
    {
        var rows = await db.ShopFigures.AsNoTracking()
            .Where(f => f.ShopId == shopId && f.AgentId != null && f.To >= first && f.To <= last && f.From >= first).ToListAsync(cancellation);
        return rows.GroupBy(f => f.AgentId!.Value).ToDictionary(
            agent => agent.Key,
            agent => agent.GroupBy(f => f.Indicator, StringComparer.Ordinal)
                .Select(g => IndicatorCatalogue.Find(g.Key) is { } indicator ? FigureOfMonth.Of(indicator, first, last, g) : null).OfType<IndicatorFact>().ToList());
    }
}
