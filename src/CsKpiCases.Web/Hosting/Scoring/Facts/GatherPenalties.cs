using CsKpiCases.Data;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>Penalties in the month of their confirmation, whenever the case was; reduced ones count by their severity too, those that a won appeal has lifted do not.</summary>
internal static class GatherPenalties
{
    public static async Task<Dictionary<long, List<PenaltyFact>>> RunAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var month = period.Month.ToString();
        var rows = await db.Penalties.AsNoTracking()
            .Where(p => p.ShopId == shopId && p.ConfirmedMonth == month && (p.State == PenaltyState.Confirmed || p.State == PenaltyState.Reduced))
            .OrderBy(p => p.Id)
            .Select(p => new { p.AccountId, p.Id, p.CaseId, p.Severity })
            .ToListAsync(cancellation);
        var lifted = await PeriodRows.LiftedPenaltiesAsync(db, shopId, month, cancellation);
        return rows.Where(p => !lifted.Contains(p.Id)).GroupBy(p => p.AccountId).ToDictionary(g => g.Key, g => g.Select(p => new PenaltyFact(p.Id, p.CaseId, p.Severity)).ToList());
    }
}
