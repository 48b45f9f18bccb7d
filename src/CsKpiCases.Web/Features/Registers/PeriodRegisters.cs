using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Registers;

/// <summary>补发登记表: what is sent to buyers, handed to the warehouse at the shift's end and confirmed by its first scan.</summary>
public sealed class ReshipmentRegister : Register
{
    public override string Key => "reshipments";
    public override bool GuardsDuplicates => true;
    public override IReadOnlyList<string> Columns => ["case", "registered", "order", "buyer", "goods", "reason", "handed", "courier", "tracking", "first-scan", "state"];
    public override IReadOnlyList<RegisterAct> Acts => [new("hand-over", Right.WorkCases, s => new TrackParcel(s.SubjectId, ParcelStep.HandedOver) { Note = s.Note })];

    public override async Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation)
    {
        var rows = await Parcels.Of(db, query, Direction.Outbound, cancellation);
        return [.. rows.Select(r => new RegisterRow(new RegisterPlace(r.Parcel.CreatedAt, r.Parcel.Id), r.Parcel.CaseId, r.Number,
            [
                Cell.Of(r.Number), Cell.When(r.Parcel.CreatedAt), Cell.Of(r.OrderNumber), Cell.Of(r.Buyer), Cell.Of(r.Goods), Cell.Of(r.SubKind is null ? words.Named("return_reason.", r.Reason) : words.Kind(r.SubKind)),
                Cell.When(r.Parcel.HandedOverAt), Cell.Of(r.Parcel.Courier), Cell.Of(r.Parcel.TrackingNumber), Cell.When(r.Parcel.FirstScanAt), Cell.Of(words.State(r.State)),
            ])
            { SubjectId = r.Parcel.Id })];
    }
}

/// <summary>退包登记: what came back, from its number to its inspection.</summary>
public sealed class ReturnedParcels : Register
{
    public override string Key => "returned";
    public override bool GuardsDuplicates => true;
    public override IReadOnlyList<string> Columns => ["case", "registered", "order", "buyer", "goods", "courier", "tracking", "payer", "signed", "inspection", "state"];

    public override async Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation)
    {
        var rows = await Parcels.Of(db, query, Direction.Return, cancellation);
        return [.. rows.Select(r => new RegisterRow(new RegisterPlace(r.Parcel.CreatedAt, r.Parcel.Id), r.Parcel.CaseId, r.Number,
            [
                Cell.Of(r.Number), Cell.When(r.Parcel.CreatedAt), Cell.Of(r.OrderNumber), Cell.Of(r.Buyer), Cell.Of(r.Goods), Cell.Of(r.Parcel.Courier), Cell.Of(r.Parcel.TrackingNumber),
                Cell.Of(words.Named("freight_payer.", r.Parcel.FreightPayer)), Cell.When(r.Parcel.SignedAt), Cell.Of(string.Join(" · ", r.Results.Select(x => words.Named("inspection.", x)))), Cell.Of(words.State(r.State)),
            ])
            { SubjectId = r.Parcel.Id })];
    }
}

/// <summary>The parcels of one direction in the period, newest first, with what is in them.</summary>
internal static class Parcels
{
    public static async Task<List<ParcelRow>> Of(CasesDbContext db, RegisterQuery query, Direction direction, CancellationToken cancellation)
    {
        var after = query.After ?? new RegisterPlace(query.To, long.MaxValue);
        var rows = await db.Parcels.AsNoTracking()
            .Where(p => p.ShopId == query.ShopId && p.Direction == direction && p.CreatedAt >= query.From && p.CreatedAt < query.To && p.CancelledAt == null
                && (p.CreatedAt < after.At || (p.CreatedAt == after.At && p.Id < after.Id)))
            .Join(db.Cases.Named(db, query), p => p.CaseId, c => c.Id, (p, c) => new { p, c })
            .OrderByDescending(r => r.p.CreatedAt).ThenByDescending(r => r.p.Id).Take(query.Take)
            .Select(r => new ParcelRow
            {
                Parcel = r.p, Number = r.c.Number, OrderNumber = r.c.OrderNumber, State = r.c.State, SubKind = r.c.SubKind, Reason = r.c.ReturnReason,
                Buyer = db.Buyers.Where(b => b.Id == r.c.BuyerId).Select(b => b.PlatformBuyerId).FirstOrDefault(),
            }).ToListAsync(cancellation);
        var cases = rows.Select(r => r.Parcel.CaseId).Distinct().ToList();
        var goods = await db.GoodsItems.Where(g => cases.Contains(g.CaseId) && g.Direction == direction && g.Quantity > 0)
            .Join(db.OrderLines, g => g.OrderLineId, l => l.Id, (g, l) => new { g.CaseId, g.Quantity, g.Sku, g.Result, l.Title }).ToListAsync(cancellation);
        var byCase = goods.ToLookup(g => g.CaseId);
        foreach (var row in rows)
        {
            row.Goods = string.Join("；", byCase[row.Parcel.CaseId].Select(g => $"{g.Sku ?? g.Title} × {g.Quantity}"));
            row.Results = [.. byCase[row.Parcel.CaseId].Select(g => g.Result).Where(r => r != InspectionResult.None).Distinct()];
        }

        return rows;
    }

    internal sealed class ParcelRow
    {
        public required Parcel Parcel { get; init; }
        public required string Number { get; init; }
        public string? OrderNumber { get; init; }
        public required string State { get; init; }
        public string? SubKind { get; init; }
        public ReturnReason Reason { get; init; }
        public string? Buyer { get; init; }
        public string Goods { get; set; } = "";
        public IReadOnlyList<InspectionResult> Results { get; set; } = [];
    }
}

/// <summary>返现登记表: cashback and compensation, registered by agents and settled by the shop's lead.</summary>
public sealed class CashbackRegister : Register
{
    public override string Key => "cashback";
    public override bool GuardsDuplicates => true;
    public override IReadOnlyList<string> Columns => ["case", "registered", "buyer", "buyer-count", "buyer-sum", "promise", "amount", "step", "reference", "owner"];
    public override IReadOnlyList<RegisterAct> Acts => [new("settle", Right.WorkCases, s => new KeepPromise(s.SubjectId) { Reference = s.Note }) { AsksForNote = true }];

    public override async Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation)
    {
        var after = query.After ?? new RegisterPlace(query.To, long.MaxValue);
        var rows = await db.Promises.AsNoTracking()
            .Where(p => p.ShopId == query.ShopId && p.Amount > 0 && p.MadeAt >= query.From && p.MadeAt < query.To && p.CancelledAt == null
                && (p.MadeAt < after.At || (p.MadeAt == after.At && p.Id < after.Id)))
            .Join(db.Cases.Named(db, query), p => p.CaseId, c => c.Id, (p, c) => new { p, c.Number, c.OwnerId, c.BuyerId })
            .OrderByDescending(r => r.p.MadeAt).ThenByDescending(r => r.p.Id).Take(query.Take)
            .Select(r => new
            {
                r.p, r.Number, r.BuyerId, Buyer = db.Buyers.Where(b => b.Id == r.BuyerId).Select(b => b.PlatformBuyerId).FirstOrDefault(),
                Owner = db.Users.Where(u => u.Id == r.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
                Last = db.LedgerEntries.Where(e => e.CaseId == r.p.CaseId && e.PaymentId == r.p.PaymentId).OrderByDescending(e => e.StepNumber).Select(e => new { e.Step, e.Reference }).FirstOrDefault(),
            }).ToListAsync(cancellation);
        var buyers = rows.Select(r => r.BuyerId).OfType<long>().Distinct().ToList();
        var paid = await db.Promises.Where(p => p.ShopId == query.ShopId && p.Amount > 0 && p.CancelledAt == null)
            .Join(db.Cases.Where(c => c.ShopId == query.ShopId && c.BuyerId != null && buyers.Contains(c.BuyerId.Value)), p => p.CaseId, c => c.Id, (p, c) => new { c.BuyerId, p.Amount }).ToListAsync(cancellation);
        var byBuyer = paid.ToLookup(p => p.BuyerId);
        return [.. rows.Select(r => new RegisterRow(new RegisterPlace(r.p.MadeAt, r.p.Id), r.p.CaseId, r.Number,
            [
                Cell.Of(r.Number), Cell.When(r.p.MadeAt), Cell.Of(r.Buyer), Cell.Of(r.BuyerId is null ? "" : byBuyer[r.BuyerId].Count().ToString(System.Globalization.CultureInfo.InvariantCulture)),
                Cell.Yuan(r.BuyerId is null ? null : byBuyer[r.BuyerId].Sum(p => p.Amount)), Cell.Of(words.Named("promise_kind.", r.p.Kind)), Cell.Yuan(r.p.Amount),
                Cell.Of(r.Last is null ? "" : words.Named("ledger_step.", r.Last.Step)), Cell.Of(r.Last?.Reference), Cell.Of(r.Owner),
            ])
            { SubjectId = r.p.Id, Amount = r.p.Amount })];
    }
}

/// <summary>发错货登记: reshipments for what was wrong or missing.</summary>
public sealed class WrongShipments : Register
{
    private static readonly string[] Kinds = [SubKinds.Wrong, SubKinds.Missing, SubKinds.Damaged, SubKinds.OutOfStock];

    public override string Key => "wrong-shipments";
    public override bool GuardsDuplicates => true;
    public override IReadOnlyList<string> Columns => ["case", "registered", "order", "buyer", "kind", "subject", "own-fault", "state", "owner"];

    public override async Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation)
    {
        var after = query.After ?? new RegisterPlace(query.To, long.MaxValue);
        var rows = await db.Cases.Named(db, query)
            .Where(c => c.Type == CaseType.Reshipment && Kinds.Contains(c.SubKind) && c.LoggedAt >= query.From && c.LoggedAt < query.To && (c.LoggedAt < after.At || (c.LoggedAt == after.At && c.Id < after.Id)))
            .OrderByDescending(c => c.LoggedAt).ThenByDescending(c => c.Id).Take(query.Take)
            .Select(c => new
            {
                c.Id, c.Number, c.LoggedAt, c.OrderNumber, c.SubKind, c.Subject, c.State, IsOurs = db.CaseEvents.Any(e => e.CaseId == c.Id && e.Kind == EventKind.OwnFault),
                Buyer = db.Buyers.Where(b => b.Id == c.BuyerId).Select(b => b.PlatformBuyerId).FirstOrDefault(),
                Owner = db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
            }).ToListAsync(cancellation);
        return [.. rows.Select(c => new RegisterRow(new RegisterPlace(c.LoggedAt, c.Id), c.Id, c.Number,
            [Cell.Of(c.Number), Cell.When(c.LoggedAt), Cell.Of(c.OrderNumber), Cell.Of(c.Buyer), Cell.Of(words.Kind(c.SubKind)), Cell.Of(c.Subject), Cell.Of(c.IsOurs ? "✓" : ""), Cell.Of(words.State(c.State)), Cell.Of(c.Owner)]))];
    }
}

/// <summary>快递索赔: what carriers owe us.</summary>
public sealed class CarrierClaimRegister : Register
{
    public override string Key => "carrier-claims";
    public override IReadOnlyList<string> Columns => ["case", "registered", "courier", "tracking", "claim-state", "claimed", "received", "handler"];

    public override async Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation)
    {
        var after = query.After ?? new RegisterPlace(query.To, long.MaxValue);
        var rows = await db.CarrierClaims.AsNoTracking()
            .Where(k => k.ShopId == query.ShopId && k.OpenedAt >= query.From && k.OpenedAt < query.To && (k.OpenedAt < after.At || (k.OpenedAt == after.At && k.Id < after.Id)))
            .Join(db.Cases.Named(db, query), k => k.CaseId, c => c.Id, (k, c) => new { k, c.Number })
            .OrderByDescending(r => r.k.OpenedAt).ThenByDescending(r => r.k.Id).Take(query.Take)
            .Select(r => new { r.k, r.Number, Handler = db.Users.Where(u => u.Id == r.k.HandledById).Select(u => u.DisplayName).FirstOrDefault() }).ToListAsync(cancellation);
        return [.. rows.Select(r => new RegisterRow(new RegisterPlace(r.k.OpenedAt, r.k.Id), r.k.CaseId, r.Number,
            [
                Cell.Of(r.Number), Cell.When(r.k.OpenedAt), Cell.Of(r.k.Courier), Cell.Of(r.k.TrackingNumber), Cell.Of(words.Named("carrier_claim_state.", r.k.State)),
                Cell.Yuan(r.k.Amount > 0 ? r.k.Amount : null), Cell.Yuan(r.k.PaidAmount > 0 ? r.k.PaidAmount : null), Cell.Of(r.Handler),
            ])
            { SubjectId = r.k.Id, Amount = r.k.PaidAmount })];
    }
}
