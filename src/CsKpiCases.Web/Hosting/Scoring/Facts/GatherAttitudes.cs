using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>bad_attitude_share: of the neutral and bad ratings in a period, those whose reason is the agent's attitude.</summary>
internal static class GatherAttitudes
{
    public static async Task<Dictionary<long, IndicatorFact>> RunAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var rows = await db.Ratings.AsNoTracking()
            .Where(r => r.ShopId == shopId && r.RatedAt >= period.FromUtc && r.RatedAt < period.ToUtc && r.AgentId != null && r.Stars <= AttitudeReason.Neutral)
            .Select(r => new { AgentId = r.AgentId!.Value, r.Id, r.Reason }).ToListAsync(cancellation);
        return rows.GroupBy(r => r.AgentId).ToDictionary(
            g => g.Key, g => IndicatorFact.Rate("bad_attitude_share", g.Count(r => AttitudeReason.Names(r.Reason)), g.Count(), g.Select(r => r.Id)));
    }
}
