using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Buyers;

/// <summary>Tags of the demo's buyers, and further orders of those who have cases: nobody complains of everything that he buys.</summary>
public sealed class TagDemoBuyers(IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, IdSource ids)
{
    private const int MostBuyers = 2000;
    private const string NumberEnd = "0900";
    private static readonly string[] Tags = ["老客", "急性子", "送礼", "讲道理", "爱晒图", "大客户", "怕麻烦"];

    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.BuyerTags.AnyAsync(t => t.ShopId == shop.Id, cancellation)) return;
        var by = await db.Grants.Where(g => g.ShopId == shop.Id && g.Role == Role.Supervisor).OrderBy(g => g.Id).Select(g => g.AccountId).FirstAsync(cancellation);
        var firsts = await db.Orders.AsNoTracking().Where(o => o.ShopId == shop.Id && o.BuyerId != null).Include(o => o.Lines).OrderBy(o => o.Id).Take(MostBuyers).ToListAsync(cancellation);
        var rows = new List<object>();
        foreach (var (first, index) in firsts.DistinctBy(o => o.BuyerId).Select((o, i) => (o, i)))
        {
            for (var more = 0; more < index % 4; more++) rows.Add(Earlier(first, more));
            if (index % 5 == 0) rows.Add(new BuyerTag { BuyerId = first.BuyerId!.Value, ShopId = shop.Id, Tag = Tags[index / 5 % Tags.Length], AddedAt = first.PlacedAt, AddedById = by });
        }

        await writer.WriteAsync((store, token) => BulkInsert.RowsAsync(store, [.. rows, .. rows.OfType<Order>().SelectMany(o => o.Lines)], token), cancellation);
    }

    /// <summary>An order of some weeks before, of which nothing is to be told.</summary>
    private Order Earlier(Order like, int more)
    {
        var placedAt = like.PlacedAt.AddDays(-11 * (more + 1));
        var order = new Order
        {
            Id = ids.Next(), ShopId = like.ShopId, BuyerId = like.BuyerId, Number = string.Create(CultureInfo.InvariantCulture, $"{placedAt:yyMMdd}{like.Number[^8..]}{more}{NumberEnd}"),
            PlacedAt = placedAt, PaidAt = placedAt, ShippedAt = placedAt.AddHours(20), SignedAt = placedAt.AddHours(75), PaidAmount = like.PaidAmount, FreightAmount = like.FreightAmount,
            Courier = like.Courier, TrackingNumber = like.TrackingNumber + more, Status = "交易成功",
        };
        order.Lines.AddRange(like.Lines.Select(line => new OrderLine
        {
            Id = ids.Next(), ShopId = like.ShopId, OrderId = order.Id, LineNumber = line.LineNumber, Sku = line.Sku, Title = line.Title, Quantity = line.Quantity, PaidAmount = line.PaidAmount,
        }));
        return order;
    }
}
