using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Resources;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ScanBench;

/// <summary>The case of a parcel that came back.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IsNew">False where the parcel or its order had an open one, and none was opened.</param>
public sealed record ReturnedParcel(string Number, bool IsNew);

/// <summary>
/// Opens the case of a parcel that came back to its sender (workflow.md, "Reshipment"): it waits in the queue, and the parcel
/// leaves the pile. Once the order has been sent again, the next time the buyer bears the postage. One case is open at a time,
/// however often the parcel is scanned; another parcel of the order is noted on it.
/// </summary>
public sealed class OpenReturnedParcel(CasesDbContext db, CaseStore store, KeepOrphan orphans, Texts texts)
{
    /// <summary>The case; null where the shop has no such order.</summary>
    public async Task<ReturnedParcel?> RunAsync(Shop shop, string trackingNumber, string orderNumber, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(actor);
        var order = await db.Orders.AsNoTracking().Where(o => o.ShopId == shop.Id && o.Number == orderNumber).Select(o => (long?)o.Id).FirstOrDefaultAsync(cancellation);
        if (order is not { } orderId) return null;
        var log = new LogCase(shop.Id, "", texts["scan.returned-subject", trackingNumber], Channel.Platform)
        {
            Type = CaseType.Reshipment, SubKind = SubKinds.ReturnedToSender, Category = ComplaintCatalogue.Transport, OrderId = orderId,
        };
        Found? open = null;
        async Task<LogCase?> PrepareAsync(CasesDbContext inside, LogCase act, CancellationToken token)
        {
            await LockAsync(inside, orderId, token);
            open = await OpenAsync(inside, shop.Id, orderNumber, trackingNumber, token);
            if (open is not null) return null;
            return await WasSentAgainAsync(inside, shop.Id, orderNumber, token) ? act with { FreightPayer = FreightPayer.Buyer } : act;
        }

        var result = await store.LogAsync(shop, log, Actor.System, prepare: PrepareAsync, cancellation: cancellation);
        var isNew = open is null;
        if (isNew && result is CaseResult.Done opened) open = new Found(opened.Case.Id, opened.Case.Number);
        if (open is null) return null;
        if (await orphans.KeepForAsync(shop.Id, actor.AccountId!.Value, trackingNumber, open.Id, cancellation))
        {
            await store.ActAsync(shop, open.Id, new AddNote { Note = texts["scan.title"] + texts["list.colon"] + trackingNumber }, actor, null, cancellation: cancellation);
        }

        return new ReturnedParcel(open.Number, isNew);
    }

    /// <summary>On PostgreSQL two scans of one order's parcels wait for each other here; the embedded database has one writer anyway.</summary>
    private static async Task LockAsync(CasesDbContext db, long orderId, CancellationToken cancellation)
    {
        if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Orders" WHERE "Id" = {orderId} FOR UPDATE""", cancellation);
    }

    /// <summary>The open case about a parcel of the order, or this parcel, that came back.</summary>
    private static Task<Found?> OpenAsync(CasesDbContext db, long shopId, string orderNumber, string trackingNumber, CancellationToken cancellation) =>
        db.Cases.Where(c => c.ShopId == shopId && c.Stage < Stage.Penalize && c.Type == CaseType.Reshipment && c.SubKind == SubKinds.ReturnedToSender)
            .Where(c => c.OrderNumber == orderNumber || db.OrphanParcels.Any(p => p.ShopId == shopId && p.TrackingNumber == trackingNumber && p.CaseId == c.Id))
            .OrderBy(c => c.Id).Select(c => new Found(c.Id, c.Number)).FirstOrDefaultAsync(cancellation);

    /// <summary>A courier has taken it a second time; a case that was withdrawn, or a duplicate, sent nothing.</summary>
    private static Task<bool> WasSentAgainAsync(CasesDbContext db, long shopId, string orderNumber, CancellationToken cancellation) =>
        db.Cases.Where(c => c.ShopId == shopId && c.OrderNumber == orderNumber && c.Type == CaseType.Reshipment && c.SubKind == SubKinds.ReturnedToSender)
            .AnyAsync(c => db.Parcels.Any(p => p.CaseId == c.Id && p.Direction == Direction.Outbound && p.FirstScanAt != null && p.CancelledAt == null), cancellation);

    private sealed record Found(long Id, string Number);
}
