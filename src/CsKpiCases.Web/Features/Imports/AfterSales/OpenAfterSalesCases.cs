using CsKpiCases.Data;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports.AfterSales;

/// <summary>Opens the cases of applications that have none: where they stand on the platform, with the history that it tells.</summary>
internal sealed class OpenAfterSalesCases(ImportSession session, ImportedPeople people)
{
    private readonly Dictionary<string, long> opened = new(StringComparer.Ordinal);
    private readonly BulkCases bulk = new(session.Store.Writer, session.Store.Ids);
    private PolicyPages? book;
    private ShopShifts? shifts;

    public int Opened { get; private set; }

    /// <summary>The case that was opened for an application; null where none was.</summary>
    public long? IdOf(string key) => opened.TryGetValue(key, out var id) ? id : null;

    public async Task OpenAsync(IReadOnlyList<AfterSalesRow> rows, CancellationToken cancellation)
    {
        opened.Clear();
        Opened += rows.Count;
        if (session.IsDryRun || rows.Count == 0) return;
        book ??= await session.Store.Policies.ReadAsync(cancellation);
        shifts ??= await session.Store.Shifts.OfAsync(session.Shop.Id, cancellation);
        await people.LearnBuyersAsync(rows.Select(r => r.Fact.PlatformBuyerId), cancellation);
        var orders = await OrdersAsync(rows, cancellation);
        var bundles = rows.Select(r => Bundle(r, orders.GetValueOrDefault(r.Fact.OrderNumber))).ToList();
        await bulk.WriteAsync(bundles.ToAsyncEnumerable(), null, cancellation);
        foreach (var (row, bundle) in rows.Zip(bundles)) opened[row.Key] = bundle.Case.Id;
        session.Result.Events += bundles.Sum(b => b.Events.Count);
    }

    private async Task<Dictionary<string, Order>> OrdersAsync(IReadOnlyList<AfterSalesRow> rows, CancellationToken cancellation)
    {
        var numbers = rows.Select(r => r.Fact.OrderNumber).Distinct().ToList();
        await using var db = session.Open();
        return await db.Orders.AsNoTracking().Include(o => o.Lines).Where(o => o.ShopId == session.Shop.Id && EF.Parameter(numbers).Contains(o.Number))
            .ToDictionaryAsync(o => o.Number, StringComparer.Ordinal, cancellation);
    }

    private CaseBundle Bundle(AfterSalesRow row, Order? order)
    {
        var @case = NewCase(row, order);
        var choice = row.IsEnded ? null : book!.Choose(@case, session.Shop);
        var facts = new ImportedFacts { PolicyVersionId = choice?.Policy.VersionId, ClosedAt = row.IsEnded ? row.Fact.ClosedAt : null };
        (@case.PolicyVersionId, @case.PolicyReason) = (facts.PolicyVersionId, choice?.Reason);
        var events = ImportedHistory.Events(@case, AfterSalesHistory.Of(row, session.Now), null, facts, session.Now);
        ImportedHistory.Settle(@case, events, facts);
        var bundle = new CaseBundle
        {
            Case = @case, Events = events, SearchTexts = { row.Fact.PlatformBuyerId, row.TrackingNumber },
            Clocks = choice is null ? [] : ClockBundles.Of(HistoryClocks.Of(@case, events, book!, shifts!, session.Now), @case, session.Now),
        };
        if (order is not null) AddMoney(bundle, row, order);
        AddGoods(bundle, row, order);
        return bundle;
    }

    private Case NewCase(AfterSalesRow row, Order? order) => new()
    {
        Id = session.Store.Ids.Next(), ShopId = session.Shop.Id, ExternalNumber = row.Key, Type = row.Type, SubKind = row.SubKind, Source = Channel.Platform,
        OpenedAt = row.Fact.AppliedAt, OpenedOn = session.LocalDate(row.Fact.AppliedAt), LoggedAt = session.Now, LoggedById = session.Request.ById,
        Subject = Subject(row), OrderId = order?.Id, OrderNumber = row.Fact.OrderNumber,
        BuyerId = people.Buyer(row.Fact.PlatformBuyerId) ?? order?.BuyerId, RealReason = row.Fact.Reason, Grade = Grade.C,
        // what was over before anybody here saw it is nobody's score
        IsImported = true, IsScored = !row.IsEnded,
        Outcome = row.Standing == PlatformStanding.Done ? Outcome.Solved : row.Standing == PlatformStanding.Cancelled ? Outcome.Withdrawn : Outcome.None,
        ProposedAmount = row.Standing == PlatformStanding.Waiting ? 0 : row.Fact.Amount,
        PlatformState = PlatformStandings.StateOf(row.Type, row.Standing), PlatformWord = row.Word, PlatformSaidAt = session.Now,
    };

    private static string Subject(AfterSalesRow row) =>
        ClippedText.To(string.Join(" · ", new[] { row.Fact.Reason, row.Subject }.Where(t => t is { Length: > 0 }).DefaultIfEmpty(row.Word)), 200);

    /// <summary>What the platform pays or has paid, no more than the order was worth.</summary>
    private void AddMoney(CaseBundle bundle, AfterSalesRow row, Order order)
    {
        var step = row.Standing switch
        {
            PlatformStanding.AwaitingReturn or PlatformStanding.ReturnInTransit when row.Type == CaseType.Return => LedgerStep.Proposed,
            PlatformStanding.Refunding => LedgerStep.Granted,
            PlatformStanding.Done when row.Fact.IsRefunded => LedgerStep.Succeeded,
            _ => default,
        };
        var amount = Math.Min(row.Fact.Amount, order.PaidAmount);
        if (step == default || amount <= 0) return;
        bundle.Ledger.Add(new LedgerEntry
        {
            PaymentId = session.Store.Ids.Next(), Step = step, Amount = amount, Purpose = LedgerPurpose.Goods, At = bundle.Events[^1].At, Reference = row.Key,
            OrderLineId = order.Lines is [var only] ? only.Id : null,
        });
    }

    /// <summary>The parcel that comes back, and the goods in it where the order leaves no doubt which.</summary>
    private void AddGoods(CaseBundle bundle, AfterSalesRow row, Order? order)
    {
        if (row.Goods == GoodsState.None) return;
        if (row.TrackingNumber is { } tracking)
        {
            bundle.Others.Add(new Parcel
            {
                Id = session.Store.Ids.Next(), ShopId = session.Shop.Id, CaseId = bundle.Case.Id, Direction = Direction.Return, Courier = row.Courier, TrackingNumber = tracking,
                CreatedAt = row.Fact.ReturnSentAt ?? session.Now, SignedAt = row.Fact.ReturnSignedAt,
            });
        }

        if (order?.Lines is not [var only]) return;
        bundle.Others.Add(new GoodsItem
        {
            Id = session.Store.Ids.Next(), ShopId = session.Shop.Id, CaseId = bundle.Case.Id, OrderId = order.Id, OrderLineId = only.Id, Quantity = only.Quantity, State = row.Goods,
        });
    }
}
