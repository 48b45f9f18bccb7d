using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Features.Buyers;

/// <summary>A buyer's refunds in one shop.</summary>
public sealed record ShopReturns(Shop Shop, long BuyerId, RefunderFacts Facts);

public sealed record BuyerOrder(long Id, string Number, DateTime PlacedAt, string Status, decimal PaidAmount, int Lines, int Cases);

public sealed record BuyerCase(long Id, string Number, CaseType Type, string Subject, string State, Stage Stage, DateTime OpenedAt, string? Owner);

/// <summary>We turned to him, or he to us.</summary>
public sealed record BuyerContact(DateTime At, string Number, bool IsHis, string? Channel, bool Reached, string? By, string? Note);

public sealed record BuyerPromise(string Number, PromiseKind Kind, string What, decimal Amount, Wait OwedBy, DateTime DueAt);

/// <summary>Somebody has seen his name or phone in full.</summary>
public sealed record Unmasking(DateTime At, string? By, string Fields, string Reason, string? Number);

/// <summary>What was shown to this reader by this answer alone.</summary>
public sealed record Unmasked(string? Name, string? Phone);

/// <summary>A buyer with all that his page shows, for one reader.</summary>
public sealed record BuyerPage
{
    public required Shop Shop { get; init; }
    public required Buyer Buyer { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>His refunds in the shops of this platform that the reader may see, this one first.</summary>
    public required IReadOnlyList<ShopReturns> Returns { get; init; }
    public required IReadOnlyList<RefunderWarning> Warnings { get; init; }
    public IReadOnlyList<BuyerCase> Cases { get; init; } = [];
    public int CaseCount { get; init; }
    public IReadOnlyList<BuyerOrder> Orders { get; init; } = [];
    public IReadOnlyList<BuyerContact> Contacts { get; init; } = [];
    public IReadOnlyList<BuyerPromise> Promises { get; init; } = [];
    public IReadOnlyList<Unmasking> Unmaskings { get; init; } = [];
    public bool MayEdit { get; init; }
    public bool MayUnmask { get; init; }

    /// <summary>The case that the reader came from.</summary>
    public string? FromCase { get; init; }
    public Unmasked? Shown { get; init; }
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>();

    /// <summary>In all these shops together.</summary>
    public RefunderFacts Facts => Returns.Select(r => r.Facts).Aggregate((a, b) => a.Plus(b));

    public string Href => "/buyers/" + Buyer.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
