using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>reopen_rate: of the cases first resolved in a period, those reopened within 7 days; each is its owner's at the resolution.</summary>
internal static class GatherReopenings
{
    public static async Task<Dictionary<long, IndicatorFact>> RunAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var resolved = await db.Cases.Counted(shopId)
            .Where(c => c.FirstResolvedAt >= period.FromUtc && c.FirstResolvedAt < period.ToUtc)
            .Select(c => new CountedCase(
                c.Id, c.Type, c.FirstResolvedAt, c.ReopenCount,
                db.CaseEvents.Where(e => e.CaseId == c.Id && e.At <= c.FirstResolvedAt).OrderByDescending(e => e.Sequence).Select(e => e.OwnerId).FirstOrDefault()))
            .ToListAsync(cancellation);
        var reopened = await CountedCases.ReopenedAsync(db, resolved, cancellation);
        return resolved.Where(c => c.OwnerId is not null).GroupBy(c => c.OwnerId!.Value).ToDictionary(
            g => g.Key, g => IndicatorFact.Rate("reopen_rate", g.Count(c => reopened.Contains(c.CaseId)), g.Count(), g.Select(c => c.CaseId)));
    }
}
