using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>The refund: approved, paid, failed, paid another way.</summary>
internal static partial class ReturnEffects
{
    public static readonly Effect ApproveRefund = new((c, change) =>
    {
        foreach (var proposed in LedgerSums.LastSteps(c.File.Ledger).Where(e => e.Step == LedgerStep.Proposed).ToList())
        {
            MoneyMoves.Step(c, change, proposed, LedgerStep.Granted);
        }

        GivenBack.Grant(c, change);
        c.Case.ApprovalFrom = null;
        if (MoneyMoves.Owed(c.File).Count > 0)
        {
            change.Tell("notice.payment_due", Audience.Finance, ("amount", Guards.Yuan(c.Case.ProposedAmount)));
        }
    });

    public static readonly Effect Paid = new((c, change) =>
    {
        MoneyMoves.StepOwed(c, change, LedgerStep.Succeeded, ((PaidArguments?)c.Arguments)?.Reference);
        change.TransitionPayload = c.Arguments;
        change.Tell("notice.refund_paid", Audience.Buyer, ("amount", Guards.Yuan(c.Case.ProposedAmount)));
        Approving.End(c, change, Outcome.Solved);
    })
    {
        Arguments = typeof(PaidArguments),
        ArgumentsOptional = true,
        Validate = c => c.Arguments is PaidArguments { Reference.Length: > LedgerEntry.LongestReference } ? c.Refuse(RefusalReason.InvalidArgument, ("name", "reference")) : null,
    };

    public static readonly Effect PaymentFailed = new((c, change) =>
    {
        foreach (var granted in MoneyMoves.Owed(c.File).Where(e => e.Step == LedgerStep.Granted))
        {
            MoneyMoves.Step(c, change, granted, LedgerStep.Sent);
        }

        MoneyMoves.StepOwed(c, change, LedgerStep.Failed, null);
        change.Tell("notice.refund_failed", c.Case.OwnerId, ("reason", c.Note ?? ""));
    });

    /// <summary>The same payments once more: none is begun anew, so that none can be paid twice.</summary>
    public static readonly Effect RetryPayment = new((c, change) => MoneyMoves.StepOwed(c, change, LedgerStep.Sent, null));

    public static readonly Effect PaidOffline = new((c, change) =>
    {
        MoneyMoves.StepOwed(c, change, LedgerStep.Succeeded, ((VoucherArguments)c.Arguments!).Voucher.Trim());
        change.TransitionPayload = c.Arguments;
        Approving.End(c, change, Outcome.Solved);
    })
    {
        Arguments = typeof(VoucherArguments),
        Validate = c => ((VoucherArguments)c.Arguments!).Voucher is var v && (string.IsNullOrWhiteSpace(v) || v.Length > LedgerEntry.LongestReference)
            ? c.Refuse(RefusalReason.InvalidArgument, ("name", "voucher"))
            : null,
    };

    public static readonly Effect EndRefused = new((c, change) =>
    {
        Claims.GiveUp(c, change);
        Approving.End(c, change, Outcome.Refused);
    });

    /// <summary>
    /// Everything that was granted has been paid, or nothing was. Where the platform pays what we have never granted, it is over
    /// when somebody says so.
    /// </summary>
    public static bool NothingIsOwed(FiringContext c) => MoneyMoves.Owed(c.File).Count == 0
        && (c.Case.PlatformState != ReturnWorkflow.Refunding || c.File.Ledger.Exists(e => e.Step == LedgerStep.Granted));
}
