using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Quality;

/// <summary>What the demo's shop has sold without anybody complaining, who answers for its goods, and what he was told.</summary>
public sealed class MakeDemoSales(IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, IdSource ids)
{
    private const int SoldForACase = 25;
    private const int MostSold = 15_000;
    private const int AtOnce = 4000;

    private static readonly (string What, string? Answer)[] Told =
    [
        ("同一款这周第三单反映收到就有裂纹，位置都在杯柄根部。", "已通知工厂抽检，杯柄胶位加厚，下批起生效。"),
        ("买家晒图显示掉色明显，洗一次水就黄了。", null),
        ("克重明显偏轻，买家上秤只有标称的九成。", "供应商承认缺重，整批下架，已换货。"),
        ("包装里没有说明书，好几位买家来问怎么用。", null),
    ];

    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.SkuHandlers.AnyAsync(h => h.ShopId == shop.Id, cancellation)) return;
        var sold = await db.Orders.AsNoTracking().Where(o => o.ShopId == shop.Id).OrderBy(o => o.Id).Include(o => o.Lines).Take(MostSold / SoldForACase).ToListAsync(cancellation);
        var orders = sold.SelectMany((order, index) => Enumerable.Range(0, SoldForACase + (index % 9)).Select(i => Another(order, sold[(index + (i * 7)) % sold.Count], i))).ToList();
        foreach (var some in orders.Chunk(AtOnce))
        {
            await writer.WriteAsync((store, token) => BulkInsert.RowsAsync(store, [.. some, .. some.SelectMany(o => o.Lines)], token), cancellation);
        }

        var rows = await FeedbackAsync(db, shop, cancellation);
        await writer.WriteAsync((store, token) => BulkInsert.RowsAsync(store, rows, token), cancellation);
    }

    /// <summary>An order of about that time for what somebody else bought; its buyer is of no interest here.</summary>
    private Order Another(Order near, Order like, int i)
    {
        var placedAt = near.PlacedAt.AddMinutes(37 * (i + 1));
        var order = new Order
        {
            Id = ids.Next(), ShopId = near.ShopId, Number = string.Create(CultureInfo.InvariantCulture, $"{near.Number}{i:00}"), PlacedAt = placedAt, PaidAt = placedAt, ShippedAt = placedAt.AddHours(18),
            SignedAt = placedAt.AddHours(70), PaidAmount = like.PaidAmount, FreightAmount = like.FreightAmount, Courier = like.Courier, Status = "交易成功",
        };
        order.Lines.AddRange(like.Lines.Select(l => new OrderLine
        {
            Id = ids.Next(), ShopId = near.ShopId, OrderId = order.Id, LineNumber = l.LineNumber, Sku = l.Sku, Title = l.Title, Quantity = l.Quantity, PaidAmount = l.PaidAmount,
        }));
        return order;
    }

    private async Task<List<object>> FeedbackAsync(CasesDbContext db, Shop shop, CancellationToken cancellation)
    {
        var people = await db.Grants.Where(g => g.ShopId == shop.Id).OrderBy(g => g.Id).Select(g => new { g.AccountId, g.Role }).ToListAsync(cancellation);
        long Of(Role role) => people.Where(p => p.Role == role).Select(p => p.AccountId).FirstOrDefault(people[0].AccountId);
        long[] handlers = [Of(Role.ShopLead), Of(Role.Warehouse), Of(Role.Supervisor)];
        var cases = await db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id && c.OwnerId != null && c.Cause == ComplaintCatalogue.Quality).OrderByDescending(c => c.Id).Take(40)
            .Select(c => new { c.Id, c.OpenedAt, Owner = c.OwnerId!.Value, Sku = db.OrderLines.Where(l => l.OrderId == c.OrderId).OrderBy(l => l.LineNumber).Select(l => l.Sku).FirstOrDefault() }).ToListAsync(cancellation);
        var of = cases.Where(c => !string.IsNullOrEmpty(c.Sku)).DistinctBy(c => c.Sku).Take(Told.Length).ToList();
        var rows = new List<object>();
        foreach (var (one, index) in of.Select((c, i) => (c, i)))
        {
            var (what, answer) = Told[index];
            var handler = handlers[index % handlers.Length];
            rows.Add(new SkuHandler { ShopId = shop.Id, Sku = one.Sku!, AccountId = handler, SetAt = one.OpenedAt, SetById = Of(Role.Supervisor) });
            rows.Add(new QualityFeedback
            {
                Id = ids.Next(), ShopId = shop.Id, Sku = one.Sku!, CaseId = one.Id, What = what, ToldAt = one.OpenedAt.AddHours(3), ToldById = one.Owner, HandlerId = handler,
                Answer = answer, AnsweredAt = answer is null ? null : one.OpenedAt.AddHours(26), AnsweredById = answer is null ? null : handler,
            });
        }

        return rows;
    }
}
