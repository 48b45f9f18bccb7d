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
        var mine = db.Cases.Where(c => cases.Contains(c.Id));
        var lines = await db.GoodsItems.Where(g => cases.Contains(g.CaseId) && g.Quantity > 0)
            .SelectMany(g => db.GoodsItems.Where(o => o.ShopId == shopId && o.OrderId == g.OrderId && o.OrderLineId == g.OrderLineId && o.CaseId != g.CaseId && o.Direction == g.Direction && o.Quantity > 0), (g, o) => new { g.CaseId, Other = o.CaseId })
            .Distinct().Join(db.Cases, r => r.Other, c => c.Id, (r, c) => new { r.CaseId, c.Number }).ToListAsync(cancellation);
        var buyers = await mine.Where(c => c.BuyerId != null)
            .SelectMany(c => db.Cases.Where(o => o.ShopId == shopId && o.BuyerId == c.BuyerId && o.Id != c.Id && o.Type == c.Type && o.OpenedAt > c.OpenedAt.AddDays(-Days) && o.OpenedAt <= c.OpenedAt), (c, o) => new { CaseId = c.Id, o.Number })
            .ToListAsync(cancellation);
        var images = await db.Evidence.Where(e => cases.Contains(e.CaseId))
            .SelectMany(e => db.Evidence.Where(o => o.ShopId == shopId && o.ContentHash == e.ContentHash && o.CaseId != e.CaseId), (e, o) => new { e.CaseId, Other = o.CaseId })
            .Distinct().Join(db.Cases, r => r.Other, c => c.Id, (r, c) => new { r.CaseId, c.Number }).ToListAsync(cancellation);
        return lines.Select(r => (r.CaseId, new Repeat("line", r.Number)))
            .Concat(images.Select(r => (r.CaseId, new Repeat("image", r.Number))))
            .Concat(buyers.Select(r => (r.CaseId, new Repeat("buyer", r.Number))))
            .ToLookup(r => r.CaseId, r => r.Item2);
    }
}
