namespace CsKpiCases.Domain.Cases;

/// <summary>What an event says. Text in the database, so that a reader of the log needs no code book.</summary>
public static class EventKind
{
    public const string Logged = "logged";
    public const string Transition = "transition";
    public const string OwnerChanged = "owner_changed";
    public const string HandOverOffered = "hand_over_offered";
    public const string HandOverDeclined = "hand_over_declined";
    public const string FieldsChanged = "fields_changed";
    public const string Note = "note";
    public const string Contact = "contact";
    public const string BuyerMessage = "buyer_message";
    public const string Promise = "promise";
    public const string PromiseKept = "promise_kept";
    public const string PromiseCancelled = "promise_cancelled";
    public const string Evidence = "evidence";

    /// <summary>What was attached is on another case too.</summary>
    public const string EvidenceRepeated = "evidence_repeated";

    /// <summary>Somebody looked at the flag of what is on another case too.</summary>
    public const string EvidenceSeen = "evidence_seen";
    public const string BuyerLinkMade = "buyer_link_made";
    public const string BuyerLinkRevoked = "buyer_link_revoked";
    public const string BuyerRated = "buyer_rated";
    public const string Ledger = "ledger";
    public const string Escalated = "escalated";
    public const string Linked = "linked";
    public const string IncidentJoined = "incident_joined";
    public const string IncidentLeft = "incident_left";

    /// <summary>A duplicate was merged into the case, and its buyer has waited longer.</summary>
    public const string MergedIn = "merged_in";

    /// <summary>Lines went into a case of their own.</summary>
    public const string SplitOff = "split_off";

    /// <summary>The case began with lines of another one.</summary>
    public const string SplitFrom = "split_from";
    public const string DeadlineSet = "deadline_set";
    public const string DeadlineMet = "deadline_met";
    public const string DeadlineWithdrawn = "deadline_withdrawn";
    public const string PolicyChanged = "policy_changed";

    /// <summary>An authorised reprocess measured some of its clocks on newer versions of their calendars.</summary>
    public const string Reprocessed = "reprocessed";
    public const string Ruling = "ruling";

    // goods, parcels, waits
    public const string Goods = "goods";
    public const string Parcel = "parcel";
    public const string CarrierClaim = "carrier_claim";
    public const string Scanned = "scanned";

    /// <summary>A parcel without a scan, an interception without a word.</summary>
    public const string Alarm = "alarm";
    public const string Reminded = "reminded";

    /// <summary>Return address and couriers went to the buyer.</summary>
    public const string Instructions = "instructions";
    public const string TradeExtended = "trade_extended";

    /// <summary>The trade confirms itself within a day.</summary>
    public const string TradeLapses = "trade_lapses";

    /// <summary>The text for the platform's order note was copied.</summary>
    public const string RemarkCopied = "remark_copied";
    public const string OwnFault = "own_fault";

    /// <summary>Trade snapshot and split parcels were looked at for a missing gift.</summary>
    public const string GiftChecked = "gift_checked";
    public const string WarehouseAsked = "warehouse_asked";
    public const string Opened = "opened";
    public const string Held = "held";
    public const string Released = "released";
    public const string Frozen = "frozen";
    public const string Thawed = "thawed";
    public const string DeadlineMissed = "deadline_missed";
    public const string ChangeDeclined = "change_declined";
    public const string CauseFed = "cause_fed";

    /// <summary>The platform's word, where it does not move the case.</summary>
    public const string PlatformSaid = "platform_said";
    public const string Penalty = "penalty";
    public const string BreachExcused = "breach_excused";
    public const string BreachReattributed = "breach_reattributed";
    public const string BreachRestored = "breach_restored";
    public const string BuyerErased = "buyer_erased";
}

/// <summary>Who did it.</summary>
public enum ActorKind : byte
{
    Person = 1,
    System = 2,
    Buyer = 3,
    Import = 4,
    Platform = 5,
}

/// <summary>
/// One line of a case's history. Append-only, numbered from 1 without gaps, each chained to the one before it by
/// <see cref="Hash"/> over a salted digest of its payload, so that a payload can be erased and the chain still holds.
/// </summary>
public sealed class CaseEvent
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long CaseId { get; set; }
    public int Sequence { get; set; }

    /// <summary>UTC, whole seconds: when it happened.</summary>
    public DateTime At { get; set; }

    /// <summary>UTC, whole seconds: when it was written down; later than <see cref="At"/> for imports and back-dated scans.</summary>
    public DateTime RecordedAt { get; set; }

    public ActorKind ActorKind { get; set; }
    public long? ActorId { get; set; }
    public string Kind { get; set; } = "";
    public string? Trigger { get; set; }
    public string? FromState { get; set; }

    /// <summary>The state after the event; the same as before it where nothing moved.</summary>
    public string ToState { get; set; } = "";

    /// <summary>Whom the case waits on after the event.</summary>
    public Wait WaitsOn { get; set; }

    /// <summary>Stage after the event.</summary>
    public Stage Stage { get; set; }

    /// <summary>The owner after the event.</summary>
    public long? OwnerId { get; set; }

    public string? Note { get; set; }

    /// <summary>JSON text; its shape belongs to <see cref="Kind"/>.</summary>
    public string? Payload { get; set; }

    public byte[] Salt { get; set; } = [];

    /// <summary>SHA-256 of salt, note and payload.</summary>
    public byte[] Digest { get; set; } = [];

    /// <summary>SHA-256 of the previous hash, the header fields and <see cref="Digest"/>.</summary>
    public byte[] Hash { get; set; } = [];
}
