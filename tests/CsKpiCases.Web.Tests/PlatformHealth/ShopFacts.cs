using CsKpiCases.Data;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Web.Tests.PlatformHealth;

/// <summary>Facts of a shop, with ids of its own from 1 on.</summary>
internal sealed class ShopFacts(long shopId, long firstId = 1)
{
    private long id = firstId;

    public List<object> Rows { get; } = [];

    public ShopFacts Ratings(int count, int stars, DateTime at, string? reason = null, long? caseId = null) =>
        Add(count, i => new Rating { Id = i, ShopId = shopId, NaturalKey = $"r{i}", Stars = stars, RatedAt = at, Reason = reason, CaseId = caseId });

    public ShopFacts Chats(int count, DateOnly day, int seconds, TimeOnly? at = null, string? buyer = null) => Add(count, i => new ChatFact
    {
        Id = i, ShopId = shopId, NaturalKey = $"c{i}", ChattedOn = day, PlatformBuyerId = buyer ?? $"b{i}", ConsultedAt = at, Sessions = 1, FirstReplySeconds = seconds, AverageReplySeconds = seconds,
    });

    public ShopFacts Shipments(int count, DateTime shipped, DateTime promised, DateTime? pickedUp = null, DateTime? refund = null) => Add(count, i => new Shipment
    {
        Id = i, ShopId = shopId, NaturalKey = $"s{i}", OrderNumber = $"o{i}", PromisedAt = promised, ShippedAt = shipped, PickedUpAt = pickedUp, RefundAppliedAt = refund,
    });

    public ShopFacts Orders(int count, DateTime paid) => Add(count, i => new Order { Id = i, ShopId = shopId, Number = $"n{i}", PlacedAt = paid, PaidAt = paid, PaidAmount = 10 });

    public ShopFacts Applications(int count, Action<AfterSalesApplication> set) => Add(count, i =>
    {
        var row = new AfterSalesApplication { Id = i, ShopId = shopId, NaturalKey = $"a{i}", OrderNumber = $"ao{i}", Kind = ApplicationKind.RefundOnly };
        set(row);
        return row;
    });

    public ShopFacts Figure(string indicator, DateOnly from, DateOnly to, decimal value) =>
        Add(1, i => new ShopFigure { Id = i, ShopId = shopId, NaturalKey = $"f{i}", Indicator = indicator, From = from, To = to, Value = value });

    public async Task SaveAsync(CasesDbContext db)
    {
        db.AddRange(Rows);
        await db.SaveChangesAsync();
        Rows.Clear();
    }

    private ShopFacts Add(int count, Func<long, object> row)
    {
        for (var i = 0; i < count; i++) Rows.Add(row(id++));
        return this;
    }
}
