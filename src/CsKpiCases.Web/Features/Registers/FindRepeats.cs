using CsKpiCases.Data;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Registers;

/// <summary>
/// The duplicate guard (workflow.md, "Daily lists and registers"): which rows of a page repeat an order line, a buyer or a picture of
/// another case of the same type within 30 days.
/// </summary>
internal static class FindRepeats
{
    private const int Days = 30;

    public static async Task<ILookup<long, Repeat>> OfAsync(CasesDbContext db, long shopId, IReadOnlyCollection<long> cases, CancellationToken cancellation)
    {
        var lines = await db.GoodsItems.Where(g => cases.Contains(g.CaseId) && g.Quantity > 0)
            .SelectMany(g => db.GoodsItems.Where(o => o.ShopId == shopId && o.OrderId == g.OrderId && o.OrderLineId == g.OrderLineId && o.CaseId != g.CaseId && o.Direction == g.Direction && o.Quantity > 0), (g, o) => new { g.CaseId, Other = o.CaseId })
            .Distinct().Join(db.Cases, r => r.Other, c => c.Id, (r, c) => new { r.CaseId, c.Number }).ToListAsync(cancellation);
        var buyers = await OfBuyersAsync(db, shopId, cases, cancellation);
        var images = await db.Evidence.Where(e => cases.Contains(e.CaseId))
            .SelectMany(e => db.Evidence.Where(o => o.ShopId == shopId && o.ContentHash == e.ContentHash && o.CaseId != e.CaseId), (e, o) => new { e.CaseId, Other = o.CaseId })
            .Distinct().Join(db.Cases, r => r.Other, c => c.Id, (r, c) => new { r.CaseId, c.Number }).ToListAsync(cancellation);
        return lines.Select(r => (r.CaseId, new Repeat("line", r.Number)))
            .Concat(images.Select(r => (r.CaseId, new Repeat("image", r.Number))))
            .Concat(buyers.Select(r => (r.CaseId, new Repeat("buyer", r.Number))))
            .ToLookup(r => r.CaseId, r => r.Item2);
    }

    /// <summary>Earlier cases of the same buyer and type: those of all buyers at once, each weighed against the days before its own.</summary>
    private static async Task<List<(long CaseId, string Number)>> OfBuyersAsync(CasesDbContext db, long shopId, IReadOnlyCollection<long> cases, CancellationToken cancellation)
    {
        var mine = await db.Cases.Where(c => cases.Contains(c.Id) && c.BuyerId != null).Select(c => new { c.Id, c.BuyerId, c.Type, c.OpenedAt }).ToListAsync(cancellation);
        if (mine.Count == 0) return [];
        var (ids, from, to) = (mine.Select(c => c.BuyerId!.Value).Distinct().ToList(), mine.Min(c => c.OpenedAt).AddDays(-Days), mine.Max(c => c.OpenedAt));
        var others = (await db.Cases.Where(c => c.ShopId == shopId && c.BuyerId != null && ids.Contains(c.BuyerId.Value) && c.OpenedAt >= from && c.OpenedAt <= to)
            .Select(c => new { c.Id, c.BuyerId, c.Type, c.OpenedAt, c.Number }).ToListAsync(cancellation)).ToLookup(c => (c.BuyerId, c.Type));
        return [.. mine.SelectMany(c => others[(c.BuyerId, c.Type)].Where(o => o.Id != c.Id && o.OpenedAt > c.OpenedAt.AddDays(-Days) && o.OpenedAt <= c.OpenedAt).Select(o => (c.Id, o.Number)))];
    }
}
