using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Cases;

/// <summary>Something done to a case. Every change of a case is one of these, whoever asks for it.</summary>
public abstract record CaseAct
{
    public string? Note { get; init; }

    /// <summary>UTC: when it happened, for what is written down later; null means now. Not before the previous event.</summary>
    public DateTime? At { get; init; }

    /// <summary>The name in refusals.</summary>
    public abstract string Name { get; }
}

/// <summary>Fires a trigger of the case's machine.</summary>
public sealed record FireTrigger(string Trigger) : CaseAct
{
    public TriggerArguments? Arguments { get; init; }

    /// <summary>A supervisor goes over an overridable guard; the note says why.</summary>
    public bool Override { get; init; }

    public override string Name => Trigger;
}

/// <summary>The system fires the trigger of the state's timer, if it is due. Happens at the due instant, whenever it is noticed.</summary>
public sealed record RaiseTimer : CaseAct
{
    public override string Name => "raise-timer";
}

/// <summary>A note for the colleagues.</summary>
public sealed record AddNote : CaseAct
{
    /// <summary>Accounts that the note names: they are told of it.</summary>
    public IReadOnlyList<long> Mentions { get; init; } = [];

    public override string Name => "add-note";
}

/// <summary>
/// We turned to the buyer. On the phone only a call that reached him counts as an answer; on other channels the message
/// itself does.
/// </summary>
public sealed record LogContact(Channel Channel, bool Reached) : CaseAct
{
    /// <summary>The canned reply that was sent, if one was.</summary>
    public long? CannedReplyId { get; init; }

    public override string Name => "log-contact";
}

/// <summary>The buyer turned to us; the note holds what he said.</summary>
public sealed record RecordBuyerMessage(Channel Channel) : CaseAct
{
    public override string Name => "record-buyer-message";
}

/// <summary>Promises the buyer something. With an amount the money is granted at once, within the actor's limit.</summary>
public sealed record MakePromise(PromiseKind Kind, string What, Wait OwedBy, DateTime DueAt) : CaseAct
{
    /// <summary>Yuan, 0 for none.</summary>
    public decimal Amount { get; init; }
    public LedgerPurpose Purpose { get; init; } = LedgerPurpose.Compensation;
    public Tender Tender { get; init; } = Tender.Cash;
    public long? OrderLineId { get; init; }

    public override string Name => "make-promise";
}

/// <summary>A promise was kept; its money, if any, has succeeded.</summary>
public sealed record KeepPromise(long PromiseId) : CaseAct
{
    /// <summary>The payment's reference, e.g. the platform's refund number.</summary>
    public string? Reference { get; init; }

    public override string Name => "keep-promise";
}

/// <summary>A promise is taken back, with a reason (the note); its money is withdrawn.</summary>
public sealed record CancelPromise(long PromiseId) : CaseAct
{
    public override string Name => "cancel-promise";
}

/// <summary>Moves a payment on: sent, succeeded, failed, sent again, withdrawn.</summary>
public sealed record MoveMoney(long PaymentId, LedgerStep Step) : CaseAct
{
    public string? Reference { get; init; }

    public override string Name => "move-money";
}

/// <summary>Attaches a photo, video or document whose bytes are stored already.</summary>
public sealed record AttachEvidence(string ContentHash, string FileName, string ContentType, long SizeBytes) : CaseAct
{
    /// <summary>What the picture looks like (<see cref="PictureFingerprint"/>); null for what is none, or shows too little.</summary>
    public long? Fingerprint { get; init; }

    public override string Name => "attach-evidence";
}

/// <summary>Changes descriptive fields; null leaves a field as it is.</summary>
public sealed record ChangeFields : CaseAct
{
    public string? Subject { get; init; }
    public string? Description { get; init; }
    public string? Category { get; init; }
    public string? Cause { get; init; }
    public string? SubKind { get; init; }
    public string? Tier { get; init; }
    public string? RealReason { get; init; }
    public Priority? Priority { get; init; }

    /// <summary>A supervisor's to set.</summary>
    public Grade? Grade { get; init; }
    public bool? IsJustified { get; init; }
    public bool? IsDemandReasonable { get; init; }

    public override string Name => "change-fields";
}

/// <summary>Raises the case to a level: 1 supervisor, 2 shop lead.</summary>
public sealed record Escalate(int Level) : CaseAct
{
    public override string Name => "escalate";
}

/// <summary>Asks a supervisor to call the buyer, where the agent cannot settle it: the case is raised to him, and the call promised.</summary>
/// <param name="What">What it is to be about.</param>
/// <param name="DueAt">UTC: until when.</param>
public sealed record AskForCall(string What, DateTime DueAt) : CaseAct
{
    public override string Name => "ask-for-call";
}

/// <summary>Plans a return visit for a case that has ended: it opens beside it, its owner's, and waits for its day.</summary>
/// <param name="On">UTC, later than now, at most half a year away.</param>
public sealed record PlanVisit(DateTime On) : CaseAct
{
    public override string Name => "plan-visit";
}

/// <summary>What a supervisor says of a run of a clock that missed its goal or breached its limit; the note is the reason.</summary>
/// <param name="Clock">The clock's name.</param>
/// <param name="Run">Its run, from 1.</param>
public abstract record JudgeClock(string Clock, int Run) : CaseAct;

/// <summary>Nobody's fault (a platform's outage, parcels at a stop): it stands in reports and scores on nobody.</summary>
public sealed record ExcuseClock(string Clock, int Run) : JudgeClock(Clock, Run)
{
    public override string Name => "excuse-clock";
}

/// <summary>Somebody else's than the segments say.</summary>
/// <param name="Party">Agent, queue, warehouse, finance, department or supervisor.</param>
/// <param name="OwnerId">The agent; null for any other party.</param>
public sealed record ReattributeClock(string Clock, int Run, AttributionParty Party, long? OwnerId) : JudgeClock(Clock, Run)
{
    public override string Name => "reattribute-clock";
}

/// <summary>What of the words about a miss is taken back.</summary>
public enum RestoredPart : byte
{
    /// <summary>Excuse and re-attribution, as far as there are any.</summary>
    Both,
    Excuse,
    Attribution,
}

/// <summary>Takes back what was said of it: without an excuse it scores again, without a re-attribution the segments speak again.</summary>
/// <param name="Part">One of the two alone, or all that was said.</param>
public sealed record RestoreClock(string Clock, int Run, RestoredPart Part = RestoredPart.Both) : JudgeClock(Clock, Run)
{
    public override string Name => "restore-clock";
}

/// <summary>Ties the case to another one.</summary>
public sealed record LinkCase(long OtherCaseId, LinkKind Kind) : CaseAct
{
    public override string Name => "link-case";
}

/// <summary>The case is one of many that an incident hit, or is not after all.</summary>
/// <param name="IncidentId">Which.</param>
/// <param name="Title">As it stands in the history.</param>
/// <param name="Joins">False: it is taken out again.</param>
public sealed record TieToIncident(long IncidentId, string Title, bool Joins) : CaseAct
{
    public override string Name => Joins ? "join-incident" : "leave-incident";
}

/// <summary>
/// A supervisor rules who is responsible, or whether the case was handled late or badly. Agents' shares become proposed
/// penalties, of which they are told; ruling who caused it closes a resolved case.
/// </summary>
public sealed record RuleResponsibility(RulingDraft Ruling) : CaseAct
{
    public override string Name => Triggers.Rule;
}

/// <summary>The agent accepts a penalty, or appeals with the note as his words.</summary>
public sealed record AnswerPenalty(long PenaltyId, bool Accepts) : CaseAct
{
    public override string Name => "answer-penalty";
}

/// <summary>Another supervisor or the general manager confirms, reduces or drops a penalty; the note is the reason.</summary>
/// <param name="PenaltyId">Which.</param>
/// <param name="Decision">Confirm, reduce or drop.</param>
/// <param name="ShopZone">The month that it counts in is the shop's.</param>
public sealed record DecidePenalty(long PenaltyId, PenaltyTrigger Decision, TimeZoneInfo ShopZone) : CaseAct
{
    /// <summary>Yuan, for a reduction.</summary>
    public decimal? ReduceTo { get; init; }

    public override string Name => "decide-penalty";
}

/// <summary>A platform wants something by an instant; again by the same name: it moved its deadline, or says it otherwise.</summary>
/// <param name="Key">What the platform calls it, at most <see cref="PlatformDeadline.LongestKey"/> characters.</param>
/// <param name="DueAt">UTC; may have passed.</param>
/// <param name="What">What it waits for.</param>
/// <param name="AtZero">What it does when nothing was done.</param>
public sealed record SetDeadline(string Key, DateTime DueAt, string What, string AtZero) : CaseAct
{
    public override string Name => "set-deadline";
}

/// <summary>What the platform waited for was done.</summary>
public sealed record MeetDeadline(string Key) : CaseAct
{
    public override string Name => "meet-deadline";
}

/// <summary>The platform no longer asks for it.</summary>
public sealed record WithdrawDeadline(string Key) : CaseAct
{
    public override string Name => "withdraw-deadline";
}

/// <summary>Makes a link by which the buyer sees the case without signing in.</summary>
/// <param name="TokenHash">SHA-256 of its token, 32 bytes.</param>
/// <param name="KeptToken">The token as the site's data protection keeps it.</param>
/// <param name="ExpiresAt">UTC; at most <see cref="BuyerLink.LongestDays"/> days away.</param>
public sealed record MakeBuyerLink(byte[] TokenHash, string KeptToken, DateTime ExpiresAt) : CaseAct
{
    public override string Name => "make-buyer-link";
}

/// <summary>Takes a link back: whoever made it, the case's owner, or a supervisor.</summary>
public sealed record RevokeBuyerLink(long LinkId) : CaseAct
{
    public override string Name => "revoke-buyer-link";
}

/// <summary>The buyer says how he was served, once for each time that the case was resolved; the note is why.</summary>
/// <param name="Stars">1 to 5.</param>
public sealed record RateService(int Stars) : CaseAct
{
    public override string Name => "rate-service";
}
