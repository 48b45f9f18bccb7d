using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ScanBench;

/// <summary>A case that a scan leads to.</summary>
/// <param name="May">The triggers that a scan can fire now: signed-for, passes, differs, first-scan.</param>
public sealed record ScannedCase(long Id, string Number, string Subject, string State, int Version, string? Courier, string? TrackingNumber, IReadOnlyList<string> Goods, IReadOnlyList<string> May);

/// <summary>What a scan found.</summary>
/// <param name="Cases">By the parcel's number; else by the order's or the case's own.</param>
/// <param name="Likely">Cases of the order that was sent by this number: a parcel that came back to its sender.</param>
/// <param name="IsOnPile">It lies on the orphan pile already.</param>
/// <param name="Order">Number of the order that was sent by this number; null where none was.</param>
public sealed record ScanResult(string Scanned, IReadOnlyList<ScannedCase> Cases, IReadOnlyList<ScannedCase> Likely, bool IsOnPile, string? Order);

/// <summary>Finds the case of a parcel by one scan, in a handful of index probes.</summary>
public sealed class FindParcel(CasesDbContext db)
{
    private const int Most = 10;

    public async Task<ScanResult> RunAsync(long shopId, string scanned, CancellationToken cancellation)
    {
        var byParcel = await db.Parcels.Where(p => p.ShopId == shopId && p.TrackingNumber == scanned).Select(p => p.CaseId).Distinct().Take(Most).ToListAsync(cancellation);
        byParcel.AddRange(await db.OrphanParcels.Where(p => p.ShopId == shopId && p.TrackingNumber == scanned && p.CaseId != null).Select(p => p.CaseId!.Value).Take(Most).ToListAsync(cancellation));
        var found = await ReadAsync(db.Cases.Where(c => c.ShopId == shopId && (byParcel.Contains(c.Id) || c.Number == scanned)), cancellation);
        if (found.Count == 0) found = await ReadAsync(db.Cases.Where(c => c.ShopId == shopId && c.OrderNumber == scanned && c.Stage < Stage.Penalize), cancellation);
        var likely = found.Count > 0 ? [] : await LikelyAsync(shopId, scanned, cancellation);
        return new ScanResult(scanned, found, likely, await db.OrphanParcels.AnyAsync(p => p.ShopId == shopId && p.TrackingNumber == scanned && p.CaseId == null, cancellation),
            found.Count > 0 ? null : await db.Orders.Where(o => o.ShopId == shopId && o.TrackingNumber == scanned).OrderByDescending(o => o.Id).Select(o => o.Number).FirstOrDefaultAsync(cancellation));
    }

    /// <summary>What was sent to the buyer and came back has the order's own number; a phone on the label leads to the buyer.</summary>
    private async Task<List<ScannedCase>> LikelyAsync(long shopId, string scanned, CancellationToken cancellation)
    {
        var orders = await db.Orders.Where(o => o.ShopId == shopId && o.TrackingNumber == scanned).Select(o => o.Number).Take(Most).ToListAsync(cancellation);
        var buyers = await db.Buyers.Where(b => b.ShopId == shopId && b.Phone == scanned).Select(b => b.Id).Take(Most).ToListAsync(cancellation);
        if (orders.Count + buyers.Count == 0) return [];
        return await ReadAsync(db.Cases.Where(c => c.ShopId == shopId && c.Stage < Stage.Penalize
            && ((c.OrderNumber != null && orders.Contains(c.OrderNumber)) || (c.BuyerId != null && buyers.Contains(c.BuyerId.Value)))), cancellation);
    }

    private async Task<List<ScannedCase>> ReadAsync(IQueryable<Case> cases, CancellationToken cancellation)
    {
        var rows = await cases.AsNoTracking().OrderBy(c => c.Id).Take(Most).ToListAsync(cancellation);
        var ids = rows.ConvertAll(c => c.Id);
        var parcels = (await db.Parcels.AsNoTracking().Where(p => ids.Contains(p.CaseId)).OrderBy(p => p.Id).ToListAsync(cancellation)).ToLookup(p => p.CaseId);
        var goods = (await db.GoodsItems.Where(g => ids.Contains(g.CaseId) && g.Quantity > 0).Join(db.OrderLines, g => g.OrderLineId, l => l.Id, (g, l) => new { g.CaseId, g.Quantity, l.Title }).ToListAsync(cancellation)).ToLookup(g => g.CaseId);
        return rows.ConvertAll(c => new ScannedCase(
            c.Id, c.Number, c.Subject, c.State, c.Version, parcels[c.Id].LastOrDefault()?.Courier, parcels[c.Id].LastOrDefault()?.TrackingNumber,
            [.. goods[c.Id].Select(g => $"{g.Title} × {g.Quantity}").Distinct()], MayOf(c.State)));
    }

    private static IReadOnlyList<string> MayOf(string state) => state switch
    {
        ReturnedGoods.ReturnInTransit => [Triggers.SignedFor],
        ReturnedGoods.Inspecting => [Triggers.Passes],
        OutgoingGoods.AwaitingOutbound => [Triggers.FirstScan],
        _ => [],
    };
}
