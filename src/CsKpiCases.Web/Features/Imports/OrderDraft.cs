namespace CsKpiCases.Web.Features.Imports;

/// <summary>What a file says of an order; null where it says nothing.</summary>
internal sealed record OrderDraft(string Number, string? Buyer, string? BuyerName, string? Phone)
{
    public DateTime? PlacedAt { get; init; }
    public DateTime? PaidAt { get; init; }
    public DateTime? ShippedAt { get; init; }
    public DateTime? SignedAt { get; init; }
    public decimal? PaidAmount { get; init; }
    public decimal? FreightAmount { get; init; }
    public string? Courier { get; init; }
    public string? TrackingNumber { get; init; }
    public string? Status { get; init; }

    /// <summary>The agent who won it, as far as he is here.</summary>
    public long? SoldById { get; init; }
    public bool? IsWonBack { get; init; }
    public bool? IsPresale { get; init; }

    /// <summary>When it was closed, paid or not.</summary>
    public DateTime? ClosedAt { get; init; }
    public IReadOnlyList<OrderLineDraft> Lines { get; init; } = [];
}
