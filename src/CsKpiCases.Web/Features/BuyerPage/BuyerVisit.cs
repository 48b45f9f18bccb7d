using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Web.Features.BuyerPage;

/// <summary>A buyer's look at his case: what he may see of it, and what he can do.</summary>
public sealed record BuyerVisit
{
    /// <summary>A word sent twice within this time is one that was sent once.</summary>
    private static readonly TimeSpan SameWord = TimeSpan.FromMinutes(5);

    public required string Token { get; init; }
    public required Shop Shop { get; init; }
    public required CaseFile File { get; init; }
    public Case Case => File.Case;
    public required IReadOnlyList<CaseEvent> Events { get; init; }
    public Order? Order { get; init; }

    /// <summary>What he handed in through his links.</summary>
    public required IReadOnlyList<Evidence> Files { get; init; }

    /// <summary>What he said of the service since the case was last resolved; null when he has not.</summary>
    public Rating? Rating { get; init; }

    /// <summary>What the case's machine lets a buyer do now that takes nothing but a word.</summary>
    public required IReadOnlyList<PermittedTrigger> Offers { get; init; }
    /// <summary>He is to send something back and has not told its number.</summary>
    public bool OwesTracking { get; init; }

    /// <summary>Where to, and by whom, as the approval told him.</summary>
    public string? ReturnAddress { get; init; }
    public IReadOnlyList<string> Couriers { get; init; } = [];
    public required DateTime ExpiresAt { get; init; }
    public required DateTime Now { get; init; }

    public string Path => "/b/" + Token;

    /// <summary>Steps on the way that he sees: received, looked into, solution, done; which one, from 0.</summary>
    public int Step => Case.Stage switch
    {
        Stage.Intake or Stage.Classify => 0,
        Stage.Assign or Stage.Investigate => 1,
        Stage.Resolve => 2,
        _ => 3,
    };

    /// <summary>What he is asked for: the word of whoever asked; null when he is not asked.</summary>
    public string? Question => Answers is null ? null : Events.LastOrDefault(e => e.ToState == Case.State && e.FromState != e.ToState && e.FromState is not null)?.Note;

    /// <summary>Answering what he was asked: with a word, or with the pictures that we wait for.</summary>
    public PermittedTrigger? Answers => Offers.FirstOrDefault(o => o.Trigger == Triggers.BuyerAnswered || (o.Trigger == Triggers.EvidenceIn && Case.State == ReturnedGoods.AwaitingEvidence));

    /// <summary>Taking the case back.</summary>
    public PermittedTrigger? Withdraws => Offers.FirstOrDefault(o => o.Trigger == Triggers.Withdraw);

    /// <summary>The rest: accept, decline, insist, and what other machines let him do.</summary>
    public IReadOnlyList<PermittedTrigger> Choices => [.. Offers.Where(o => o.Trigger != Triggers.Withdraw && o.Trigger != Answers?.Trigger)];

    /// <summary>A solution or an explanation lies before him; what he declined once does not.</summary>
    public bool HasProposal => Case.WaitsOn == Wait.Buyer && Choices.Any(o => o.Trigger == Triggers.Accept) && Case.ProposedSolution is { Length: > 0 };

    /// <summary>What we still owe him.</summary>
    public IReadOnlyList<Promise> Promises => [.. File.Promises.Where(p => p.IsOpen).OrderBy(p => p.DueAt)];

    /// <summary>His own words, oldest first.</summary>
    public IReadOnlyList<CaseEvent> Said => [.. Events.Where(e => e is { ActorKind: ActorKind.Buyer, Note: not null } && e.Kind is EventKind.BuyerMessage or EventKind.Transition)];

    public bool MayRate => !Case.IsOpen && Case.Outcome != Outcome.Duplicate && Rating is null;

    public bool HasJustSaid(string? note) => Said is [.., var last] && last.Note == note && Now - last.At < SameWord;
}

/// <summary>The page: the visit, and what was wrong with what was sent.</summary>
public sealed record BuyerPageModel(BuyerVisit Visit, IReadOnlyDictionary<string, string> Faults, BuyerForm Form);

/// <summary>What a buyer sends in, whichever form it is.</summary>
public sealed record BuyerForm
{
    public string? Note { get; init; }
    public int? Version { get; init; }
    public string? Trigger { get; init; }
    public bool Confirm { get; init; }
    public int? Stars { get; init; }
    public string? Courier { get; init; }
    public string? TrackingNumber { get; init; }

    public string? Word => string.IsNullOrWhiteSpace(Note) ? null : Note.Trim();
}
