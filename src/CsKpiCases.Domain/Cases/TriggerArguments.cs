using System.Text.Json;
using System.Text.Json.Serialization;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What a trigger takes beside its note: the <c>data</c> of the API's transition, the fields of the page's form.</summary>
public abstract record TriggerArguments
{
    /// <summary>
    /// Reads <c>data</c> as the arguments of a trigger (<see cref="PermittedTrigger.Arguments"/>). Unknown properties and
    /// wrong types fail with the path of the field, e.g. <c>$.amount</c>.
    /// </summary>
    public static bool TryRead(Type type, JsonElement data, out TriggerArguments? arguments, out string? path)
    {
        (arguments, path) = (null, null);
        try
        {
            arguments = (TriggerArguments?)data.Deserialize(type, JsonText.Options);
            path = arguments is null ? "$" : null;
        }
        catch (JsonException e)
        {
            path = e.Path ?? "$";
        }

        return arguments is not null;
    }
}

/// <summary><c>classify</c>.</summary>
public sealed record ClassifyArguments(CaseType Type, string Category) : TriggerArguments
{
    public string? Cause { get; init; }
    public string? SubKind { get; init; }

    /// <summary>C unless somebody says otherwise (workflow.md).</summary>
    public Grade Grade { get; init; } = Grade.C;
    public Priority Priority { get; init; } = Priority.Normal;
    public bool? Justified { get; init; }
    public bool? DemandReasonable { get; init; }
    public string? RealReason { get; init; }
}

/// <summary><c>mark-duplicate</c>: of which case.</summary>
public sealed record DuplicateArguments(long OfCaseId) : TriggerArguments;

/// <summary><c>assign</c>, <c>auto-assign</c>, <c>reassign</c>.</summary>
public sealed record AssignArguments(long OwnerId) : TriggerArguments
{
    public long? TeamId { get; init; }

    /// <summary>Why a rule chose him; what comes from outside cannot say it.</summary>
    [JsonIgnore]
    public AssignmentReason? Because { get; init; }
}

/// <summary><c>hand-over</c>: to whom.</summary>
public sealed record HandOverArguments(long ToAccountId) : TriggerArguments;

/// <summary><c>ask-buyer</c>: over which channel; the question is the note.</summary>
public sealed record AskBuyerArguments(Channel Channel) : TriggerArguments;

/// <summary><c>ask-department</c>: which one; the question is the note.</summary>
public sealed record AskDepartmentArguments(string Department) : TriggerArguments;

/// <summary><c>propose</c>: the cause found, what is offered, and what is promised with it.</summary>
public sealed record ProposeArguments(string Solution) : TriggerArguments
{
    /// <summary>Yuan, 0 for none; becomes a ledger entry and a promise owed by finance.</summary>
    public decimal Amount { get; init; }
    public PromiseKind AmountKind { get; init; } = PromiseKind.Refund;
    public LedgerPurpose Purpose { get; init; } = LedgerPurpose.Compensation;
    public Tender Tender { get; init; } = Tender.Cash;
    public long? OrderLineId { get; init; }

    /// <summary>Needed unless the case has one already.</summary>
    public string? Cause { get; init; }
    public IReadOnlyList<PromiseTerms> Promises { get; init; } = [];
}

/// <summary><c>rule</c>: with a ruling.</summary>
public sealed record RuleArguments(RulingDraft Ruling) : TriggerArguments;

/// <summary>A promise that a solution makes, without money: what, who owes it, within how many hours of the buyer's consent.</summary>
public sealed record PromiseTerms(PromiseKind Kind, string What, Wait OwedBy, int WithinHours);
