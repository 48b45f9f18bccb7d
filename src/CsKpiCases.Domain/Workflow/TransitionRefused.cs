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
    public const string HandOverPending = "hand_over_pending";
    public const string NoHandOverPending = "no_hand_over_pending";

    // arguments
    /// <summary><c>name</c> is missing.</summary>
    public const string MissingArgument = "missing_argument";

    /// <summary><c>name</c> is out of range, too long, or not one of the known values.</summary>
    public const string InvalidArgument = "invalid_argument";

    /// <summary>Nobody who owns cases in the shop stands behind <c>name</c>.</summary>
    public const string UnknownAccount = "unknown_account";
    public const string AlreadyLinked = "already_linked";
    public const string TypeNotAvailable = "type_not_available";
    public const string SameOwner = "same_owner";
    public const string SameCase = "same_case";

    // money
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
    public const string AlreadyRuled = "already_ruled";
    public const string UnknownPenalty = "unknown_penalty";

    /// <summary>Before a code of <see cref="Penalties.PenaltyRefusal"/>: <c>penalty_not_yours</c>, <c>penalty_window_over</c>, …</summary>
    public const string PenaltyPrefix = "penalty_";
}
