using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What small claims have taken already, of which there are ceilings (workflow.md, "Small claims").</summary>
/// <param name="OfAgentToday">Yuan that the actor granted on the shop's present day.</param>
/// <param name="OfBuyerThisMonth">Yuan that the buyer was granted in the shop's present month.</param>
public sealed record SmallClaimsTaken(decimal OfAgentToday, decimal OfBuyerThisMonth);

/// <summary>Direct compensation of small losses.</summary>
internal static class SmallClaims
{
    public static TransitionRefused? Check(FiringContext c, CompensateArguments a)
    {
        var (terms, taken) = (c.Settings.Terms, c.File.SmallClaimsTaken);
        var limit = terms.SmallClaimLimitOf(c.Actor, c.Settings);
        return a.Amount <= 0 ? c.Refuse(RefusalReason.InvalidArgument, ("name", "amount"))
            : MoneyMoves.CheckAmount(c, a.Amount, "amount") is { } money ? money
            : a.Amount > limit ? Above(c, a.Amount, limit)
            : taken.OfAgentToday + a.Amount > terms.SmallClaimsPerAgentAndDay ? Ceiling(c, "agent", terms.SmallClaimsPerAgentAndDay - taken.OfAgentToday)
            : taken.OfBuyerThisMonth + a.Amount > terms.SmallClaimsPerBuyerAndMonth ? Ceiling(c, "buyer", terms.SmallClaimsPerBuyerAndMonth - taken.OfBuyerThisMonth)
            : MoneyMoves.CheckLine(c, a.Amount, a.OrderLineId);
    }

    private static TransitionRefused Above(FiringContext c, decimal amount, decimal limit) =>
        c.Refuse(RefusalReason.AboveLimit, ("amount", Guards.Yuan(amount)), ("limit", Guards.Yuan(limit)));

    private static TransitionRefused Ceiling(FiringContext c, string whose, decimal left) =>
        c.Refuse(RefusalReason.SmallClaimCeiling, ("whose", whose), ("remaining", Guards.Yuan(Math.Max(0m, left))));
}
