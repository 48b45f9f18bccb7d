namespace CsKpiCases.Domain.Cases;

/// <summary>The triggers of all machines, as workflow.md, the API and the event log write them. What several machines share has one name.</summary>
public static class Triggers
{
    public const string Classify = "classify";
    public const string MarkDuplicate = "mark-duplicate";
    public const string Withdraw = "withdraw";
    public const string Assign = "assign";
    public const string AutoAssign = "auto-assign";
    public const string Claim = "claim";
    public const string Start = "start";
    public const string HandOver = "hand-over";
    public const string AcceptHandOver = "accept-hand-over";
    public const string DeclineHandOver = "decline-hand-over";
    public const string Reassign = "reassign";
    public const string ReturnToQueue = "return-to-queue";
    public const string Rule = "rule";
    public const string Reopen = "reopen";
    public const string Convert = "convert";
    public const string OpenDispute = "open-dispute";

    public const string AskBuyer = "ask-buyer";
    public const string AskDepartment = "ask-department";
    public const string Propose = "propose";
    public const string FindUnjustified = "find-unjustified";
    public const string BuyerAnswered = "buyer-answered";
    public const string DepartmentAnswered = "department-answered";
    public const string Approve = "approve";
    public const string SendBack = "send-back";
    public const string Accept = "accept";
    public const string Decline = "decline";
    public const string Insist = "insist";

    // return and exchange
    public const string ApproveReturn = "approve-return";
    public const string RefundOnly = "refund-only";
    public const string HoldShipment = "hold-shipment";
    public const string Compensate = "compensate";
    public const string AskEvidence = "ask-evidence";
    public const string EvidenceIn = "evidence-in";
    public const string Reject = "reject";
    public const string Held = "held";
    public const string AlreadyShipped = "already-shipped";
    public const string Caught = "caught";
    public const string RefusedAtDoor = "refused-at-door";
    public const string Delivered = "delivered";
    public const string GiveTracking = "give-tracking";
    public const string BookPickup = "book-pickup";
    public const string CancelReturn = "cancel-return";
    public const string PickedUp = "picked-up";
    public const string PickupFailed = "pickup-failed";
    public const string SignedFor = "signed-for";
    public const string Scanned = "scanned";
    public const string Lost = "lost";
    public const string Passes = "passes";
    public const string Differs = "differs";
    public const string OfferPartial = "offer-partial";
    public const string AcceptGoods = "accept-goods";
    public const string RefuseGoods = "refuse-goods";
    public const string SentBack = "sent-back";
    public const string Paid = "paid";
    public const string PaymentFailed = "payment-failed";
    public const string RetryPayment = "retry-payment";
    public const string PaidOffline = "paid-offline";
    public const string BuyerEdits = "buyer-edits";

    // exchange and reshipment
    public const string ApproveExchange = "approve-exchange";
    public const string DifferencePaid = "difference-paid";
    public const string RefundInstead = "refund-instead";
    public const string WaiveDifference = "waive-difference";
    public const string FirstScan = "first-scan";
    public const string NoStock = "no-stock";
    public const string Received = "received";
    public const string StillWrong = "still-wrong";
    public const string AskWarehouse = "ask-warehouse";
    public const string Confirm = "confirm";
    public const string Disprove = "disprove";

    // logistics follow-up
    public const string AskCourier = "ask-courier";
    public const string Moving = "moving";
    public const string Stuck = "stuck";

    // dispute
    public const string Reply = "reply";
    public const string PlatformAsks = "platform-asks";
    public const string PlatformRules = "platform-rules";
    public const string Settled = "settled";
    public const string GiveEvidence = "give-evidence";
    public const string AcceptRuling = "accept-ruling";
    public const string Appeal = "appeal";
    public const string AppealSent = "appeal-sent";
    public const string Executed = "executed";

    // review follow-up and return visit
    public const string Fixed = "fixed";
    public const string ReplyPublicly = "reply-publicly";
    public const string LeadsToCase = "leads-to-case";
    public const string ReportReview = "report-review";
    public const string DeclineChange = "decline-change";
    public const string Unreachable = "unreachable";
    public const string BeginVisit = "begin-visit";
    public const string Answered = "answered";

    // fired by timers and by the table itself
    public const string Lapse = "lapse";
    public const string Silence = "silence";
    public const string DepartmentOverdue = "department-overdue";
    public const string Fulfilled = "fulfilled";
    public const string Remind = "remind";
    public const string NoScan = "no-scan";
    public const string NoWord = "no-word";
    public const string ReturnLapsed = "return-lapsed";
    public const string DifferenceLapsed = "difference-lapsed";
    public const string DeadlineMissed = "deadline-missed";
    public const string DisputeEnded = "dispute-ended";
    public const string VisitDue = "visit-due";

    /// <summary>Of no table: an imported platform state moved the case (<see cref="FollowPlatform"/>).</summary>
    internal const string PlatformState = "platform-state";
}
