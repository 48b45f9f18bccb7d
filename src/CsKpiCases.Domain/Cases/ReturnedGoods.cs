using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// What returns and exchanges share of workflow.md, "Return and refund": from the decision to the inspection. Where a return goes
/// to its refund's approval, an exchange goes to its difference.
/// </summary>
public static class ReturnedGoods
{
    public const string Deciding = "Deciding";
    public const string AwaitingEvidence = "AwaitingEvidence";
    public const string Proposed = "Proposed";
    public const string WarehouseHold = "WarehouseHold";
    public const string Intercepting = "Intercepting";
    public const string AwaitingReturn = "AwaitingReturn";
    public const string PickupBooked = "PickupBooked";
    public const string ReturnInTransit = "ReturnInTransit";
    public const string Inspecting = "Inspecting";
    public const string InspectionDispute = "InspectionDispute";
    public const string SendingBack = "SendingBack";
    public const string Rejected = "Rejected";

    internal const long Hour = 3600;
    internal const long Day = 24 * Hour;

    /// <summary>The states that a refund's approval can have been asked from.</summary>
    internal static readonly string[] MayAskApproval =
        [Deciding, WarehouseHold, Intercepting, ReturnInTransit, Inspecting, InspectionDispute];

    internal static void Evidence(TransitionTableBuilder table) =>
        table.State(AwaitingEvidence, Stage.Investigate, Wait.Buyer)
            .Timer(3 * Day, Triggers.Lapse, "at_zero.lapse_to_deciding")
            .Permit(Triggers.EvidenceIn, Deciding).Does(ReturnEffects.EvidenceIn)
            .Permit(Triggers.Lapse, Deciding).By(FiredBy.System).Does(ReturnEffects.BuyerSilent);

    internal static void Offer(TransitionTableBuilder table, string accepted) =>
        table.State(Proposed, Stage.Resolve, Wait.Buyer)
            .Timer(48 * Hour, Triggers.Silence, "at_zero.silence_to_decision")
            .PermitDynamic(Triggers.Accept, c => AfterAcceptance(c, accepted), AwaitingReturn, accepted).Does(ReturnEffects.AcceptOffer)
            .PermitDynamic(Triggers.Decline, ProposalCameFrom, Deciding, InspectionDispute).Does(ReturnEffects.DeclineOffer)
            .PermitDynamic(Triggers.Silence, ProposalCameFrom, Deciding, InspectionDispute).By(FiredBy.System).Does(ReturnEffects.DeclineOffer);

    /// <summary>Packed but not yet marked shipped counts as shipped.</summary>
    internal static void Interception(TransitionTableBuilder table, string accepted)
    {
        table.State(WarehouseHold, Stage.Resolve, Wait.Warehouse)
            .Permit(Triggers.Held, accepted).Does(ReturnEffects.Held)
            .Permit(Triggers.AlreadyShipped, Intercepting).Does(ReturnEffects.AlreadyShipped);

        table.State(Intercepting, Stage.Resolve, Wait.Courier)
            .Timer(72 * Hour, Triggers.NoWord, "at_zero.no_word_to_deciding")
            .Permit(Triggers.Caught, accepted).Does(ReturnEffects.Caught)
            .Permit(Triggers.RefusedAtDoor, ReturnInTransit).Does(ReturnEffects.RefusedAtDoor)
            .Permit(Triggers.Delivered, Deciding).Does(ReturnEffects.DeliveredAllTheSame)
            .Permit(Triggers.NoWord, Deciding).By(FiredBy.System).Does(ReturnEffects.NoWord);
    }

    internal static void WayBack(TransitionTableBuilder table, string lost)
    {
        table.State(AwaitingReturn, Stage.Resolve, Wait.Buyer)
            .Timer(1 * Day, Triggers.Remind, "at_zero.reminder")
            .Timer(3 * Day, Triggers.Remind, "at_zero.reminder")
            .Timer(6 * Day, Triggers.Remind, "at_zero.reminder")
            .Timer(7 * Day, Triggers.ReturnLapsed, "at_zero.return_lapses")
            .Permit(Triggers.GiveTracking, ReturnInTransit).Does(ReturnEffects.GiveTracking)
            .Permit(Triggers.BookPickup, PickupBooked).Does(ReturnEffects.BookPickup)
            .PermitStay(Triggers.Remind, EventKind.Reminded).By(FiredBy.Owner | FiredBy.System).Does(ReturnEffects.RemindToReturn)
            .PermitDynamic(Triggers.CancelReturn, AfterFailedReturn, Ends(lost)).When(Guards.BuyerConsents).Does(ReturnEffects.ReturnGivenUp)
            .PermitDynamic(Triggers.ReturnLapsed, AfterFailedReturn, Ends(lost)).By(FiredBy.System).Does(ReturnEffects.ReturnGivenUp);

        table.State(PickupBooked, Stage.Resolve, Wait.Courier)
            .Timer(48 * Hour, Triggers.PickupFailed, "at_zero.pickup_failed")
            .Permit(Triggers.PickedUp, ReturnInTransit).Does(ReturnEffects.PickedUp)
            .Permit(Triggers.PickupFailed, AwaitingReturn).By(FiredBy.Owner | FiredBy.Import | FiredBy.System).Does(ReturnEffects.PickupFailed);

        table.State(ReturnInTransit, Stage.Resolve, Wait.Courier)
            .Timer(72 * Hour, Triggers.NoScan, "at_zero.no_scan_follow_up", TimerStart.LastScan)
            .Timer(15 * Day, Triggers.Lost, "at_zero.parcel_lost")
            .Permit(Triggers.SignedFor, Inspecting).By(FiredBy.Owner | FiredBy.Warehouse | FiredBy.Import).Does(ReturnEffects.SignedFor)
            .PermitStay(Triggers.Scanned, EventKind.Scanned).Does(ParcelEffects.Scanned)
            .PermitStay(Triggers.NoScan, EventKind.Alarm).By(FiredBy.System).Does(ReturnEffects.NoScan)
            .Permit(Triggers.Lost, lost).By(FiredBy.Owner | FiredBy.Import | FiredBy.System).Does(ReturnEffects.Lost);
    }

    internal static void Inspection(TransitionTableBuilder table, string accepted)
    {
        table.State(Inspecting, Stage.Investigate, Wait.Warehouse)
            .Permit(Triggers.Passes, accepted).Does(InspectionEffects.Passes)
            .Permit(Triggers.Differs, InspectionDispute).Does(InspectionEffects.Differs);

        table.State(InspectionDispute, Stage.Investigate, Wait.Agent)
            .Permit(Triggers.OfferPartial, Proposed).Does(ReturnEffects.OfferPartial)
            .Permit(Triggers.AcceptGoods, accepted).Does(InspectionEffects.AcceptGoods)
            .Permit(Triggers.RefuseGoods, SendingBack).When(Guards.NoteGiven, Claims.EvidenceAttached, Guards.BuyerContacted).Does(InspectionEffects.RefuseGoods);

        table.State(SendingBack, Stage.Resolve, Wait.Warehouse)
            .Permit(Triggers.SentBack, Rejected).Does(InspectionEffects.SentBack);
    }

    internal static string ProposalCameFrom(FiringContext c) => c.Case.ProposalFrom ?? Deciding;

    /// <summary>By the stored proposal: goods come first, or money alone.</summary>
    private static string AfterAcceptance(FiringContext c, string accepted) =>
        c.Case.ProposedKind == ProposalKind.Return && c.Case.ProposalFrom != InspectionDispute ? AwaitingReturn : accepted;

    private static string[] Ends(string lost) => lost == ReturnWorkflow.RefundApproval ? [SharedWorkflow.Resolved] : [SharedWorkflow.Resolved, lost];

    /// <summary>After an advance exchange the buyer owes the goods' price.</summary>
    private static string AfterFailedReturn(FiringContext c) => ExchangeEffects.OwesGoods(c.File) ? ExchangeWorkflow.DifferenceDue : SharedWorkflow.Resolved;
}
