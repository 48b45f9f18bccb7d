using System.Globalization;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>
/// The cases of the demo, one after the other as they were opened. Each is drawn from the seed and its own number alone, so
/// that the same seed and present give the same shop.
/// </summary>
internal sealed class DemoCases(DemoStage stage, int count)
{
    /// <summary>Hours back at which a case is begun that is to be found in a certain state; the first that fits is taken.</summary>
    private static readonly double[] HoursBack = [0.4, 1, 2, 3.5, 6, 9, 13, 18, 24, 30, 38, 48, 60, 75, 95, 120, 170, 240];

    private long? previous;

    // The newest ones are there to be found in every state.
    private int Halted => Math.Max(Math.Min(count, 44), count * 20 / 100);

    public IEnumerable<CaseBundle> All()
    {
        for (var i = 0; i < count; i++)
        {
            if ((i < count - Halted ? Ended(i) : Found(i)) is not { } bundle) continue;
            previous = bundle.Case.Id;
            yield return bundle;
        }
    }

    /// <summary>A third of the cases are no complaints; of those that are found in a state, two in three, so that every state of every type is there.</summary>
    private static (CaseType Type, string State)? Machine(int index, bool isHalted)
    {
        var targets = DemoPaths.Targets;
        if (isHalted) return index % 3 == 0 ? null : targets[(index - (index / 3) - 1) % targets.Count];
        return index % 3 == 2 ? (targets[index / 3 % targets.Count].Type, SharedWorkflow.Resolved) : null;
    }

    private CaseBundle? Ended(int index)
    {
        var random = DemoRandom.Of(stage.Seed, index);
        var openedAt = DemoCalendar.At(stage.From, stage.Now.AddHours(-1), (index + random.Next()) / Math.Max(1, count - Halted));
        return Tell(index, openedAt, isHalted: false, random);
    }

    /// <summary>A case in the state that its number asks for; where none of the beginnings leads there, as far as it comes.</summary>
    private CaseBundle? Found(int index)
    {
        foreach (var hours in HoursBack)
        {
            var random = DemoRandom.Of(stage.Seed, index);
            var openedAt = stage.Now.AddMinutes(-60 * hours * (1 + (0.3 * random.Next())));
            if (Tell(index, openedAt, isHalted: true, random) is { } bundle) return bundle;
        }

        return Tell(index, stage.Now.AddHours(-30), isHalted: false, DemoRandom.Of(stage.Seed, index));
    }

    private CaseBundle? Tell(int index, DateTime openedAt, bool isHalted, DemoRandom random)
    {
        openedAt = new DateTime(openedAt.Ticks - (openedAt.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        var machine = Machine(index, isHalted);
        var story = machine is null ? DemoPlan.Draw(random) : DemoPlan.Fit(machine.Value.Type, random);
        // What an approval waits for lies above an agent's own limit.
        var isDear = machine is not null || (isHalted && DemoPlan.HaltOf(index) == ComplaintWorkflow.SolutionApproval);
        var good = random.Pick(isDear ? [.. DemoGoods.All.Where(g => g.Price > 110)] : DemoGoods.Of(story));
        var order = DemoOrders.Make(stage, random, good, openedAt, index);
        var plan = machine is { } led ? DemoPlan.Of(stage, led, story, good, isHalted, random) : DemoPlan.Of(stage, index, story, order.PaidAmount, good, isHalted, random);
        if (plan.Target is ReturnedGoods.WarehouseHold or ReturnedGoods.Intercepting) (order.ShippedAt, order.SignedAt, order.Status) = (null, null, "买家已付款");
        order.BuyerId = plan.Buyer.Id;
        return DemoTale.Tell(stage, plan, random, order, openedAt, previous);
    }
}

/// <summary>Orders of the demo.</summary>
internal static class DemoOrders
{
    /// <summary>An order placed some days before the complaint.</summary>
    public static Order Make(DemoStage stage, DemoRandom random, DemoGood good, DateTime before, long index)
    {
        var placedAt = Cut(before.AddDays(-random.Between(2, 9)).AddMinutes(-random.Between(0, 1400)));
        var shippedAt = placedAt.AddHours(random.Between(6, 40));
        var signedAt = shippedAt.AddHours(random.Between(30, 80));
        var order = new Order
        {
            Id = stage.Ids.Next(),
            ShopId = stage.Shop.Id,
            Number = string.Create(CultureInfo.InvariantCulture, $"{placedAt:yyMMdd}{random.Between(1000, 9999)}{index + 1000000:00000000}"),
            PlacedAt = placedAt,
            PaidAt = placedAt.AddMinutes(random.Between(0, 20)),
            ShippedAt = shippedAt,
            SignedAt = signedAt < before ? signedAt : null,
            FreightAmount = random.Chance(0.2) ? 8m : 0m,
            Courier = random.Pick(DemoGoods.Couriers),
            TrackingNumber = string.Create(CultureInfo.InvariantCulture, $"{random.Pick(Prefixes)}{random.Between(100000, 999999)}{random.Between(1000000, 9999999)}"),
            Status = signedAt < before ? "交易成功" : "卖家已发货",
            IsPresale = index % PresaleEvery == 5,
        };
        AddLine(stage, random, order, good);
        if (random.Chance(0.35)) AddLine(stage, random, order, random.Pick(DemoGoods.All));
        order.PaidAmount = order.Lines.Sum(l => l.PaidAmount) + order.FreightAmount;
        return order;
    }

    private const int PresaleEvery = 12;

    private static readonly string[] Prefixes = ["YT", "SF", "77", "43", "JT", "31"];

    private static void AddLine(DemoStage stage, DemoRandom random, Order order, DemoGood good)
    {
        var quantity = random.Chance(0.2) ? 2 : 1;
        order.Lines.Add(new OrderLine
        {
            Id = stage.Ids.Next(),
            ShopId = stage.Shop.Id,
            OrderId = order.Id,
            LineNumber = order.Lines.Count + 1,
            Sku = good.Sku,
            Title = good.Title,
            Quantity = quantity,
            PaidAmount = Math.Round(good.Price * quantity * (random.Chance(0.4) ? 0.9m : 1m), 2),
        });
    }

    private static DateTime Cut(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
