using CsKpiCases.Domain.Goods;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// One after-sales case: the row that lists and pages read. What happened to it stands in its <see cref="CaseEvent"/>s,
/// which are the truth; this row is kept in the same transaction.
/// </summary>
public sealed class Case
{
    /// <summary>Characters of <see cref="OrderNumber"/>.</summary>
    public const int LongestOrderNumber = 60;

    /// <summary>Characters of <see cref="ExternalNumber"/>.</summary>
    public const int LongestExternalNumber = 100;

    /// <summary>Characters of <see cref="SubKind"/>.</summary>
    public const int LongestSubKind = 60;

    /// <summary>Characters of <see cref="Tier"/>.</summary>
    public const int LongestTier = 40;

    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>The number that people see: <c>AS</c> + yyMMdd + daily sequence, unique over the installation.</summary>
    public string Number { get; set; } = "";

    /// <summary>The number it had in the tool that it was imported from; unique within the shop.</summary>
    public string? ExternalNumber { get; set; }

    public CaseType Type { get; set; }

    /// <summary>Name of the state in its machine. Only the workflow writes it (<see cref="EnterState"/>).</summary>
    public string State { get; private set; } = "";

    public Stage Stage { get; private set; }
    public Wait WaitsOn { get; private set; }

    /// <summary>UTC, whole seconds: when the present state was entered.</summary>
    public DateTime StateEnteredAt { get; private set; }

    /// <summary>UTC: when the state's timer fires; <see cref="Never"/> when it has none.</summary>
    public DateTime TimerDueAt { get; set; } = Never;

    /// <summary>Optimistic version: one more with every saved change. The API's ETag.</summary>
    public int Version { get; set; }

    /// <summary>How many events the case has; the last event's <see cref="CaseEvent.Sequence"/>.</summary>
    public int EventCount { get; set; }

    /// <summary>UTC: when the last event happened; nothing may be recorded as having happened before it.</summary>
    public DateTime LastEventAt { get; set; }

    /// <summary>Hash of the last event of the chain; 32 bytes, empty before the first.</summary>
    public byte[] LastHash { get; set; } = [];

    public long? OwnerId { get; set; }

    /// <summary>Who was offered the case by a hand-over and has not accepted it yet.</summary>
    public long? PendingOwnerId { get; set; }

    public long? TeamId { get; set; }
    public long? BuyerId { get; set; }
    public long? OrderId { get; set; }
    public string? OrderNumber { get; set; }
    public string Subject { get; set; } = "";
    public string Description { get; set; } = "";

    public string? Category { get; set; }
    public string? Cause { get; set; }
    public string? SubKind { get; set; }
    public Grade Grade { get; set; }
    public Priority Priority { get; set; } = Priority.Normal;
    public string? Tier { get; set; }
    public Channel Source { get; set; }
    public bool? IsJustified { get; set; }
    public bool? IsDemandReasonable { get; set; }

    /// <summary>What the buyer really wanted, in the classifier's words.</summary>
    public string? RealReason { get; set; }

    /// <summary>0 agent, 1 supervisor, 2 shop lead. A level, never a state.</summary>
    public int EscalationLevel { get; set; }

    /// <summary>The solution put forward by <c>propose</c>, its amount in yuan, and who proposed it (who may not approve it).</summary>
    public string? ProposedSolution { get; set; }
    public decimal ProposedAmount { get; set; }

    /// <summary>Yuan that whoever proposed it could grant alone when he did: up to it the proposal passes by itself.</summary>
    public decimal ProposedLimit { get; set; }
    public long? ProposedById { get; set; }

    /// <summary>What was put forward: a solution, or that the complaint is unjustified (a supervisor consents).</summary>
    public ProposalKind ProposedKind { get; set; }

    /// <summary>The promises of the proposal, JSON text: they become rows when it is approved.</summary>
    public string? ProposedPromises { get; set; }

    /// <summary>The state that an approval was asked from, where sending it back leads; null while nothing waits for one.</summary>
    public string? ApprovalFrom { get; set; }

    /// <summary>The state that a proposal to the buyer was made in, where his refusal or silence leads.</summary>
    public string? ProposalFrom { get; set; }

    /// <summary>Why the goods come back, and with it whose fault it is.</summary>
    public ReturnReason ReturnReason { get; set; }
    public FreightPayer FreightPayer { get; set; }

    /// <summary>Yuan that an exchange leaves over: more than 0, the buyer owes it; less, we do.</summary>
    public decimal Difference { get; set; }

    /// <summary>An exchange whose replacement goes out before the goods have come back.</summary>
    public bool IsAdvance { get; set; }

    /// <summary>What was found of a gift that the buyer misses.</summary>
    public GiftFinding GiftFinding { get; set; }

    /// <summary>Which time the case goes about the goods, from 1: one more when what was sent is still wrong, or it is reopened.</summary>
    public int Round { get; set; } = 1;

    /// <summary>A named wait that stands before the state's own (<see cref="HoldCase"/>); None without one.</summary>
    public Wait HeldFor { get; set; }

    /// <summary>UTC: when the hold ends by itself; null without one.</summary>
    public DateTime? HeldUntil { get; set; }

    /// <summary>The open dispute that froze the case; null when none has.</summary>
    public long? FrozenById { get; set; }

    /// <summary>Whom the present state waits on, where the state alone does not say: an exchange's difference, a dispute's evidence.</summary>
    public Wait AskedOf { get; set; }

    /// <summary>The case that this one grew from: a dispute's, a follow-up's.</summary>
    public long? GrewFromId { get; set; }

    /// <summary>UTC: the instant of the state's timer that fired last and left the case where it was; null when none has.</summary>
    public DateTime? TimerFiredAt { get; set; }

    /// <summary>A dispute: how the platform ruled.</summary>
    public DisputeRuling DisputeRuling { get; set; }

    /// <summary>Yuan that the ruling gives the buyer.</summary>
    public decimal DisputeAmount { get; set; }

    /// <summary>A dispute: its one appeal has been made.</summary>
    public bool HasAppealed { get; set; }

    /// <summary>Calls and messages since it was last reached that did not reach the buyer.</summary>
    public int FailedContacts { get; set; }

    /// <summary>UTC: the day on which a return visit is due; null for anything else.</summary>
    public DateTime? PlannedFor { get; set; }

    /// <summary>Our state that the platform's last word stands for; null when it has said none.</summary>
    public string? PlatformState { get; set; }

    /// <summary>The platform's own word.</summary>
    public string? PlatformWord { get; set; }
    public DateTime? PlatformSaidAt { get; set; }

    /// <summary>UTC: the buyer's application or first message, imported; else when it was logged. Every clock's start.</summary>
    public DateTime OpenedAt { get; set; }

    /// <summary>The day of <see cref="OpenedAt"/> in the shop's zone.</summary>
    public DateOnly OpenedOn { get; set; }
    public DateTime LoggedAt { get; set; }
    public long? LoggedById { get; set; }
    public DateTime? FirstResolvedAt { get; set; }
    public DateTime? ResolvedAt { get; set; }
    public DateTime? ClosedAt { get; set; }
    public int ReopenCount { get; set; }
    public DateTime? LastReopenedAt { get; set; }
    public Outcome Outcome { get; set; }
    public Liability Liability { get; set; }
    public long? DuplicateOfId { get; set; }

    /// <summary>UTC: the last time that the buyer was contacted and reached; guards ask for it.</summary>
    public DateTime? LastContactAt { get; set; }

    public bool IsImported { get; set; }

    /// <summary>False for imported history that must not count for anybody's score.</summary>
    public bool IsScored { get; set; } = true;

    /// <summary>
    /// Whether a verdict of the case's may count for a score. What a platform's export tells of the time before anybody here saw the
    /// case does not; what another tool's log tells does where its import said so (sla.md, rule 12).
    /// </summary>
    public bool Scores(bool isImported) => IsScored && (!isImported || Source == Channel.Import);

    /// <summary>True once somebody here acted on an imported case: a later import does not overwrite it any more.</summary>
    public bool IsTouched { get; set; }

    public long? PolicyVersionId { get; set; }

    /// <summary>Why that policy: the fields that matched, as text for the case page.</summary>
    public string? PolicyReason { get; set; }

    /// <summary>What the work list sorts by: the next due instant of any clock or timer; <see cref="Never"/> when nothing is due.</summary>
    public DateTime SortDueAt { get; set; } = Never;

    /// <summary>The end of time: sorts last on every database and is never null.</summary>
    public static readonly DateTime Never = new(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Open means neither Resolved nor Closed (workflow.md).</summary>
    public bool IsOpen => Stage is not (Stage.Penalize or Stage.Closed);

    /// <summary>
    /// Enters a state. For the workflow engine and the import of history alone: everything else fires a trigger.
    /// </summary>
    public void EnterState(string state, Stage stage, Wait waitsOn, DateTime at)
    {
        State = state;
        Stage = stage;
        WaitsOn = waitsOn;
        StateEnteredAt = at;
    }
}
