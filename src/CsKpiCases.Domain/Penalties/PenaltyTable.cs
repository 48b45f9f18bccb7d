using System.Text;

namespace CsKpiCases.Domain.Penalties;

/// <summary>Where a penalty stands.</summary>
public enum PenaltyState
{
    /// <summary>Proposed, and the agent told; he has three days.</summary>
    Proposed,

    /// <summary>The agent accepts it.</summary>
    Accepted,

    /// <summary>The agent appeals.</summary>
    Appealed,

    /// <summary>Confirmed as proposed: it scores and pays.</summary>
    Confirmed,

    /// <summary>Confirmed at a lower amount: it scores and pays.</summary>
    Reduced,

    /// <summary>Given up: it never counted.</summary>
    Dropped,
}

/// <summary>What can be done with a penalty.</summary>
public enum PenaltyTrigger
{
    /// <summary>By the agent, within three days.</summary>
    Accept,

    /// <summary>By the agent, within three days, with a text.</summary>
    Appeal,

    /// <summary>By another supervisor or the general manager.</summary>
    Confirm,

    /// <summary>By another supervisor or the general manager, with a reason.</summary>
    Reduce,

    /// <summary>By another supervisor or the general manager, with a reason.</summary>
    Drop,
}

/// <summary>Who may fire a trigger.</summary>
public enum PenaltyActorKind
{
    /// <summary>The agent that the penalty is on.</summary>
    Agent,

    /// <summary>Another supervisor or the general manager, never the proposer.</summary>
    Decider,
}

/// <summary>One permitted move.</summary>
/// <param name="From">State before.</param>
/// <param name="Trigger">What is done.</param>
/// <param name="To">State after.</param>
/// <param name="By">Who may.</param>
/// <param name="Window">True: only while the agent's three days run; false: only when they are over; null: at any time.</param>
public sealed record PenaltyMove(PenaltyState From, PenaltyTrigger Trigger, PenaltyState To, PenaltyActorKind By, bool? Window);

/// <summary>The life cycle of a penalty (scoring.md, 6): every permitted move stands here, and nothing else is permitted.</summary>
public static class PenaltyTable
{
    /// <summary>All moves.</summary>
    public static IReadOnlyList<PenaltyMove> Moves { get; } =
    [
        new(PenaltyState.Proposed, PenaltyTrigger.Accept, PenaltyState.Accepted, PenaltyActorKind.Agent, Window: true),
        new(PenaltyState.Proposed, PenaltyTrigger.Appeal, PenaltyState.Appealed, PenaltyActorKind.Agent, Window: true),
        // Silence for three days is no answer, and must not block the decision.
        new(PenaltyState.Proposed, PenaltyTrigger.Confirm, PenaltyState.Confirmed, PenaltyActorKind.Decider, Window: false),
        new(PenaltyState.Proposed, PenaltyTrigger.Reduce, PenaltyState.Reduced, PenaltyActorKind.Decider, Window: false),
        new(PenaltyState.Proposed, PenaltyTrigger.Drop, PenaltyState.Dropped, PenaltyActorKind.Decider, Window: false),
        new(PenaltyState.Accepted, PenaltyTrigger.Confirm, PenaltyState.Confirmed, PenaltyActorKind.Decider, Window: null),
        new(PenaltyState.Accepted, PenaltyTrigger.Reduce, PenaltyState.Reduced, PenaltyActorKind.Decider, Window: null),
        new(PenaltyState.Accepted, PenaltyTrigger.Drop, PenaltyState.Dropped, PenaltyActorKind.Decider, Window: null),
        new(PenaltyState.Appealed, PenaltyTrigger.Confirm, PenaltyState.Confirmed, PenaltyActorKind.Decider, Window: null),
        new(PenaltyState.Appealed, PenaltyTrigger.Reduce, PenaltyState.Reduced, PenaltyActorKind.Decider, Window: null),
        new(PenaltyState.Appealed, PenaltyTrigger.Drop, PenaltyState.Dropped, PenaltyActorKind.Decider, Window: null),
    ];

    /// <summary>The move of a trigger in a state, or null if there is none.</summary>
    public static PenaltyMove? Find(PenaltyState state, PenaltyTrigger trigger) =>
        Moves.FirstOrDefault(move => move.From == state && move.Trigger == trigger);

    /// <summary>The diagram, as Mermaid text.</summary>
    public static string Mermaid()
    {
        var text = new StringBuilder("stateDiagram-v2\n    [*] --> Proposed\n");
        foreach (var move in Moves)
        {
            text.Append("    ").Append(move.From).Append(" --> ").Append(move.To).Append(": ").Append(move.Trigger).Append('\n');
        }

        return text.Append("    Confirmed --> [*]\n    Reduced --> [*]\n    Dropped --> [*]\n").ToString();
    }
}
