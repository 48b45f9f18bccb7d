using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// The money of a line whose pieces two open cases share: each may give its own pieces' part of what was paid, so that neither
/// takes what is the other's. A fen that rounding leaves over is the last one's, when no other is open any more.
/// </summary>
internal static class SharedLines
{
    /// <summary>Refuses more yuan than the case's own pieces of the line have left.</summary>
    /// <param name="c">The act.</param>
    /// <param name="amount">Yuan that it would give.</param>
    /// <param name="line">For which line.</param>
    /// <param name="name">The argument's name.</param>
    public static TransitionRefused? Check(FiringContext c, decimal amount, OrderLine line, string name) =>
        PartOf(c.File, line) is { } part && amount > part
            ? c.Refuse(RefusalReason.AmountAbovePieces, ("name", name), ("amount", Guards.Yuan(amount)), ("remaining", Guards.Yuan(part)))
            : null;

    /// <summary>Yuan; null where the case has no pieces of its own, or shares the line with nobody.</summary>
    private static decimal? PartOf(CaseFile file, OrderLine line)
    {
        var own = Claims.Own(file, line.Id);
        return own == 0 || !file.ClaimsElsewhere.Any(e => e.OrderLineId == line.Id && e is { IsOpen: true, Quantity: > 0 })
            ? null
            : Math.Max(0m, Rounding.ToCents(line.PaidAmount * own / line.Quantity) - LedgerSums.GrantedForLine(file.Ledger, line.Id));
    }
}
