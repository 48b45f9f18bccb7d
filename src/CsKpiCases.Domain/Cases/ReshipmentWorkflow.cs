using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>The reshipment (workflow.md, "Reshipment").</summary>
public static class ReshipmentWorkflow
{
    public const string Verifying = "Verifying";
    public const string WarehouseCheck = "WarehouseCheck";
    public const string ReshipApproval = "ReshipApproval";

    public static TransitionTable Table { get; } = Build();

    private static TransitionTable Build()
    {
        var table = new TransitionTableBuilder(CaseType.Reshipment);
        SharedWorkflow.Front(table, Verifying);
        Verify(table);
        Send(table);
        OutgoingGoods.OnTheWay(table, Verifying);
        Refused(table);
        SharedWorkflow.AnythingOpen(table);
        SharedWorkflow.Converting(table);
        SharedWorkflow.Disputing(table, Verifying);
        SharedWorkflow.End(table, Verifying);
        return table.Build();
    }

    private static void Verify(TransitionTableBuilder table)
    {
        table.State(Verifying, Stage.Investigate, Wait.Agent)
            .Permit(Triggers.AskWarehouse, WarehouseCheck).When(Guards.GiftChecked, ReshipmentEffects.EvidenceEnough).Does(ReshipmentEffects.AskWarehouse)
            .Permit(Triggers.AskEvidence, ReturnedGoods.AwaitingEvidence).When(Guards.NoteGiven).Does(ReturnEffects.AskEvidence)
            .Permit(Triggers.Reject, ReturnedGoods.Rejected).When(Guards.NoteGiven, Claims.EvidenceAttached, Guards.BuyerContacted).Does(ReturnEffects.Reject);

        table.State(ReturnedGoods.AwaitingEvidence, Stage.Investigate, Wait.Buyer)
            .Timer(3 * ReturnedGoods.Day, Triggers.Lapse, "at_zero.lapse_to_verifying")
            .Permit(Triggers.EvidenceIn, Verifying).Does(ReturnEffects.EvidenceIn)
            .Permit(Triggers.Lapse, Verifying).By(FiredBy.System).Does(ReturnEffects.BuyerSilent);

        table.State(WarehouseCheck, Stage.Investigate, Wait.Warehouse)
            .Permit(Triggers.Confirm, ReshipApproval).Does(ReshipmentEffects.Confirm)
            .Permit(Triggers.Disprove, Verifying).When(Guards.NoteGiven).Does(ReshipmentEffects.Disprove);
    }

    private static void Send(TransitionTableBuilder table)
    {
        table.State(ReshipApproval, Stage.Resolve, Wait.Supervisor)
            .Permit(Triggers.Approve, OutgoingGoods.AwaitingOutbound).When(Guards.NotTheProposer, Guards.WithinApproversLimit)
                .ByItself(Approving.WithinProposersLimit).Does(ReshipmentEffects.Approve)
            .Permit(Triggers.SendBack, Verifying).When(Guards.NoteGiven).Does(Approving.SendBack);

        table.State(OutgoingGoods.AwaitingOutbound, Stage.Resolve, Wait.Warehouse)
            .Permit(Triggers.FirstScan, OutgoingGoods.OutboundInTransit).By(FiredBy.Warehouse | FiredBy.Import).Does(ParcelEffects.FirstScan)
            .PermitConversion(Triggers.NoStock, _ => ReturnWorkflow.RefundApproval, ReturnWorkflow.RefundApproval).When(Guards.MoneyNotSent).Does(OutgoingGoods.RefundInstead);
    }

    private static void Refused(TransitionTableBuilder table) =>
        table.State(ReturnedGoods.Rejected, Stage.Resolve, Wait.Buyer)
            .Timer(7 * ReturnedGoods.Day, Triggers.Lapse, "at_zero.lapse_to_refused")
            .Permit(Triggers.EvidenceIn, Verifying).Does(ReturnEffects.EvidenceIn)
            .Permit(Triggers.Lapse, SharedWorkflow.Resolved).By(FiredBy.System).Does(ReturnEffects.EndRefused);
}
