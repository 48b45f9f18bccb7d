namespace CsKpiCases.Domain.Goods;

/// <summary>How far goods have come (workflow.md, "goods").</summary>
public enum GoodsState : byte
{
    None = 0,
    Awaited = 1,
    InTransit = 2,
    Received = 3,
    Inspected = 4,
    Restocked = 5,
    Scrapped = 6,
    ToSupplier = 7,
    ReturnedToBuyer = 8,

    /// <summary>Outgoing goods: set aside for the buyer in the stock.</summary>
    Reserved = 9,

    /// <summary>Outgoing goods: the buyer has them.</summary>
    Delivered = 10,

    /// <summary>The carrier lost them.</summary>
    Lost = 11,
}

/// <summary>What the warehouse found in the parcel, per line.</summary>
public enum InspectionResult : byte
{
    None = 0,
    AcceptedGood = 1,
    AcceptedDamaged = 2,
    TooFew = 3,
    Wrong = 4,
    Used = 5,
    Empty = 6,
    Fake = 7,
}

/// <summary>Which way goods or a parcel go.</summary>
public enum Direction : byte
{
    /// <summary>From the buyer to us.</summary>
    Return = 1,

    /// <summary>From us to the buyer: what is reshipped or exchanged.</summary>
    Outbound = 2,

    /// <summary>What we refused, back to the buyer.</summary>
    SentBack = 3,

    /// <summary>The order's own parcel, which a follow-up chases.</summary>
    Order = 4,
}

/// <summary>
/// So many pieces of an order line that a case is about, at one place and in one condition. An inspection that finds several
/// conditions splits an item; the quantities of a line always add up to what the case claims of it.
/// </summary>
public sealed class GoodsItem
{
    /// <summary>Characters of <see cref="Sku"/>.</summary>
    public const int LongestSku = 60;

    /// <summary>Characters of <see cref="Reference"/>.</summary>
    public const int LongestReference = 100;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long CaseId { get; set; }
    public long OrderId { get; set; }
    public long OrderLineId { get; set; }
    public Direction Direction { get; set; } = Direction.Return;

    /// <summary>The case's round (<see cref="Cases.Case.Round"/>) that they belong to; what an earlier one settled counts no more.</summary>
    public int Round { get; set; } = 1;

    /// <summary>Outgoing goods: what is sent instead of the line's own article; null for the same.</summary>
    public string? Sku { get; set; }

    /// <summary>Pieces; 0 when the claim to them was given up.</summary>
    public int Quantity { get; set; }
    public GoodsState State { get; set; }
    public InspectionResult Result { get; set; }

    /// <summary>The reservation in the stock system, the supplier's return number, the shelf.</summary>
    public string? Reference { get; set; }
}

/// <summary>Pieces of an order line that another case of the same order claims.</summary>
/// <param name="OrderLineId">The line.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="IsOpen">That case is an open return or exchange; of what is sent again, an open reshipment.</param>
/// <param name="IsKept">They have come back to us, or are to come.</param>
public sealed record ClaimElsewhere(long OrderLineId, int Quantity, bool IsOpen, bool IsKept)
{
    /// <summary><see cref="Direction.Outbound"/> for what an open reshipment sends again.</summary>
    public Direction Direction { get; init; } = Direction.Return;
}
