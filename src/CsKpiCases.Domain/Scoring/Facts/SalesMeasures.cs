namespace CsKpiCases.Domain.Scoring.Facts;

/// <summary>An order that an agent won.</summary>
/// <param name="Id">Which.</param>
/// <param name="IsPlaced">It was placed in the period.</param>
/// <param name="IsPaid">It was paid in the period.</param>
/// <param name="PaidAmount">Yuan.</param>
/// <param name="Items">Pieces of all its lines.</param>
/// <param name="IsWonBack">Its buyer had bought before and was won back.</param>
/// <param name="IsLost">It was closed unpaid.</param>
public sealed record SoldOrder(long Id, bool IsPlaced, bool IsPaid, decimal PaidAmount, int Items, bool IsWonBack, bool IsLost);

/// <summary>An agent's indicators of sales.</summary>
/// <param name="PaidOrderIds">Orders paid in the period, ascending: what an indicator is counted from that names no ids of its own.</param>
/// <param name="Facts">Indicators that have data.</param>
public sealed record SalesMeasures(IReadOnlyList<long> PaidOrderIds, IReadOnlyList<IndicatorFact> Facts)
{
    /// <summary>Measures one agent's orders. Two paid ones of 100 and 50 yuan with 3 pieces: orders 2, sales 150, average_order_value 75, items_per_order 1.5.</summary>
    public static SalesMeasures Of(IReadOnlyCollection<SoldOrder> orders)
    {
        var paid = orders.Where(o => o.IsPaid).OrderBy(o => o.Id).ToList();
        var placed = orders.Where(o => o.IsPlaced).OrderBy(o => o.Id).ToList();
        var wonBack = paid.Where(o => o.IsWonBack).ToList();
        var sales = paid.Sum(o => o.PaidAmount);
        List<IndicatorFact> facts = [];
        if (orders.Count > 0)
        {
            facts.Add(new IndicatorFact("orders", paid.Count, null, null, []));
            facts.Add(new IndicatorFact("sales", sales, null, null, []));
            facts.Add(new IndicatorFact("repeat_sales", wonBack.Sum(o => o.PaidAmount), null, null, [.. wonBack.Select(o => o.Id)]));
        }

        facts.Add(IndicatorFact.Rate("average_order_value", sales, paid.Count, []));
        facts.Add(IndicatorFact.Rate("items_per_order", paid.Sum(o => o.Items), paid.Count, []));
        facts.Add(IndicatorFact.Rate("order_loss_rate", placed.Count(o => o.IsLost), placed.Count, placed.Select(o => o.Id)));
        return new SalesMeasures([.. paid.Select(o => o.Id)], [.. facts.Where(f => f.Value is not null)]);
    }
}
