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

    /// <summary>Begins the next one: what came back without a replacement, and what is only claimed, goes on with it.</summary>
    public static void Begin(FiringContext c, CaseChange change)
    {
        var goods = Present(c.File).ToList();
        var back = goods.Select(g => g.OrderLineId).Distinct().ToDictionary(line => line, line => Claims.Back(c.File, line));
        c.Case.Round++;
        foreach (var item in goods)
        {
            if (item.Quantity > 0 && Claims.IsClaimOnly(item.State))
            {
                item.Round = c.Case.Round;
            }
            else if (item.Direction == Direction.Return && Claims.HasMoved(item) && back[item.OrderLineId] > 0)
            {
                back[item.OrderLineId] -= Carry(c, change, item, Math.Min(item.Quantity, back[item.OrderLineId]));
            }
        }
    }

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
