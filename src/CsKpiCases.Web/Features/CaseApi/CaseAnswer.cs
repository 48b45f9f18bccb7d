using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>Somebody by id and name.</summary>
public sealed record Person(string Id, string Name);

/// <summary>What was put to the approver, or last approved.</summary>
/// <param name="Kind">solution or unjustified.</param>
/// <param name="Amount">Yuan, 0 for none.</param>
public sealed record Proposal(ProposalKind Kind, string? Solution, decimal Amount, Person? By);

/// <summary>A case. Instants are UTC, to the second; what does not apply is null.</summary>
public sealed record CaseAnswer
{
    public required string Id { get; init; }

    /// <summary>The number that people see and that addresses hold: AS, yyMMdd, a daily sequence.</summary>
    public required string Number { get; init; }

    /// <summary>The number in the tool that it came from; unique within the shop.</summary>
    public required string? ExternalNumber { get; init; }

    /// <summary>The shop's code.</summary>
    public required string Shop { get; init; }

    /// <summary>One more with every change: the ETag.</summary>
    public required int Version { get; init; }
    public required CaseType Type { get; init; }
    public required string State { get; init; }
    public required Stage Stage { get; init; }

    /// <summary>Whom it waits for.</summary>
    public required Wait WaitsOn { get; init; }
    public required DateTime StateEnteredAt { get; init; }

    /// <summary>When the state's timer fires.</summary>
    public required DateTime? TimerDueAt { get; init; }

    /// <summary>The soonest due instant of any clock or timer.</summary>
    public required DateTime? NextDueAt { get; init; }
    public required Person? Owner { get; init; }

    /// <summary>Who was offered the case and has not accepted it yet.</summary>
    public required Person? PendingOwner { get; init; }
    public required string? TeamId { get; init; }
    public required string? BuyerId { get; init; }
    public required string? OrderNumber { get; init; }
    public required string Subject { get; init; }
    public required string Description { get; init; }
    public required string? Category { get; init; }
    public required string? Cause { get; init; }
    public required string? SubKind { get; init; }

    /// <summary>A the gravest to D; null until classified.</summary>
    public required Grade? Grade { get; init; }
    public required Priority Priority { get; init; }

    /// <summary>The buyer's tier.</summary>
    public required string? Tier { get; init; }

    /// <summary>How it came in.</summary>
    public required Channel Source { get; init; }
    public required bool? Justified { get; init; }
    public required bool? DemandReasonable { get; init; }
    public required string? RealReason { get; init; }

    /// <summary>0 agent, 1 supervisor, 2 shop lead.</summary>
    public required int EscalationLevel { get; init; }
    public required Proposal? Proposal { get; init; }

    /// <summary>The buyer's application or first message: the clocks' start.</summary>
    public required DateTime OpenedAt { get; init; }
    public required DateTime LoggedAt { get; init; }
    public required Person? LoggedBy { get; init; }
    public required DateTime? FirstResolvedAt { get; init; }
    public required DateTime? ResolvedAt { get; init; }
    public required DateTime? ClosedAt { get; init; }
    public required int ReopenCount { get; init; }

    /// <summary>How it ended; null while it is open.</summary>
    public required Outcome? Outcome { get; init; }
    public required Liability Liability { get; init; }

    /// <summary>The number of the case that this one repeats.</summary>
    public required string? DuplicateOf { get; init; }
    public required DateTime? LastContactAt { get; init; }
    public required bool Imported { get; init; }

    /// <summary>False for history that counts for nobody's score.</summary>
    public required bool Scored { get; init; }

    /// <summary>The SLA policy by name, and why that one.</summary>
    public required string? Policy { get; init; }
    public required string? PolicyReason { get; init; }
}

/// <summary>A case in a list.</summary>
public sealed record CaseSummary
{
    public required string Id { get; init; }
    public required string Number { get; init; }
    public required string? ExternalNumber { get; init; }

    /// <summary>The shop's code.</summary>
    public required string Shop { get; init; }
    public required int Version { get; init; }
    public required CaseType Type { get; init; }
    public required string State { get; init; }
    public required Stage Stage { get; init; }
    public required Wait WaitsOn { get; init; }
    public required Person? Owner { get; init; }
    public required string? OrderNumber { get; init; }
    public required string Subject { get; init; }
    public required string? Category { get; init; }
    public required string? Cause { get; init; }
    public required Grade? Grade { get; init; }
    public required Priority Priority { get; init; }
    public required int EscalationLevel { get; init; }
    public required DateTime OpenedAt { get; init; }
    public required DateTime? NextDueAt { get; init; }
    public required DateTime? ResolvedAt { get; init; }
    public required DateTime? ClosedAt { get; init; }
}

/// <summary>One line of a case's history.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="At">When it happened.</param>
/// <param name="RecordedAt">When it was written down.</param>
/// <param name="By">person, system, buyer, import or platform.</param>
/// <param name="Person">Who, where it was a person.</param>
/// <param name="Kind">logged, transition, note, contact, ledger, ruling, …</param>
/// <param name="WaitsOn">Whom the case waits on after it.</param>
/// <param name="Data">What else belongs to the kind.</param>
public sealed record EventAnswer(
    int Sequence, DateTime At, DateTime RecordedAt, ActorKind By, Person? Person, string Kind, string? Trigger, string? FromState, string ToState,
    Stage Stage, Wait WaitsOn, string? OwnerId, string? Note, System.Text.Json.Nodes.JsonNode? Data);
