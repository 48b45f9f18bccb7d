using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What a platform's state says of a case's money: it pays what was proposed, it has paid what was granted, its dispute is over.</summary>
internal static class PlatformMoney
{
    /// <param name="c">The case in the state that the platform moved it to.</param>
    /// <param name="change">Takes the steps.</param>
    /// <param name="from">The state that it was in.</param>
    /// <param name="amount">Yuan that the platform pays or has paid; 0 where it tells none.</param>
    public static void Follow(FiringContext c, CaseChange change, string from, decimal amount)
    {
        if (c.Case.State == ReturnWorkflow.Refunding)
        {
            FitTold(c, change, LedgerStep.Proposed, amount);
            c.Case.ProposedAmount = Claims.FitProposed(c, change);
            foreach (var proposed in LedgerSums.LastSteps(c.File.Ledger).Where(e => e.Step == LedgerStep.Proposed).ToList())
            {
                MoneyMoves.Step(c, change, proposed, LedgerStep.Granted);
            }

            GivenBack.Grant(c, change);
        }
        else if (c.Case.State == SharedWorkflow.Resolved && from is ReturnWorkflow.Refunding or ReturnWorkflow.RefundFailed)
        {
            Claims.WithdrawProposed(c, change);
            FitTold(c, change, LedgerStep.Granted, amount);
            GivenBack.Grant(c, change);
            MoneyMoves.StepOwed(c, change, LedgerStep.Succeeded, null);
        }
        else if (c.Case.State == SharedWorkflow.Resolved && amount > 0)
        {
            PaidElsewhere(c, change, amount);
        }

        if (!c.Case.IsOpen)
        {
            DisputeEffects.Thaw(c, change, from == DisputeWorkflow.ExecutingRuling ? c.Case.DisputeAmount : 0);
        }
    }

    /// <summary>
    /// The platform pays the sum that it tells, whatever was agreed on here: what of ours is more is taken back, what is less is
    /// added at <paramref name="step"/>, no more than the order has left. Coupons, promises and the buyer's postage are beside it.
    /// </summary>
    private static void FitTold(FiringContext c, CaseChange change, LedgerStep step, decimal told)
    {
        var ours = Unpaid(c.File).ToList();
        if (told <= 0 || ours.Sum(e => e.Amount) == told)
        {
            return;
        }

        foreach (var last in LedgerSums.LastSteps(c.File.Ledger).Where(e => LedgerSums.IsGivenBack(e) && IsUnpaid(e)).ToList())
        {
            MoneyMoves.Step(c, change, last, LedgerStep.Withdrawn);
        }

        foreach (var last in ours)
        {
            var kept = Math.Min(last.Amount, told);
            told -= kept;
            if (kept < last.Amount)
            {
                MoneyMoves.Step(c, change, last, LedgerStep.Withdrawn);
                Begin(c, change, last.Step == LedgerStep.Proposed ? LedgerStep.Proposed : LedgerStep.Granted, kept, last.Purpose, last.OrderLineId);
            }
        }

        Add(c, change, step, Math.Min(told, Free(c.File)));
        c.Case.ProposedAmount = Unpaid(c.File).Sum(e => e.Amount);
    }

    /// <summary>On the only line of the order as far as it has anything left, the rest on none.</summary>
    private static void Add(FiringContext c, CaseChange change, LedgerStep step, decimal amount)
    {
        var onLine = c.File.Order?.Lines is [var only]
            ? Math.Clamp(Claims.RemainingOf(c.File, only) - Unpaid(c.File).Where(e => e.Step == LedgerStep.Proposed && e.OrderLineId == only.Id).Sum(e => e.Amount), 0, Math.Max(0, amount))
            : 0;
        Begin(c, change, step, onLine, LedgerPurpose.Goods, OnlyLine(c.File));
        Begin(c, change, step, amount - onLine, LedgerPurpose.Goods, null);
    }

    private static void Begin(FiringContext c, CaseChange change, LedgerStep step, decimal amount, LedgerPurpose purpose, long? line)
    {
        if (amount > 0)
        {
            MoneyMoves.Begin(c, change, step, amount, purpose, Tender.Cash, line);
        }
    }

    /// <summary>What of ours the platform's refund stands for.</summary>
    private static IEnumerable<LedgerEntry> Unpaid(CaseFile file) => LedgerSums.LastSteps(file.Ledger).Where(e =>
        IsUnpaid(e) && e.Tender == Tender.Cash && (MoneyMoves.Offered.Contains(e.Purpose) || e.Purpose == LedgerPurpose.SmallClaim) && !file.Promises.Exists(p => p.PaymentId == e.PaymentId));

    private static bool IsUnpaid(LedgerEntry last) => last.Step is LedgerStep.Proposed or LedgerStep.Granted or LedgerStep.Sent or LedgerStep.Failed;

    /// <summary>What the order has left beside what is only proposed, which counts as granted here: it is about to be.</summary>
    private static decimal Free(CaseFile file) =>
        Math.Max(0, file.Remaining - Unpaid(file).Where(e => e.Step == LedgerStep.Proposed).Sum(e => e.Amount));

    /// <summary>The platform has paid without our having granted it: what we had put forward and not sent would be paid twice.</summary>
    private static void PaidElsewhere(FiringContext c, CaseChange change, decimal amount)
    {
        MoneyMoves.WithdrawUnsent(c, change);
        var paid = Math.Min(amount - LedgerSums.Granted(c.File.Ledger), c.File.Remaining);
        if (paid <= 0)
        {
            return;
        }

        MoneyMoves.Begin(c, change, LedgerStep.Succeeded, paid, LedgerPurpose.Goods, Tender.Cash, OnlyLine(c.File));
        GivenBack.Settle(c, change);
        c.Case.ProposedAmount = paid;
    }

    private static long? OnlyLine(CaseFile file) => file.Order?.Lines is [var only] ? only.Id : null;
}
