using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>Marks that supervisors gave in a period, by agent: each indicator is the mean of its marks.</summary>
internal static class GatherMarks
{
    public static async Task<Dictionary<long, IReadOnlyList<IndicatorFact>>> RunAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var rows = await db.Marks.AsNoTracking().Where(m => m.ShopId == shopId && m.MarkedAt >= period.FromUtc && m.MarkedAt < period.ToUtc)
            .Select(m => new { m.AgentId, m.Id, m.Indicator, m.Points }).ToListAsync(cancellation);
        return rows.GroupBy(m => m.AgentId).ToDictionary(
            agent => agent.Key,
            IReadOnlyList<IndicatorFact> (agent) => [.. agent.GroupBy(m => m.Indicator, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new IndicatorFact(g.Key, (decimal)g.Sum(m => m.Points) / g.Count(), g.Sum(m => m.Points), g.Count(), [.. g.Select(m => m.Id).Order()]))]);
    }
}
