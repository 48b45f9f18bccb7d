using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// Coupons and points that paid for a line come back with its refund, in proportion to the money (workflow.md, "money"). The
/// parts of a line that is refunded step by step add up to what the buyer used, to the fen.
/// </summary>
internal static class GivenBack
{
    public static void Grant(FiringContext c, CaseChange change)
    {
        foreach (var line in c.File.Order?.Lines ?? [])
        {
            Grant(c, change, line, Tender.Coupon, line.CouponAmount);
            Grant(c, change, line, Tender.Points, line.PointsAmount);
        }
    }

    /// <summary>Of a refund that the platform itself has paid: it has given them back with it.</summary>
    public static void Settle(FiringContext c, CaseChange change)
    {
        Grant(c, change);
        foreach (var back in MoneyMoves.Owed(c.File).Where(LedgerSums.IsGivenBack).ToList())
        {
            MoneyMoves.Step(c, change, back, LedgerStep.Succeeded);
        }
    }

    private static void Grant(FiringContext c, CaseChange change, OrderLine line, Tender tender, decimal used)
    {
        var here = LedgerSums.GrantedForLine(c.File.Ledger, line.Id);
        if (used <= 0 || line.PaidAmount <= 0 || here <= 0)
        {
            return;
        }

        var elsewhere = c.File.GrantedOnOtherCasesByLine.GetValueOrDefault(line.Id);
        var already = LedgerSums.LastSteps(c.File.Ledger)
            .Where(e => e.OrderLineId == line.Id && e.Tender == tender && LedgerSums.IsGivenBack(e) && e.Step is not (LedgerStep.Withdrawn or LedgerStep.Proposed)).Sum(e => e.Amount);
        var due = PartOf(used, here + elsewhere, line.PaidAmount) - PartOf(used, elsewhere, line.PaidAmount) - already;
        if (due > 0)
        {
            MoneyMoves.Begin(c, change, LedgerStep.Granted, due, LedgerPurpose.Goods, tender, line.Id);
        }
    }

    private static decimal PartOf(decimal used, decimal granted, decimal paid) => Rounding.ToCents(used * Math.Min(granted, paid) / paid);
}
