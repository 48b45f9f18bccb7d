using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// Goods can go round more than once on a case: a replacement that is wrong again, a case that is reopened. What a round settled,
/// piece for piece, says nothing of the next one, wherever the warehouse has put it.
/// </summary>
internal static class Rounds
{
    /// <summary>The goods that the present round is about.</summary>
    public static IEnumerable<GoodsItem> Present(CaseFile file) => file.Goods.Where(g => g.Round == file.Case.Round);

    /// <summary>
    /// Begins the next one. What is only claimed goes on with it, what is on its way to the buyer, which can still be lost, and what
    /// came back and has no replacement that he has got.
    /// </summary>
    public static void Begin(FiringContext c, CaseChange change)
    {
        var goods = Present(c.File).ToList();
        var open = goods.Select(g => g.OrderLineId).Distinct().ToDictionary(line => line, line => NotReplaced(goods.Where(g => g.OrderLineId == line)));
        c.Case.Round++;
        foreach (var item in goods)
        {
            if (item.Quantity > 0 && (Claims.IsClaimOnly(item.State) || item is { Direction: Direction.Outbound, State: GoodsState.InTransit }))
            {
                item.Round = c.Case.Round;
            }
            else if (item.Direction == Direction.Return && Claims.HasMoved(item) && open[item.OrderLineId] > 0)
            {
                open[item.OrderLineId] -= Carry(c, change, item, Math.Min(item.Quantity, open[item.OrderLineId]));
            }
        }
    }

    /// <summary>Pieces of a line that came back, less those that the buyer has got replacements for.</summary>
    private static int NotReplaced(IEnumerable<GoodsItem> ofLine) =>
        ofLine.Where(Claims.HasMoved).Sum(g => g.Direction == Direction.Return ? g.Quantity : g.State == GoodsState.Delivered ? -g.Quantity : 0);

    private static int Carry(FiringContext c, CaseChange change, GoodsItem item, int pieces)
    {
        var carried = item;
        if (pieces < item.Quantity)
        {
            carried = Claims.New(c, change, item.OrderLineId, item.Direction);
            (carried.State, carried.Result, carried.Reference) = (item.State, item.Result, item.Reference);
            item.Quantity -= pieces;
        }

        (carried.Quantity, carried.Round) = (pieces, c.Case.Round);
        return pieces;
    }
}
