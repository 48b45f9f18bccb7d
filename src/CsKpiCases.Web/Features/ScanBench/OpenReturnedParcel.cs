using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Resources;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ScanBench;

/// <summary>
/// Opens the case of a parcel that came back to its sender (workflow.md, "Reshipment"): it waits in the queue, and the parcel
/// leaves the pile. The second time for the same order the buyer bears the postage.
/// </summary>
public sealed class OpenReturnedParcel(CasesDbContext db, CaseStore store, KeepOrphan orphans, Texts texts)
{
    /// <summary>The case; null where the shop has no such order.</summary>
    public async Task<Case?> RunAsync(Shop shop, string trackingNumber, string orderNumber, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(actor);
        var order = await db.Orders.AsNoTracking().Where(o => o.ShopId == shop.Id && o.Number == orderNumber).Select(o => (long?)o.Id).FirstOrDefaultAsync(cancellation);
        if (order is null) return null;
        var isRepeated = await db.Cases.AnyAsync(c => c.ShopId == shop.Id && c.OrderId == order && c.Type == CaseType.Reshipment && c.SubKind == SubKinds.ReturnedToSender, cancellation);
        var log = new LogCase(shop.Id, "", texts["scan.returned-subject", trackingNumber], Channel.Platform)
        {
            Type = CaseType.Reshipment, SubKind = SubKinds.ReturnedToSender, Category = ComplaintCatalogue.Transport, OrderId = order, FreightPayer = isRepeated ? FreightPayer.Buyer : FreightPayer.None,
        };
        if (await store.LogAsync(shop, log, Actor.System, cancellation: cancellation) is not CaseResult.Done opened) return null;
        await orphans.KeepAsync(shop.Id, actor.AccountId!.Value, trackingNumber, null, cancellation);
        await orphans.MatchAsync(shop.Id, trackingNumber, opened.Case.Id, cancellation);
        await store.ActAsync(shop, opened.Case.Id, new AddNote { Note = texts["scan.title"] + texts["list.colon"] + trackingNumber }, actor, null, cancellation: cancellation);
        return opened.Case;
    }
}
