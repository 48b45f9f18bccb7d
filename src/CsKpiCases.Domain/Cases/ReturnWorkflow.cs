using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>The return and refund (workflow.md, "Return and refund").</summary>
public static class ReturnWorkflow
{
    public const string RefundApproval = "RefundApproval";
    public const string Refunding = "Refunding";
    public const string RefundFailed = "RefundFailed";

    private const long Day = 24 * 3600;

    public static TransitionTable Table { get; } = Build();

    private static TransitionTable Build()
    {
        var table = new TransitionTableBuilder(CaseType.Return);
        SharedWorkflow.Front(table, ReturnedGoods.Deciding);
        Decide(table);
        ReturnedGoods.Evidence(table);
        ReturnedGoods.Offer(table, accepted: RefundApproval);
        ReturnedGoods.Interception(table, accepted: RefundApproval);
        ReturnedGoods.WayBack(table, lost: RefundApproval);
        ReturnedGoods.Inspection(table, accepted: RefundApproval);
        Refund(table);
        Refused(table);
        SharedWorkflow.AnythingOpen(table);
        SharedWorkflow.Converting(table);
        SharedWorkflow.Disputing(table, ReturnedGoods.Deciding);
        SharedWorkflow.End(table, ReturnedGoods.Deciding);
        return table.Build();
    }

    private static void Decide(TransitionTableBuilder table) =>
        table.State(ReturnedGoods.Deciding, Stage.Investigate, Wait.Agent)
            .Permit(Triggers.ApproveReturn, ReturnedGoods.AwaitingReturn).When(Claims.Shipped).Does(ReturnEffects.ApproveReturn)
            .Permit(Triggers.RefundOnly, RefundApproval).When(Guards.GiftChecked).Does(ReturnEffects.RefundOnly)
            .Permit(Triggers.HoldShipment, ReturnedGoods.WarehouseHold).When(Claims.NotShipped).Does(ReturnEffects.HoldShipment)
            .Permit(Triggers.Propose, ReturnedGoods.Proposed).When(Guards.GiftChecked).Does(ReturnEffects.Propose)
            .Permit(Triggers.Compensate, Refunding).When(Guards.GiftChecked, Claims.EvidenceAttached).Does(ReturnEffects.Compensate)
            .Permit(Triggers.AskEvidence, ReturnedGoods.AwaitingEvidence).When(Guards.NoteGiven).Does(ReturnEffects.AskEvidence)
            .Permit(Triggers.Reject, ReturnedGoods.Rejected).When(Guards.NoteGiven, Claims.EvidenceAttached, Guards.BuyerContacted).Does(ReturnEffects.Reject);

    private static void Refund(TransitionTableBuilder table)
    {
        table.State(RefundApproval, Stage.Resolve, Wait.Supervisor)
            .Permit(Triggers.Approve, Refunding).When(Guards.NotTheProposer, Guards.WithinApproversLimit, Guards.AmountRemains, Claims.LinesRemain)
                .ByItself(Approving.WithinProposersLimit).Does(ReturnEffects.ApproveRefund)
            .PermitDynamic(Triggers.SendBack, Approving.CameFrom, ReturnedGoods.MayAskApproval).When(Guards.NoteGiven).Does(Approving.SendBack);

        table.State(Refunding, Stage.Resolve, Wait.Finance)
            .Permit(Triggers.Paid, SharedWorkflow.Resolved).Does(ReturnEffects.Paid)
                .ByItself(ReturnEffects.NothingIsOwed)
            .Permit(Triggers.PaymentFailed, RefundFailed).Does(ReturnEffects.PaymentFailed);

        table.State(RefundFailed, Stage.Resolve, Wait.Finance)
            .Permit(Triggers.RetryPayment, Refunding).Does(ReturnEffects.RetryPayment)
            .Permit(Triggers.PaidOffline, SharedWorkflow.Resolved).Does(ReturnEffects.PaidOffline);
    }

    private static void Refused(TransitionTableBuilder table) =>
        table.State(ReturnedGoods.Rejected, Stage.Resolve, Wait.Buyer)
            .Timer(7 * Day, Triggers.Lapse, "at_zero.lapse_to_refused")
            .Permit(Triggers.BuyerEdits, ReturnedGoods.Deciding).Does(ReturnEffects.BuyerEdits)
            .Permit(Triggers.Lapse, SharedWorkflow.Resolved).By(FiredBy.System).Does(ReturnEffects.EndRefused);
}
