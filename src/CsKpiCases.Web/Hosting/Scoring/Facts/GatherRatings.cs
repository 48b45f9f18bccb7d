using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>Ratings given in a period, by the agent who served (the owner at the time of the rated service).</summary>
internal static class GatherRatings
{
    public static async Task<Dictionary<long, RatingFacts>> RunAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var rows = await db.Ratings.AsNoTracking()
            .Where(r => r.ShopId == shopId && r.RatedAt >= period.FromUtc && r.RatedAt < period.ToUtc && r.AgentId != null)
            .Select(r => new { AgentId = r.AgentId!.Value, r.Id, r.Stars })
            .ToListAsync(cancellation);
        return rows.GroupBy(r => r.AgentId).ToDictionary(
            g => g.Key,
            g => new RatingFacts(g.Count(), g.Sum(r => r.Stars), [.. g.Select(r => r.Id).Order()]));
    }
}
