using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What a platform's ruling paid, in the ledger of the case that it was about.</summary>
internal static class RulingMoney
{
    /// <summary>
    /// A ruling names a sum and no lines: it is for what the case claims, then for the rest of the order, in proportion to what
    /// the lines have left, so that the coupons and points that had paid for them come back with it. What is more is on no line.
    /// </summary>
    public static void Enter(FiringContext c, CaseChange change, decimal amount)
    {
        var lines = c.File.Order?.Lines ?? [];
        var claimed = lines.Where(l => c.File.Goods.Exists(g => g.OrderLineId == l.Id && g.Quantity > 0)).ToList();
        amount -= Spread(c, change, amount, claimed);
        amount -= Spread(c, change, amount, [.. lines.Except(claimed)]);
        if (amount > 0)
        {
            MoneyMoves.Begin(c, change, LedgerStep.Succeeded, amount, LedgerPurpose.Compensation, Tender.Cash, null);
        }

        GivenBack.Settle(c, change);
    }

    /// <summary>Yuan that the lines took. Cut by running sums, so that the parts add up to the fen.</summary>
    private static decimal Spread(FiringContext c, CaseChange change, decimal amount, List<OrderLine> lines)
    {
        var left = lines.ConvertAll(l => Claims.RemainingOf(c.File, l));
        var (total, seen, spent) = (left.Sum(), 0m, 0m);
        var whole = Math.Min(amount, total);
        for (var i = 0; i < lines.Count && whole > 0; i++)
        {
            seen += left[i];
            var part = Math.Min(Rounding.ToCents(whole * seen / total) - spent, left[i]);
            if (part <= 0)
            {
                continue;
            }

            MoneyMoves.Begin(c, change, LedgerStep.Succeeded, part, LedgerPurpose.Goods, Tender.Cash, lines[i].Id);
            spent += part;
        }

        return spent;
    }
}
