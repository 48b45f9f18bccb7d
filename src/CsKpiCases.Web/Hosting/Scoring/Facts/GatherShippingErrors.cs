using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>
/// shipping_errors: cases of the wrong-shipment register, wrong or missing items, of which an agent was ruled to be a cause in
/// the period. The last run's ruling is the word; where the agent's penalty was dropped, the ruling is not his.
/// </summary>
internal static class GatherShippingErrors
{
    private static readonly string[] Kinds = [SubKinds.Wrong, SubKinds.Missing];

    public static async Task<Dictionary<long, List<long>>> RunAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var lowest = IdSource.LowestAt(period.FromUtc.AddDays(-1));
        var rows = await db.Rulings.AsNoTracking()
            .Where(r => r.Id >= lowest && r.ShopId == shopId && r.RuledAt >= period.FromUtc && r.RuledAt < period.ToUtc && r.Question == RulingQuestion.Caused)
            .Where(r => !db.Rulings.Any(later => later.CaseId == r.CaseId && later.Question == r.Question && later.Run > r.Run))
            .Join(db.Cases.Where(c => c.Type == CaseType.Reshipment && Kinds.Contains(c.SubKind)), r => r.CaseId, c => c.Id, (r, c) => r)
            .SelectMany(r => r.Shares.Where(s => s.Party == Party.Agent && s.AccountId != null), (r, s) => new { AgentId = s.AccountId!.Value, r.CaseId, RulingId = r.Id })
            .Where(x => !db.Penalties.Any(p => p.RulingId == x.RulingId && p.AccountId == x.AgentId && p.State == PenaltyState.Dropped))
            .Select(x => new { x.AgentId, x.CaseId })
            .ToListAsync(cancellation);
        return rows.GroupBy(r => r.AgentId).ToDictionary(g => g.Key, g => g.Select(r => r.CaseId).Distinct().Order().ToList());
    }
}
