namespace CsKpiCases.Domain.Workflow;

/// <summary>
/// Why a trigger or an act was not done. A business answer, not an exception: <see cref="Reason"/> is one of
/// <see cref="RefusalReason"/>, the arguments fill its message.
/// </summary>
public sealed record TransitionRefused(
    string Reason, string Trigger, string State, IReadOnlyDictionary<string, string> Arguments)
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    public static TransitionRefused Because(string reason, string trigger, string state, params (string Name, string Value)[] arguments) =>
        new(reason, trigger, state, arguments.Length == 0 ? None : arguments.ToDictionary(a => a.Name, a => a.Value));

    public override string ToString() => $"{Trigger} from {State}: {Reason}";
}

/// <summary>The reason codes of refusals: stable, listed on the API's reference page, each with a text in both languages.</summary>
public static class RefusalReason
{
    // the table
    public const string UnknownTrigger = "unknown_trigger";

    /// <summary>The machine has the trigger, but not in this state. <c>states</c>: where it may be fired.</summary>
    public const string NotFromThisState = "not_from_this_state";

    // who
    public const string NotOwner = "not_owner";

    /// <summary>None of the actor's roles may do this. <c>roles</c>: who may, comma-separated.</summary>
    public const string RoleRequired = "role_required";
    public const string SystemOnly = "system_only";

    /// <summary>A supervisor acts for somebody else and says no reason.</summary>
    public const string ReasonRequired = "reason_required";

    /// <summary>Whoever proposed it may not approve or rule on it.</summary>
    public const string ProposerMayNotDecide = "proposer_may_not_decide";

    /// <summary><c>amount</c> lies above the actor's <c>limit</c>.</summary>
    public const string AboveLimit = "above_limit";
    public const string OverrideNotAllowed = "override_not_allowed";

    // guards
    public const string ContactRequired = "contact_required";
    public const string ChatRecordRequired = "chat_record_required";
    public const string NoteRequired = "note_required";
    public const string SettleFirst = "settle_first";
    public const string ReopenTooLate = "reopen_too_late";
    public const string NotReopenable = "not_reopenable";
    public const string PromisesOpen = "promises_open";
    public const string LinkedCasesOpen = "linked_cases_open";
    public const string RulingRequired = "ruling_required";
    /// <summary>A dispute has frozen the case.</summary>
    public const string CaseFrozen = "case_frozen";
    public const string NotShipped = "not_shipped";
    public const string AlreadyShipped = "already_shipped";
    public const string EvidenceRequired = "evidence_required";

    /// <summary>Money has been sent: the case keeps its type.</summary>
    public const string MoneySent = "money_sent";

    /// <summary>The replacement is on its way or with the buyer.</summary>
    public const string ReplacementSent = "replacement_sent";
    public const string AppealUsed = "appeal_used";

    /// <summary>The buyer was tried <c>made</c> times of <c>needed</c>.</summary>
    public const string AttemptsMissing = "attempts_missing";
    public const string LinkRequired = "link_required";
    public const string OfferTiedToReview = "offer_tied_to_review";
    public const string HandOverPending = "hand_over_pending";
    public const string NoHandOverPending = "no_hand_over_pending";

    // to whom a case may go; by hand a supervisor may go over each of them
    public const string LacksSkill = "lacks_skill";
    public const string OnLeave = "on_leave";
    public const string NotOnShift = "not_on_shift";

    /// <summary>He has <c>load</c> in hand, by weight, of at most <c>limit</c>.</summary>
    public const string AtWorkLimit = "at_work_limit";

    // arguments
    /// <summary><c>name</c> is missing.</summary>
    public const string MissingArgument = "missing_argument";

    /// <summary><c>name</c> is out of range, too long, or not one of the known values.</summary>
    public const string InvalidArgument = "invalid_argument";

    /// <summary>A supervisor's call to this buyer is owed already.</summary>
    public const string CallAlreadyAsked = "call_already_asked";

    /// <summary>Nobody who owns cases in the shop stands behind <c>name</c>.</summary>
    public const string UnknownAccount = "unknown_account";
    public const string AlreadyLinked = "already_linked";
    public const string TypeNotAvailable = "type_not_available";
    public const string SameOwner = "same_owner";
    public const string SameCase = "same_case";

    /// <summary><c>name</c> asks for <c>quantity</c>, of which <c>remaining</c> are left: bought − returned.</summary>
    public const string QuantityAboveRemaining = "quantity_above_remaining";

    /// <summary>Another open return or exchange claims the line <c>name</c>.</summary>
    public const string LineClaimedElsewhere = "line_claimed_elsewhere";

    /// <summary>More than the case's own pieces of a line that it shares with another open case.</summary>
    public const string AmountAbovePieces = "amount_above_pieces";

    /// <summary>The buyer applied more than <c>hours</c> after signing.</summary>
    public const string WindowOver = "window_over";
    public const string NoReasonNotAllowed = "no_reason_not_allowed";

    /// <summary><c>courier</c> is the post.</summary>
    public const string CourierNotAccepted = "courier_not_accepted";

    /// <summary>Freight collect is accepted by <c>couriers</c> alone.</summary>
    public const string FreightCollectNotAccepted = "freight_collect_not_accepted";
    public const string UnknownParcel = "unknown_parcel";
    public const string UnknownGoods = "unknown_goods";

    /// <summary>Goods in the state <c>state</c> do not go there.</summary>
    public const string GoodsStepNotAllowed = "goods_step_not_allowed";
    public const string UnknownClaim = "unknown_claim";

    // money
    /// <summary>What small claims of this agent today, or of this buyer this month, have left is <c>remaining</c>.</summary>
    public const string SmallClaimCeiling = "small_claim_ceiling";
    public const string OrderRequired = "order_required";

    /// <summary><c>amount</c> is more than <c>remaining</c> = paid − granted.</summary>
    public const string AmountAboveRemaining = "amount_above_remaining";
    public const string UnknownPayment = "unknown_payment";
    public const string MoneyStepNotAllowed = "money_step_not_allowed";

    /// <summary>The buyer has not agreed yet to the solution that the payment is of.</summary>
    public const string SolutionNotAccepted = "solution_not_accepted";

    // time and acts
    public const string InTheFuture = "in_the_future";
    public const string BeforePreviousEvent = "before_previous_event";
    public const string TimerNotDue = "timer_not_due";
    public const string NotOpen = "not_open";
    public const string AlreadyHeld = "already_held";
    public const string NotHeld = "not_held";

    /// <summary>The machine of the case has no state <c>state</c>.</summary>
    public const string UnknownState = "unknown_state";
    public const string NothingChanged = "nothing_changed";
    public const string AlreadyEscalated = "already_escalated";

    /// <summary>The clock has neither missed its goal nor breached its limit.</summary>
    public const string NotExceeded = "not_exceeded";

    /// <summary>The miss or breach is the actor's own: another decides about it.</summary>
    public const string OwnVerdict = "own_verdict";
    public const string UnknownPromise = "unknown_promise";
    public const string PromiseNotOpen = "promise_not_open";
    public const string DuplicateEvidence = "duplicate_evidence";

    /// <summary>The buyer has said already how he was served.</summary>
    public const string AlreadyRated = "already_rated";

    /// <summary>The case has no open deadline of that name.</summary>
    public const string UnknownDeadline = "unknown_deadline";

    // responsibility
    public const string NotResolved = "not_resolved";
    public const string NothingToVisit = "nothing_to_visit";

    /// <summary>A return visit of the case is planned already, and not over.</summary>
    public const string VisitPlanned = "visit_planned";

    /// <summary>Before a missing gift is sent or paid for, trade snapshot and split parcels are looked at.</summary>
    public const string GiftUnchecked = "gift_unchecked";

    /// <summary>The case is about no missing gift.</summary>
    public const string NoMissingGift = "no_missing_gift";

    // splitting lines off

    /// <summary>Cases of this type have no lines of their own.</summary>
    public const string NotSplittable = "not_splittable";

    /// <summary>Goods of the line have been decided on or received, or money was proposed, granted or paid for it.</summary>
    public const string LineDecided = "line_decided";

    /// <summary>All of its lines cannot leave a case.</summary>
    public const string NothingStays = "nothing_stays";
    public const string AlreadyRuled = "already_ruled";
    public const string UnknownPenalty = "unknown_penalty";

    /// <summary>Before a code of <see cref="Penalties.PenaltyRefusal"/>: <c>penalty_not_yours</c>, <c>penalty_window_over</c>, …</summary>
    public const string PenaltyPrefix = "penalty_";
}
