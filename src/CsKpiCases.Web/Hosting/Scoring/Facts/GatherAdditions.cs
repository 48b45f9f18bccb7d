using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>What counts beside the scheme: applied additions, and what published months got wrong.</summary>
internal static class GatherAdditions
{
    public static async Task<Dictionary<long, List<AdditionFact>>> RunAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var month = period.Month.ToString();
        var rows = await db.ScoreAdditions.AsNoTracking().Where(a => a.ShopId == shopId && a.Month == month && a.State == AdditionState.Applied)
            .Select(a => new { a.AccountId, a.Id, a.Points, a.Reason }).ToListAsync(cancellation);
        return rows.GroupBy(a => a.AccountId).ToDictionary(g => g.Key, g => g.OrderBy(a => a.Id).Select(a => new AdditionFact(a.Id, a.Points, a.Reason)).ToList());
    }

    /// <summary>Who is owed yuan beside a score in the month: awards, and what earlier months got wrong.</summary>
    public static Task<List<long>> PaidAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var month = period.Month.ToString();
        return db.Awards.Where(a => a.ShopId == shopId && a.Month == month).Select(a => a.AccountId)
            .Union(db.ScoreAdjustments.Where(a => a.ShopId == shopId && a.Month == month && a.Amount != 0).Select(a => a.AccountId)).ToListAsync(cancellation);
    }

    public static async Task<Dictionary<long, List<AdjustmentFact>>> AdjustmentsAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var month = period.Month.ToString();
        var rows = await db.ScoreAdjustments.AsNoTracking().Where(a => a.ShopId == shopId && a.Month == month && a.Points != 0)
            .Select(a => new { a.AccountId, a.Id, a.CauseMonth, a.Points }).ToListAsync(cancellation);
        return rows.GroupBy(a => a.AccountId).ToDictionary(g => g.Key, g => g.OrderBy(a => a.Id).Select(a => new AdjustmentFact(a.Id, a.CauseMonth, a.Points)).ToList());
    }
}
