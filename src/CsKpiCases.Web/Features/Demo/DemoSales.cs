using System.Globalization;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>Orders that the agents won, as the platform would have exported them, and how they were sent.</summary>
internal static class DemoSales
{
    private const int PromisedHours = 48;

    public static IEnumerable<object> Of(DemoStage stage, IEnumerable<RosterEntry> roster, DateOnly from, DateOnly until)
    {
        var agents = stage.Agents.Select((agent, i) => (agent, i)).ToDictionary(a => a.agent.Id);
        foreach (var entry in roster.Where(r => r.WorksOn >= from && r.WorksOn < until && agents.ContainsKey(r.AccountId)))
        {
            var (agent, index) = agents[entry.AccountId];
            var random = DemoRandom.Of(stage.Seed, -(entry.WorksOn.DayNumber * 1000L) - index - 9_000_000_000L);
            var count = (int)(random.Between(2, 6) / Math.Sqrt(agent.Pace));
            for (var i = 0; i < count; i++)
            {
                foreach (var row in Sale(stage, agent, entry.WorksOn, (index * 100) + i, random)) yield return row;
            }
        }
    }

    private static IEnumerable<object> Sale(DemoStage stage, DemoAgent agent, DateOnly day, int number, DemoRandom random)
    {
        var local = day.ToDateTime(new TimeOnly(random.Between(9, 22), random.Between(0, 59), random.Between(0, 59)));
        var placedAt = TimeZoneInfo.ConvertTimeToUtc(local, stage.Zone);
        var good = random.Pick(DemoGoods.All);
        var order = new Order
        {
            Id = stage.Ids.Next(), ShopId = stage.Shop.Id, Number = string.Create(CultureInfo.InvariantCulture, $"S{day:yyMMdd}{number:00000}"), BuyerId = random.Pick(stage.Buyers).Id,
            PlacedAt = placedAt, SoldById = agent.Id,
        };
        var quantity = random.Chance(0.25) ? 2 : 1;
        order.Lines.Add(new OrderLine { Id = stage.Ids.Next(), ShopId = stage.Shop.Id, OrderId = order.Id, LineNumber = 1, Sku = good.Sku, Title = good.Title, Quantity = quantity, PaidAmount = good.Price * quantity });
        // who is slow to answer loses more of them
        if (random.Chance(0.06 * agent.Pace))
        {
            order.ClosedUnpaidAt = Past(stage, placedAt.AddHours(24));
            order.Status = order.ClosedUnpaidAt is null ? "等待买家付款" : "交易关闭";
        }
        else
        {
            Pay(stage, order, random);
        }

        yield return order;
        yield return order.Lines[0];
        if (order.PaidAt is not null) yield return Shipment(stage, order, random);
    }

    private static void Pay(DemoStage stage, Order order, DemoRandom random)
    {
        order.PaidAt = order.PlacedAt.AddMinutes(random.Between(1, 40));
        (order.PaidAmount, order.IsWonBack) = (order.Lines[0].PaidAmount, random.Chance(0.18));
        (order.Courier, order.TrackingNumber) = (random.Pick(DemoGoods.Couriers), string.Create(CultureInfo.InvariantCulture, $"YT{random.Between(100000, 999999)}{random.Between(1000000, 9999999)}"));
        order.ShippedAt = Past(stage, order.PaidAt.Value.AddHours(random.Chance(0.03) ? random.Between(49, 70) : random.Between(3, 40)));
        order.SignedAt = order.ShippedAt is { } shippedAt ? Past(stage, shippedAt.AddHours(random.Between(30, 90))) : null;
        order.Status = order.SignedAt is not null ? "交易成功" : order.ShippedAt is not null ? "卖家已发货" : "买家已付款";
    }

    private static Shipment Shipment(DemoStage stage, Order order, DemoRandom random) => new()
    {
        Id = stage.Ids.Next(), ShopId = stage.Shop.Id, NaturalKey = order.Number, OrderNumber = order.Number, Courier = order.Courier, TrackingNumber = order.TrackingNumber,
        PromisedAt = order.PaidAt!.Value.AddHours(PromisedHours), ShippedAt = order.ShippedAt,
        PickedUpAt = order.ShippedAt is { } shippedAt ? Past(stage, shippedAt.AddHours(random.Chance(0.02) ? random.Between(25, 40) : random.Between(1, 12))) : null,
        RefundAppliedAt = random.Chance(0.04) ? Past(stage, order.PaidAt.Value.AddHours(random.Between(1, 90))) : null,
    };

    /// <summary>Nothing has happened after the present.</summary>
    private static DateTime? Past(DemoStage stage, DateTime at) => at < stage.Now ? at : null;
}
