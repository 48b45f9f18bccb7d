using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>The exchange (workflow.md, "Exchange"): a return up to its inspection, then the difference and the replacement.</summary>
public static class ExchangeWorkflow
{
    public const string DifferenceDue = "DifferenceDue";

    public static TransitionTable Table { get; } = Build();

    private static TransitionTable Build()
    {
        var table = new TransitionTableBuilder(CaseType.Exchange);
        SharedWorkflow.Front(table, ReturnedGoods.Deciding);
        Decide(table);
        ReturnedGoods.Evidence(table);
        ReturnedGoods.Offer(table, accepted: DifferenceDue);
        ReturnedGoods.Interception(table, accepted: DifferenceDue);
        ReturnedGoods.WayBack(table, lost: DifferenceDue);
        ReturnedGoods.Inspection(table, accepted: DifferenceDue);
        Difference(table);
        OutgoingGoods.OnTheWay(table, ReturnedGoods.Deciding);
        Refused(table);
        SharedWorkflow.AnythingOpen(table);
        SharedWorkflow.Converting(table);
        SharedWorkflow.Disputing(table, ReturnedGoods.Deciding);
        SharedWorkflow.End(table, ReturnedGoods.Deciding);
        return table.Build();
    }

    private static void Decide(TransitionTableBuilder table) =>
        table.State(ReturnedGoods.Deciding, Stage.Investigate, Wait.Agent)
            .PermitDynamic(Triggers.ApproveExchange, ExchangeEffects.AfterApproval, ReturnedGoods.AwaitingReturn, DifferenceDue).When(Claims.Shipped).Does(ExchangeEffects.Approve)
            .Permit(Triggers.HoldShipment, ReturnedGoods.WarehouseHold).When(Claims.NotShipped).Does(ReturnEffects.HoldShipment)
            .Permit(Triggers.Propose, ReturnedGoods.Proposed).Does(ReturnEffects.Propose)
            .Permit(Triggers.AskEvidence, ReturnedGoods.AwaitingEvidence).When(Guards.NoteGiven).Does(ReturnEffects.AskEvidence)
            .Permit(Triggers.Reject, ReturnedGoods.Rejected).When(Guards.NoteGiven, Claims.EvidenceAttached, Guards.BuyerContacted).Does(ReturnEffects.Reject);

    private static void Difference(TransitionTableBuilder table)
    {
        table.State(DifferenceDue, Stage.Resolve, Wait.Buyer, ExchangeEffects.OwedBy)
            .Timer(7 * ReturnedGoods.Day, Triggers.DifferenceLapsed, "at_zero.difference_to_supervisor")
            .PermitDynamic(Triggers.DifferencePaid, ExchangeEffects.AfterDifference, OutgoingGoods.AwaitingOutbound, SharedWorkflow.Resolved)
                .By(FiredBy.Owner | FiredBy.Finance | FiredBy.Import).ByItself(ExchangeEffects.IsEven).Does(ExchangeEffects.DifferencePaid)
            .PermitStay(Triggers.DifferenceLapsed, EventKind.Escalated).By(FiredBy.System).Does(ExchangeEffects.DifferenceLapsed)
            .PermitDynamic(Triggers.WaiveDifference, ExchangeEffects.AfterDifference, OutgoingGoods.AwaitingOutbound, SharedWorkflow.Resolved)
                .By(FiredBy.Supervisor).When(Guards.NoteGiven, ExchangeEffects.WithinWaiversLimit).Does(ExchangeEffects.Waive)
            .PermitConversion(Triggers.RefundInstead, _ => ReturnWorkflow.RefundApproval, ReturnWorkflow.RefundApproval)
                .By(FiredBy.Supervisor).When(Guards.MoneyNotSent, ExchangeEffects.NothingSentAhead).Does(OutgoingGoods.RefundInstead);

        table.State(OutgoingGoods.AwaitingOutbound, Stage.Resolve, Wait.Warehouse)
            .Permit(Triggers.FirstScan, OutgoingGoods.OutboundInTransit).By(FiredBy.Warehouse | FiredBy.Import).Does(ParcelEffects.FirstScan)
            .Permit(Triggers.NoStock, DifferenceDue).Does(ExchangeEffects.NoStock);
    }

    private static void Refused(TransitionTableBuilder table) =>
        table.State(ReturnedGoods.Rejected, Stage.Resolve, Wait.Buyer)
            .Timer(7 * ReturnedGoods.Day, Triggers.Lapse, "at_zero.lapse_to_refused")
            .Permit(Triggers.BuyerEdits, ReturnedGoods.Deciding).Does(ReturnEffects.BuyerEdits)
            .PermitDynamic(Triggers.Lapse, ExchangeEffects.AfterRefusal, SharedWorkflow.Resolved, DifferenceDue).By(FiredBy.System).Does(ExchangeEffects.EndRefused);
}
