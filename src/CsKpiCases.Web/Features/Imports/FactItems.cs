namespace CsKpiCases.Web.Features.Imports;

/// <summary>Facts of one kind for one shop.</summary>
/// <param name="Shop">Code of the shop; absent: the only one that you reach.</param>
/// <param name="Items">1 to 1,000.</param>
/// <param name="DryRun">True: only say what would happen.</param>
public sealed record FactsRequest<T>(string? Shop, IReadOnlyList<T>? Items, bool? DryRun);

/// <summary>One line of an order, or an order without lines; rows of one number make up one order. What is absent stays as it was.</summary>
public sealed record OrderItem
{
    public string? Number { get; init; }
    public string? Buyer { get; init; }
    public string? PlacedAt { get; init; }
    public string? PaidAt { get; init; }
    public string? ShippedAt { get; init; }
    public string? SignedAt { get; init; }

    /// <summary>Closed, paid or not; counts as lost where it was never paid.</summary>
    public string? ClosedAt { get; init; }

    /// <summary>Yuan, freight included.</summary>
    public decimal? PaidAmount { get; init; }
    public decimal? Freight { get; init; }
    public string? Courier { get; init; }
    public string? TrackingNumber { get; init; }
    public string? Status { get; init; }

    /// <summary>Sign-in or display name of the agent who won it.</summary>
    public string? Seller { get; init; }
    public bool? WonBack { get; init; }

    /// <summary>Sold before it was in stock: in its exchange the buyer pays the postage.</summary>
    public bool? Presale { get; init; }
    public string? LineNumber { get; init; }
    public string? Sku { get; init; }
    public string? Title { get; init; }
    public int? Quantity { get; init; }
    public decimal? LineAmount { get; init; }
}

/// <summary>A day of chats of one agent with one buyer.</summary>
public sealed record ChatItem
{
    public string? Day { get; init; }
    public string? Agent { get; init; }
    public string? Buyer { get; init; }

    /// <summary>Time of the first consultation, <c>HH:mm</c> in the shop's zone, or an instant.</summary>
    public string? ConsultedAt { get; init; }
    public int? Sessions { get; init; }
    public int? HumanSessions { get; init; }
    public int? RepliedIn2Minutes { get; init; }
    public int? RepliedIn3Minutes { get; init; }
    public long? FirstReplySeconds { get; init; }
    public long? AverageReplySeconds { get; init; }
    public bool? Unreplied { get; init; }
}

/// <summary>A buyer's rating.</summary>
public sealed record RatingItem
{
    /// <summary>The platform's own key; absent: made of the other fields.</summary>
    public string? Id { get; init; }

    /// <summary>1 to 5, or a platform's level such as <c>满意</c>.</summary>
    public string? Stars { get; init; }
    public string? RatedAt { get; init; }
    public string? Reason { get; init; }
    public string? Agent { get; init; }
    public string? Buyer { get; init; }

    /// <summary>Number of the case that it is about.</summary>
    public string? Case { get; init; }
}

/// <summary>The sending of an order, or of one of its parcels.</summary>
public sealed record ShipmentItem
{
    public string? OrderNumber { get; init; }
    public string? ParcelNumber { get; init; }
    public string? Courier { get; init; }
    public string? TrackingNumber { get; init; }
    public string? PromisedAt { get; init; }
    public string? ShippedAt { get; init; }
    public string? PickedUpAt { get; init; }
    public string? RefundAppliedAt { get; init; }
}

/// <summary>A day of somebody's attendance.</summary>
public sealed record AttendanceItem
{
    public string? Day { get; init; }
    public string? Agent { get; init; }

    /// <summary>Part of a day, 0 to 1; absent: 1.</summary>
    public decimal? Due { get; init; }

    /// <summary>Part of a day, 0 to 1.</summary>
    public decimal? Present { get; init; }
    public string? Reason { get; init; }
}

/// <summary>A figure that somebody else has counted.</summary>
public sealed record FigureItem
{
    /// <summary>Key of an indicator, <c>public_sales</c> or <c>rating_cards</c>.</summary>
    public string? Indicator { get; init; }

    /// <summary>yyyy-MM, instead of from and to.</summary>
    public string? Month { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }

    /// <summary>Whose; absent: the shop's.</summary>
    public string? Agent { get; init; }

    /// <summary>In the indicator's unit, rates as fractions; absent: numerator / denominator.</summary>
    public decimal? Value { get; init; }
    public decimal? Numerator { get; init; }
    public decimal? Denominator { get; init; }
}
