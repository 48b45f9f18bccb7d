using CsKpiCases.Data.Ids;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.Penalties;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>
/// Loads what deciding needs to know of a case: one statement for the case and for what there is beside it, then only what
/// there is. The queries are compiled once, since they run before every act; each belongs to one model, so they live as long
/// as the store's services and not as long as the process.
/// </summary>
public sealed class CaseLoading(IdSource ids)
{
    private static readonly Dictionary<long, decimal> EmptyByLine = [];

    private readonly Func<CasesDbContext, long, long, Task<Found?>> find =
        EF.CompileAsyncQuery((CasesDbContext db, long shopId, long id) => db.Cases
            .Where(c => c.Id == id && c.ShopId == shopId)
            .Select(c => new Found
            {
                Case = c,
                HasPromises = db.Promises.Any(p => p.CaseId == c.Id),
                HasDeadlines = db.PlatformDeadlines.Any(d => d.CaseId == c.Id),
                HasGoods = db.GoodsItems.Any(g => g.CaseId == c.Id),
                HasParcels = db.Parcels.Any(p => p.CaseId == c.Id),
                HasLedger = db.LedgerEntries.Any(e => e.CaseId == c.Id),
                HasEvidence = db.Evidence.Any(e => e.CaseId == c.Id),
                HasRulings = db.Rulings.Any(r => r.CaseId == c.Id),
                HasLinks = db.CaseLinks.Any(l => l.CaseId == c.Id),
                HasWebhooks = db.WebhookTargets.Any(t => t.ShopId == shopId && t.IsEnabled),
                Paid = db.Orders.Where(o => o.Id == c.OrderId).Select(o => (decimal?)o.PaidAmount).FirstOrDefault(),
            })
            .AsTracking().FirstOrDefault());

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<Promise>> promises =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.Promises.Where(p => p.CaseId == caseId).AsTracking());

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<PlatformDeadline>> deadlines =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.PlatformDeadlines.Where(d => d.CaseId == caseId).OrderBy(d => d.Id).AsTracking());

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<GoodsItem>> goods =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.GoodsItems.Where(g => g.CaseId == caseId).OrderBy(g => g.Id).AsTracking());

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<Parcel>> parcels =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.Parcels.Where(p => p.CaseId == caseId).OrderBy(p => p.Id).AsTracking());

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<CarrierClaim>> carrierClaims =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.CarrierClaims.Where(k => k.CaseId == caseId).OrderBy(k => k.Id).AsTracking());

    private readonly Func<CasesDbContext, long, Task<Order?>> orderById =
        EF.CompileAsyncQuery((CasesDbContext db, long id) => db.Orders.AsTracking().FirstOrDefault(o => o.Id == id));

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<OrderLine>> linesOf =
        EF.CompileAsyncQuery((CasesDbContext db, long orderId) => db.OrderLines.Where(l => l.OrderId == orderId).OrderBy(l => l.LineNumber).AsTracking());

    private readonly Func<CasesDbContext, long, long, long, IAsyncEnumerable<GoodsElsewhere>> goodsOfOthers =
        EF.CompileAsyncQuery((CasesDbContext db, long shopId, long orderId, long caseId) => db.GoodsItems
            .Where(g => g.ShopId == shopId && g.OrderId == orderId && g.CaseId != caseId && g.Quantity > 0)
            .Join(db.Cases, g => g.CaseId, c => c.Id, (g, c) => new { g, c })
            // What was replaced in an earlier round came back once more in this one, or the buyer has it.
            .Where(x => x.g.Round == x.c.Round)
            .Where(x => x.g.Direction == Direction.Return || (x.g.Direction == Direction.Outbound && x.c.Type == CaseType.Reshipment && x.c.Stage < Stage.Penalize))
            .Select(x => new GoodsElsewhere { OrderLineId = x.g.OrderLineId, Quantity = x.g.Quantity, Direction = x.g.Direction, State = x.g.State, Type = x.c.Type, Stage = x.c.Stage }));

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<LedgerEntry>> ledger =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.LedgerEntries.Where(e => e.CaseId == caseId).OrderBy(e => e.Id).AsTracking());

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<string>> evidenceHashes =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.Evidence.Where(e => e.CaseId == caseId).Select(e => e.ContentHash));

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<RulingRecord>> rulings =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.Rulings.Include(r => r.Shares).Where(r => r.CaseId == caseId).AsTracking());

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<Penalty>> penalties =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.Penalties.Where(p => p.CaseId == caseId).AsTracking());

    // What the clocks and the search read of the history; the proofs (salt, digest, hash) stay where they are.
    private readonly Func<CasesDbContext, long, IAsyncEnumerable<CaseEvent>> history =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.CaseEvents.Where(e => e.CaseId == caseId).OrderBy(e => e.Sequence)
            .Select(e => new CaseEvent
            {
                Id = e.Id, ShopId = e.ShopId, CaseId = e.CaseId, Sequence = e.Sequence, At = e.At, RecordedAt = e.RecordedAt,
                ActorKind = e.ActorKind, ActorId = e.ActorId, Kind = e.Kind, Trigger = e.Trigger, FromState = e.FromState, ToState = e.ToState,
                WaitsOn = e.WaitsOn, Stage = e.Stage, OwnerId = e.OwnerId, Note = e.Note, Payload = e.Payload,
            }));

    private readonly Func<CasesDbContext, long, Task<int>> countOpenLinked =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.CaseLinks
            .Where(l => l.CaseId == caseId && l.Kind == LinkKind.Related)
            .Join(db.Cases, l => l.OtherCaseId, c => c.Id, (l, c) => c)
            .Count(c => c.Stage < Stage.Penalize && (c.Type == CaseType.Return || c.Type == CaseType.Exchange || c.Type == CaseType.Reshipment)));

    private readonly Func<CasesDbContext, long, string, Task<Domain.Orders.Order?>> orderOf =
        EF.CompileAsyncQuery((CasesDbContext db, long shopId, string number) => db.Orders.AsNoTracking().FirstOrDefault(o => o.ShopId == shopId && o.Number == number));

    // By the order's number, which cases are indexed by.
    private readonly Func<CasesDbContext, long, string, long, long, IAsyncEnumerable<LedgerEntry>> ledgerOfOthers =
        EF.CompileAsyncQuery((CasesDbContext db, long shopId, string orderNumber, long orderId, long caseId) => db.Cases
            .Where(c => c.ShopId == shopId && c.OrderNumber == orderNumber && c.OrderId == orderId && c.Id != caseId)
            .Join(db.LedgerEntries, c => c.Id, e => e.CaseId, (c, e) => e).AsNoTracking());

    /// <summary>The case, tracked; null when this shop has none of that id.</summary>
    public async Task<Case?> CaseAsync(CasesDbContext db, long shopId, long id) => (await find(db, shopId, id).ConfigureAwait(false))?.Case;

    /// <summary>For reading: a case with its promises, ledger and what its order allows; nothing is locked.</summary>
    public async Task<CaseFile> FileAsync(CasesDbContext db, Case @case)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(@case);
        var found = await find(db, @case.ShopId, @case.Id).ConfigureAwait(false);
        return await FileAsync(db, found ?? new Found { Case = @case }).ConfigureAwait(false);
    }

    /// <summary>
    /// Before a case is read to be changed: on PostgreSQL two acts on one case, or an act and a sweep, wait for each other here;
    /// the embedded database has one writer anyway.
    /// </summary>
    public static async Task LockAsync(CasesDbContext db, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Cases" WHERE "Id" = {id} FOR UPDATE""", cancellation).ConfigureAwait(false);
    }

    /// <summary>The case, locked and tracked, and what there is beside it; null when this shop has none of that id.</summary>
    internal async Task<Found?> FindAsync(CasesDbContext db, long shopId, long id, CancellationToken cancellation)
    {
        await LockAsync(db, id, cancellation).ConfigureAwait(false);
        return await find(db, shopId, id).ConfigureAwait(false);
    }

    /// <summary>The whole history, in order and untracked, without salts, digests and hashes.</summary>
    public async Task<List<CaseEvent>> HistoryAsync(CasesDbContext db, long caseId) => await ToListAsync(history(db, caseId)).ConfigureAwait(false);

    /// <summary>The histories of several cases, as <see cref="HistoryAsync"/> reads one, without their notes.</summary>
    public static async Task<ILookup<long, CaseEvent>> HistoriesAsync(CasesDbContext db, IReadOnlyCollection<long> cases, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var events = await db.CaseEvents.Where(e => EF.Parameter(cases).Contains(e.CaseId)).OrderBy(e => e.CaseId).ThenBy(e => e.Sequence)
            .Select(e => new CaseEvent
            {
                Id = e.Id, ShopId = e.ShopId, CaseId = e.CaseId, Sequence = e.Sequence, At = e.At, RecordedAt = e.RecordedAt,
                ActorKind = e.ActorKind, ActorId = e.ActorId, Kind = e.Kind, Trigger = e.Trigger, FromState = e.FromState, ToState = e.ToState,
                WaitsOn = e.WaitsOn, Stage = e.Stage, OwnerId = e.OwnerId, Payload = e.Payload,
            }).ToListAsync(cancellation).ConfigureAwait(false);
        return events.ToLookup(e => e.CaseId);
    }

    /// <summary>
    /// For deciding, in the caller's transaction; the rows are tracked. Two cases of one order must not both spend what remains
    /// of it: on PostgreSQL they wait for each other at the order.
    /// </summary>
    internal async Task<CaseFile> LockedFileAsync(CasesDbContext db, Found found, CancellationToken cancellation)
    {
        await FindOrderAsync(db, found).ConfigureAwait(false);
        if (!db.IsSqlite && found.Case.OrderId is { } orderId)
        {
            await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Orders" WHERE "Id" = {orderId} FOR NO KEY UPDATE""", cancellation).ConfigureAwait(false);
        }

        return await FileAsync(db, found).ConfigureAwait(false);
    }

    /// <summary>A case is often logged before its order is imported: it gets it with the first act after that.</summary>
    private async Task FindOrderAsync(CasesDbContext db, Found found)
    {
        var @case = found.Case;
        if (@case.OrderId is not null || @case.OrderNumber is not { } number || await orderOf(db, @case.ShopId, number).ConfigureAwait(false) is not { } order) return;
        (@case.OrderId, @case.BuyerId, found.Paid) = (order.Id, @case.BuyerId ?? order.BuyerId, order.PaidAmount);
    }

    private async Task<CaseFile> FileAsync(CasesDbContext db, Found found)
    {
        await FindOrderAsync(db, found).ConfigureAwait(false);
        var @case = found.Case;
        var elsewhere = await LedgerElsewhereAsync(db, @case).ConfigureAwait(false);
        var isAboutGoods = IsAboutGoods(@case.Type) && @case.OrderId is not null;
        return new CaseFile
        {
            Case = @case,
            NewId = ids.Next,
            Promises = found.HasPromises ? await ToListAsync(promises(db, @case.Id)).ConfigureAwait(false) : [],
            Deadlines = found.HasDeadlines ? await ToListAsync(deadlines(db, @case.Id)).ConfigureAwait(false) : [],
            Ledger = found.HasLedger ? await ToListAsync(ledger(db, @case.Id)).ConfigureAwait(false) : [],
            EvidenceHashes = found.HasEvidence ? [.. await ToListAsync(evidenceHashes(db, @case.Id)).ConfigureAwait(false)] : [],
            OrderPaidAmount = found.Paid,
            GrantedOnOtherCases = elsewhere.GroupBy(e => e.CaseId).Sum(LedgerSums.Granted),
            GrantedOnOtherCasesByLine = elsewhere.Count > 0 ? ByLine(elsewhere) : EmptyByLine,
            Order = (isAboutGoods || @case.Type == CaseType.Complaint) && @case.OrderId is not null ? await OrderAsync(db, @case.OrderId!.Value).ConfigureAwait(false) : null,
            Goods = found.HasGoods ? await ToListAsync(goods(db, @case.Id)).ConfigureAwait(false) : [],
            ClaimsElsewhere = isAboutGoods ? await ClaimsElsewhereAsync(db, @case).ConfigureAwait(false) : [],
            Parcels = found.HasParcels ? await ToListAsync(parcels(db, @case.Id)).ConfigureAwait(false) : [],
            CarrierClaims = found.HasParcels ? await ToListAsync(carrierClaims(db, @case.Id)).ConfigureAwait(false) : [],
            HasLinks = found.HasLinks,
            Rulings = found.HasRulings ? await ToListAsync(rulings(db, @case.Id)).ConfigureAwait(false) : [],
            Penalties = found.HasRulings ? await ToListAsync(penalties(db, @case.Id)).ConfigureAwait(false) : [],
            OpenLinkedCases = found.HasLinks ? await countOpenLinked(db, @case.Id).ConfigureAwait(false) : 0,
        };
    }

    /// <summary>The order with its lines: both are tracked, so that each finds the other.</summary>
    private async Task<Order?> OrderAsync(CasesDbContext db, long id)
    {
        var order = await orderById(db, id).ConfigureAwait(false);
        if (order is not null) await ToListAsync(linesOf(db, id)).ConfigureAwait(false);
        return order;
    }

    private async Task<List<LedgerEntry>> LedgerElsewhereAsync(CasesDbContext db, Case @case) =>
        @case.OrderId is { } orderId && @case.OrderNumber is { } number
            ? await ToListAsync(ledgerOfOthers(db, @case.ShopId, number, orderId, @case.Id)).ConfigureAwait(false)
            : [];

    private static Dictionary<long, decimal> ByLine(List<LedgerEntry> elsewhere) => elsewhere.Select(e => e.OrderLineId).OfType<long>().Distinct()
        .ToDictionary(line => line, line => elsewhere.GroupBy(e => e.CaseId).Sum(ledger => LedgerSums.GrantedForLine(ledger, line)));

    private async Task<List<ClaimElsewhere>> ClaimsElsewhereAsync(CasesDbContext db, Case @case)
    {
        var others = await ToListAsync(goodsOfOthers(db, @case.ShopId, @case.OrderId!.Value, @case.Id)).ConfigureAwait(false);
        return others.ConvertAll(g => g.Direction == Direction.Outbound
            ? new ClaimElsewhere(g.OrderLineId, g.Quantity, IsOpen: true, IsKept: false) { Direction = Direction.Outbound }
            : new ClaimElsewhere(
                g.OrderLineId, g.Quantity, g.Stage < Stage.Penalize && g.Type is CaseType.Return or CaseType.Exchange, g.State is not (GoodsState.None or GoodsState.ReturnedToBuyer)));
    }

    /// <summary>The types that decide on an order's goods; of a complaint only its money knows lines.</summary>
    private static bool IsAboutGoods(CaseType type) =>
        type is CaseType.Return or CaseType.Exchange or CaseType.Reshipment or CaseType.LogisticsFollowUp;

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> rows)
    {
        var list = new List<T>();
        await foreach (var row in rows.ConfigureAwait(false)) list.Add(row);
        return list;
    }

    private sealed class GoodsElsewhere
    {
        public long OrderLineId { get; init; }
        public int Quantity { get; init; }
        public Direction Direction { get; init; }
        public GoodsState State { get; init; }
        public CaseType Type { get; init; }
        public Stage Stage { get; init; }
    }

    internal sealed class Found
    {
        public required Case Case { get; init; }
        public bool HasPromises { get; init; }
        public bool HasDeadlines { get; init; }
        public bool HasGoods { get; init; }
        public bool HasParcels { get; init; }
        public bool HasLedger { get; init; }
        public bool HasEvidence { get; init; }
        public bool HasRulings { get; init; }
        public bool HasLinks { get; init; }

        /// <summary>Some other program hears of the shop's events.</summary>
        public bool HasWebhooks { get; init; }

        /// <summary>Yuan that the buyer paid for the order.</summary>
        public decimal? Paid { get; set; }
    }
}
