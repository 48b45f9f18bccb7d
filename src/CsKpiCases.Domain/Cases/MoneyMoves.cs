using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>Writes the ledger: each step of a payment is a new line.</summary>
internal static class MoneyMoves
{
    /// <summary>What people may offer money for; the rest belongs to its own acts.</summary>
    public static IReadOnlyList<LedgerPurpose> Offered { get; } = [LedgerPurpose.Goods, LedgerPurpose.Freight, LedgerPurpose.Compensation];

    /// <summary>Goods are paid back in money; the coupons and points that had paid for them come back by their own rule, beside the price.</summary>
    public static bool MayOffer(LedgerPurpose purpose, Tender tender) => Enum.IsDefined(tender) && (purpose != LedgerPurpose.Goods || tender == Tender.Cash);

    public static LedgerEntry Begin(
        FiringContext c, CaseChange change, LedgerStep step, decimal amount, LedgerPurpose purpose, Tender tender, long? orderLineId) =>
        Write(c, change, new LedgerEntry
        {
            PaymentId = c.File.NewId(),
            Step = step,
            Amount = amount,
            Purpose = purpose,
            Tender = tender,
            OrderLineId = orderLineId,
        });

    public static LedgerEntry Step(FiringContext c, CaseChange change, LedgerEntry last, LedgerStep step, string? reference = null) =>
        Write(c, change, new LedgerEntry
        {
            PaymentId = last.PaymentId,
            StepNumber = last.StepNumber + 1,
            Step = step,
            Amount = last.Amount,
            Purpose = last.Purpose,
            Tender = last.Tender,
            OrderLineId = last.OrderLineId,
            Reference = reference,
        });

    /// <summary>The payment of the proposal that waits for approval; null when it asks for no money.</summary>
    public static LedgerEntry? Proposed(CaseFile file) =>
        LedgerSums.LastSteps(file.Ledger).Where(e => e.Step == LedgerStep.Proposed).MaxBy(e => e.Id);

    /// <summary>What an approved solution granted while the buyer has not agreed to it.</summary>
    public static IReadOnlyList<LedgerEntry> Unpromised(CaseFile file) => [.. LedgerSums.LastSteps(file.Ledger).Where(last => IsUnpromised(file, last))];

    public static bool IsUnpromised(CaseFile file, LedgerEntry last) =>
        file.Case.Type == CaseType.Complaint && last.Step == LedgerStep.Granted && !file.Promises.Exists(p => p.PaymentId == last.PaymentId);

    /// <summary>Payments that were granted and have not reached the buyer; what a promise covers is the promise's.</summary>
    public static IReadOnlyList<LedgerEntry> Owed(CaseFile file) =>
        [.. LedgerSums.LastSteps(file.Ledger).Where(e => e.Step is LedgerStep.Granted or LedgerStep.Sent or LedgerStep.Failed && !file.Promises.Exists(p => p.PaymentId == e.PaymentId))];

    /// <summary>Takes every owed payment one step on.</summary>
    public static void StepOwed(FiringContext c, CaseChange change, LedgerStep step, string? reference)
    {
        foreach (var last in Owed(c.File))
        {
            Step(c, change, last, step, reference);
        }
    }

    /// <summary>Takes back what was proposed or granted and has not left us.</summary>
    public static void WithdrawUnsent(FiringContext c, CaseChange change)
    {
        foreach (var last in LedgerSums.LastSteps(c.File.Ledger)
            .Where(e => e.Step is LedgerStep.Proposed or LedgerStep.Granted or LedgerStep.Failed).ToList())
        {
            Step(c, change, last, LedgerStep.Withdrawn);
        }
    }

    /// <summary>Yuan, at least 0, at most two decimals, at most what the order has left.</summary>
    public static TransitionRefused? CheckAmount(FiringContext c, decimal amount, string name)
    {
        if (amount < 0 || amount != Math.Round(amount, 2))
        {
            return c.Refuse(RefusalReason.InvalidArgument, ("name", name));
        }

        if (amount > 0 && c.File.OrderPaidAmount is null)
        {
            return c.Refuse(RefusalReason.OrderRequired);
        }

        return amount <= c.File.Remaining || amount == 0
            ? null
            : c.Refuse(RefusalReason.AmountAboveRemaining, ("amount", Guards.Yuan(amount)), ("remaining", Guards.Yuan(c.File.Remaining)));
    }

    /// <summary>For a line of the case's order no more than that line has left; an order whose lines are not known bounds the whole alone.</summary>
    public static TransitionRefused? CheckLine(FiringContext c, decimal amount, long? orderLineId)
    {
        if (orderLineId is not { } id || c.File.Order is not { } order)
        {
            return null;
        }

        return order.Lines.Find(l => l.Id == id) is not { } line ? c.Refuse(RefusalReason.InvalidArgument, ("name", "orderLineId"))
            : amount > Claims.RemainingOf(c.File, line)
                ? c.Refuse(RefusalReason.AmountAboveRemaining, ("amount", Guards.Yuan(amount)), ("remaining", Guards.Yuan(Claims.RemainingOf(c.File, line))))
            : SharedLines.Check(c, amount, line, "amount");
    }

    private static LedgerEntry Write(FiringContext c, CaseChange change, LedgerEntry entry)
    {
        entry.Id = c.File.NewId();
        entry.ShopId = c.Case.ShopId;
        entry.CaseId = c.Case.Id;
        entry.At = c.At;
        entry.ActorId = c.Actor.AccountId;
        c.File.Ledger.Add(entry);
        change.Add(entry);
        change.Also(EventKind.Ledger, new
        {
            entry.PaymentId,
            entry.Step,
            entry.Amount,
            entry.Purpose,
            entry.Tender,
            entry.OrderLineId,
            entry.Reference,
        });
        return entry;
    }
}
