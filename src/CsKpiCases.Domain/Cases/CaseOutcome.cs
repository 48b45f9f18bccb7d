using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What became of an act.</summary>
public abstract record CaseOutcome
{
    private CaseOutcome()
    {
    }

    /// <summary>Done: the file's objects are changed; the rest is for the store to write in the same transaction.</summary>
    public sealed record Accepted(
        CaseFile File, IReadOnlyList<NewEvent> Events, IReadOnlyList<object> Added, IReadOnlyList<Notice> Notices) : CaseOutcome
    {
        /// <summary>Cases that open beside this one, in the same transaction (<see cref="CaseActs.Open"/>).</summary>
        public IReadOnlyList<OpenedCase> Opened { get; init; } = [];

        /// <summary>What it does to other cases, in the same transaction, by the system.</summary>
        public IReadOnlyList<FollowingAct> Following { get; init; } = [];
    }

    /// <summary>Not done, nothing is changed.</summary>
    public sealed record Refused(TransitionRefused Refusal) : CaseOutcome;
}

/// <summary>A case that another one opens: a dispute, a follow-up with the courier, a return visit, lines that are split off.</summary>
/// <param name="Type">Which.</param>
/// <param name="Link">How it belongs to the one that opens it.</param>
public sealed record OpenedCase(CaseType Type, LinkKind Link)
{
    /// <summary>Made when it is saved, unless the opening case names it already.</summary>
    public long? Id { get; set; }
    public string? SubKind { get; init; }

    /// <summary>Whose it is, where not whoever owns the opening case: the shop's dispute agent.</summary>
    public long? OwnerId { get; set; }

    /// <summary>Whoever owns the opening case may own none of the shop's any more: somebody has to assign it.</summary>
    public bool IsUnowned { get; set; }

    /// <summary>The parcel that it is about.</summary>
    public string? Courier { get; init; }
    public string? TrackingNumber { get; init; }

    /// <summary>The lines that it takes over from the opening case.</summary>
    public SplitOff? Split { get; init; }

    /// <summary>What the clocks of a split-off case must know of the opening one; read when it is saved.</summary>
    public SplitPast? Past { get; set; }

    /// <summary>UTC: a return visit's day.</summary>
    public DateTime? PlannedFor { get; init; }

    /// <summary>UTC: a platform's deadline that it begins with.</summary>
    public DateTime? DeadlineAt { get; init; }
    public string? DeadlineKey { get; init; }
}

/// <summary>An act on another case.</summary>
public sealed record FollowingAct(long CaseId, CaseAct Act);

/// <summary>An event as decided, before it is numbered and chained (<see cref="EventChain"/>).</summary>
public sealed record NewEvent(string Kind, DateTime At, Actor Actor)
{
    public string? Trigger { get; init; }
    public string? FromState { get; init; }
    public required string ToState { get; init; }
    public required Stage Stage { get; init; }
    public required Wait WaitsOn { get; init; }
    public long? OwnerId { get; init; }
    public string? Note { get; init; }

    /// <summary>JSON text.</summary>
    public string? Payload { get; init; }
}

/// <summary>Whom a notice is for.</summary>
public enum Audience : byte
{
    /// <summary>One account: <see cref="Notice.AccountId"/>.</summary>
    Account = 1,
    Supervisors = 2,
    ShopLeads = 3,
    GeneralManagers = 4,
    Finance = 5,
    Warehouse = 6,
    Buyer = 7,
    Department = 8,

    /// <summary>The administrators and the shop's leads: what the program found wrong with itself is theirs.</summary>
    Overseers = 9,
}

/// <summary>Something that somebody should hear of: a text key with its arguments, for the outbox.</summary>
public sealed record Notice(string Key, Audience Audience, long? AccountId, IReadOnlyDictionary<string, string> Arguments);
