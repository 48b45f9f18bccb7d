using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring.Facts;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>What the platform would tell of the buyers' applications behind the demo's returns, refunds, exchanges, reshipments and disputes.</summary>
public sealed class DemoApplications(IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, IdSource ids)
{
    private const long Seed = 20260611;
    private const int RowsABatch = 4000;

    /// <summary>Of so many orders without a case one is asked back for all the same, and goes smoothly.</summary>
    private const int OrdersAnApplication = 35;

    /// <summary>One row a case, and those that no case came of; does nothing where there are some.</summary>
    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.AfterSalesApplications.AnyAsync(a => a.ShopId == shop.Id, cancellation)) return;
        var refunds = (await db.LedgerEntries.AsNoTracking().Where(l => l.ShopId == shop.Id && l.Step == LedgerStep.Succeeded && l.Tender == Tender.Cash)
            .GroupBy(l => l.CaseId).Select(g => new { CaseId = g.Key, At = g.Min(l => l.At) }).ToListAsync(cancellation)).ToDictionary(r => r.CaseId, r => r.At);
        var parcels = (await db.Parcels.AsNoTracking().Where(p => p.ShopId == shop.Id && p.Direction == Direction.Return && p.CancelledAt == null).ToListAsync(cancellation)).ToLookup(p => p.CaseId);
        var buyers = await db.Buyers.AsNoTracking().Where(b => b.ShopId == shop.Id).ToDictionaryAsync(b => b.Id, b => b.PlatformBuyerId, cancellation);
        var amounts = await db.Cases.Where(c => c.ShopId == shop.Id).Join(db.Orders, c => c.OrderId, o => o.Id, (c, o) => new { c.Id, o.PaidAmount }).ToDictionaryAsync(x => x.Id, x => x.PaidAmount, cancellation);
        var cases = await db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id && c.OrderNumber != null && c.DuplicateOfId == null).OrderBy(c => c.Id).ToListAsync(cancellation);
        var rows = new List<object>();
        for (var i = 0; i < cases.Count; i++)
        {
            if (KindOf(cases[i], refunds.ContainsKey(cases[i].Id)) is not { } kind) continue;
            var random = DemoRandom.Of(Seed, i);
            DateTime? paid = refunds.TryGetValue(cases[i].Id, out var at) ? at : null;
            var row = Applied(cases[i], kind, amounts.GetValueOrDefault(cases[i].Id), random);
            row.PlatformBuyerId = cases[i].BuyerId is { } buyer ? buyers.GetValueOrDefault(buyer) : null;
            // Who complains is told to apply once it is agreed what he gets.
            if (cases[i].Type == CaseType.Complaint && paid is { } agreed) row.AppliedAt = agreed.AddMinutes(-random.Minutes(15, 200));
            Handle(row, cases[i], parcels[cases[i].Id].FirstOrDefault(), paid, random);
            rows.Add(row);
        }

        rows.AddRange(await SmoothAsync(db, shop, cancellation));
        foreach (var batch in rows.Chunk(RowsABatch)) await writer.WriteAsync((store, token) => BulkInsert.RowsAsync(store, batch, token), cancellation);
    }

    private static ApplicationKind? KindOf(Case @case, bool isRefunded) => @case.Type switch
    {
        CaseType.Return => @case.SubKind is null or SubKinds.ReturnRefund ? ApplicationKind.ReturnRefund : ApplicationKind.RefundOnly,
        CaseType.Exchange => ApplicationKind.Exchange,
        CaseType.Reshipment => ApplicationKind.Reshipment,
        CaseType.Dispute => ApplicationKind.RefundOnly,
        CaseType.Complaint when isRefunded => ApplicationKind.RefundOnly,
        _ => null,
    };

    private AfterSalesApplication Applied(Case @case, ApplicationKind kind, decimal amount, DemoRandom random) => new()
    {
        Id = ids.Next(),
        ShopId = @case.ShopId,
        NaturalKey = string.Create(CultureInfo.InvariantCulture, $"{@case.OpenedAt:yyMMdd}{random.Between(100_000_000, 999_999_999)}{random.Between(100, 999)}"),
        OrderNumber = @case.OrderNumber!,
        Kind = kind,
        Status = "处理中",
        Amount = amount,
        Reason = @case.Subject.Length > 200 ? @case.Subject[..200] : @case.Subject,
        // A buyer applies first, and the shop logs the case some time after; a dispute has been through all of it.
        AppliedAt = @case.OpenedAt.AddMinutes(@case.Type == CaseType.Dispute ? -random.Between(1500, 4000) : -random.Between(2, 50)),
        CaseId = @case.Id,
    };

    private async Task<List<AfterSalesApplication>> SmoothAsync(CasesDbContext db, Shop shop, CancellationToken cancellation)
    {
        var orders = await db.Orders.AsNoTracking().Where(o => o.ShopId == shop.Id && o.SignedAt != null && !db.Cases.Any(c => c.OrderId == o.Id))
            .OrderBy(o => o.Id).Select(o => new { o.Number, o.PaidAmount, SignedAt = o.SignedAt!.Value }).ToListAsync(cancellation);
        var now = await db.Cases.Where(c => c.ShopId == shop.Id).MaxAsync(c => (DateTime?)c.LastEventAt, cancellation) ?? shop.CreatedAt;
        var rows = new List<AfterSalesApplication>();
        for (var i = 0; i < orders.Count; i += OrdersAnApplication)
        {
            var (order, random) = (orders[i], DemoRandom.Of(Seed, -1L - i));
            var row = Smooth(shop.Id, order.Number, order.PaidAmount, order.SignedAt.AddHours(random.Between(3, 120)), random);
            if (row.AppliedAt < now) rows.Add(AsKnown(row, now));
        }

        return rows;
    }

    private AfterSalesApplication Smooth(long shopId, string order, decimal amount, DateTime appliedAt, DemoRandom random)
    {
        var row = new AfterSalesApplication
        {
            Id = ids.Next(), ShopId = shopId, OrderNumber = order, Amount = amount, Status = "退款成功", Reason = "不喜欢或不想要", AppliedAt = appliedAt, IsRefunded = true,
            NaturalKey = string.Create(CultureInfo.InvariantCulture, $"{appliedAt:yyMMdd}{random.Between(100_000_000, 999_999_999)}{random.Between(100, 999)}"),
            Kind = random.Chance(0.6) ? ApplicationKind.ReturnRefund : ApplicationKind.RefundOnly,
            FirstHandledAt = appliedAt.AddMinutes(random.Minutes(4, 170)),
        };
        if (row.Kind == ApplicationKind.RefundOnly)
        {
            row.ClosedAt = row.FirstHandledAt.Value.AddMinutes(random.Minutes(1, 90));
            return row;
        }

        row.ConsentedAt = row.FirstHandledAt;
        row.ReturnSentAt = row.ConsentedAt.Value.AddHours(random.Between(6, 60));
        row.ReturnSignedAt = row.ReturnSentAt.Value.AddHours(random.Between(28, 75));
        row.ReceiptHandledAt = row.ReturnSignedAt.Value.AddMinutes(random.Minutes(60, 1200));
        row.ClosedAt = row.ReceiptHandledAt.Value.AddMinutes(random.Minutes(1, 60));
        return row;
    }

    /// <summary>Without what lies ahead.</summary>
    private static AfterSalesApplication AsKnown(AfterSalesApplication row, DateTime now)
    {
        DateTime? Past(DateTime? at) => at < now ? at : null;
        (row.FirstHandledAt, row.ConsentedAt, row.ReturnSentAt) = (Past(row.FirstHandledAt), Past(row.ConsentedAt), Past(row.ReturnSentAt));
        (row.ReturnSignedAt, row.ReceiptHandledAt, row.ClosedAt) = (Past(row.ReturnSignedAt), Past(row.ReceiptHandledAt), Past(row.ClosedAt));
        if (row.ClosedAt is null) (row.IsRefunded, row.Status) = (false, "处理中");
        return row;
    }

    private static void Handle(AfterSalesApplication row, Case @case, Parcel? parcel, DateTime? paid, DemoRandom random)
    {
        var known = @case.LastEventAt;
        DateTime? Seen(DateTime at) => at < known ? at : null;
        var slow = random.Chance(0.15) ? 6 : 1;
        var end = paid ?? @case.ResolvedAt;
        row.FirstHandledAt = Seen(row.AppliedAt.AddMinutes(random.Minutes(8, 200) * slow)) is { } first ? (first < end ? first : end ?? first) : end;
        if (row.Kind == ApplicationKind.ReturnRefund && row.FirstHandledAt is { } consent)
        {
            row.ConsentedAt = consent;
            row.ReturnSentAt = Seen(parcel?.HandedOverAt ?? parcel?.FirstScanAt ?? consent.AddHours(random.Between(10, 50)));
            row.ReturnSignedAt = parcel?.SignedAt ?? (row.ReturnSentAt is { } sent ? Seen(sent.AddHours(random.Between(30, 70))) : null);
            if (row.ReturnSignedAt is { } signed) row.ReceiptHandledAt = Seen(signed.AddMinutes(random.Minutes(60, 1100)));
        }

        if (@case.Type == CaseType.Dispute) (row.DisputedAt, row.RuledAt, row.IsSellersFault) = (@case.OpenedAt, @case.ResolvedAt, FaultOf(@case));
        if (end is not { } closed || closed <= row.AppliedAt) return;
        (row.ClosedAt, row.IsRefunded) = (closed, paid is not null);
        row.Status = paid is null ? "已关闭" : "退款成功";
    }

    private static bool? FaultOf(Case dispute) => dispute.ResolvedAt is null || dispute.DisputeRuling == DisputeRuling.None ? null : dispute.DisputeRuling is DisputeRuling.Merchant or DisputeRuling.Shared;
}
