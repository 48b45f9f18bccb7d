using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Buyers;

/// <summary>
/// Counts buyers' orders, and those of them for which money or a return was granted: two statements, however many buyers. Freight
/// alone is no refund, nor is what was withdrawn.
/// </summary>
public sealed class BuyerReturns(CasesDbContext db, RefunderThresholds thresholds, TimeProvider time)
{
    private static readonly CaseType[] Returning = [CaseType.Return, CaseType.Exchange];

    /// <summary>By buyer; of everybody who is asked for.</summary>
    public async Task<IReadOnlyDictionary<long, RefunderFacts>> OfAsync(long shopId, IReadOnlyCollection<long> buyers, CancellationToken cancellation)
    {
        if (buyers.Count == 0) return new Dictionary<long, RefunderFacts>();
        var orders = await db.Orders.Where(o => o.ShopId == shopId && o.BuyerId != null && buyers.Contains(o.BuyerId.Value))
            .GroupBy(o => o.BuyerId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var refunds = (await RefundsAsync(shopId, buyers, cancellation)).ToLookup(r => r.BuyerId);
        var since = time.GetUtcNow().UtcDateTime.AddDays(-thresholds.WindowDays);
        return buyers.Distinct().ToDictionary(id => id, id => Facts(orders.GetValueOrDefault(id), [.. refunds[id]], since));
    }

    private async Task<List<Refund>> RefundsAsync(long shopId, IReadOnlyCollection<long> buyers, CancellationToken cancellation)
    {
        var cases = db.Cases.Where(c => c.ShopId == shopId && c.BuyerId != null && buyers.Contains(c.BuyerId.Value) && c.OrderId != null);
        var granted = cases.Join(db.LedgerEntries, c => c.Id, e => e.CaseId, (c, e) => new { Case = c, Entry = e })
            .Where(x => x.Entry.Step == LedgerStep.Granted && x.Entry.Purpose != LedgerPurpose.Freight
                && !db.LedgerEntries.Any(w => w.CaseId == x.Entry.CaseId && w.PaymentId == x.Entry.PaymentId && w.Step == LedgerStep.Withdrawn))
            .Select(x => new Refund(x.Case.BuyerId!.Value, x.Case.OrderId!.Value, x.Entry.At, x.Entry.Amount));
        var returned = cases.Where(c => Returning.Contains(c.Type) && c.Outcome == Outcome.Solved && c.ResolvedAt != null)
            .Select(c => new Refund(c.BuyerId!.Value, c.OrderId!.Value, c.ResolvedAt!.Value, 0));
        return [.. await granted.ToListAsync(cancellation), .. await returned.ToListAsync(cancellation)];
    }

    /// <summary>An order that a case names and the import has not brought yet counts among the orders too.</summary>
    private static RefunderFacts Facts(int orders, List<Refund> refunds, DateTime since)
    {
        var refunded = refunds.Select(r => r.OrderId).Distinct().Count();
        var recent = refunds.FindAll(r => r.At >= since);
        return new RefunderFacts(Math.Max(orders, refunded), refunded, recent.Select(r => r.OrderId).Distinct().Count(), recent.Sum(r => r.Amount));
    }

    private sealed record Refund(long BuyerId, long OrderId, DateTime At, decimal Amount);
}
