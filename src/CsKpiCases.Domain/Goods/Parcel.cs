namespace CsKpiCases.Domain.Goods;

/// <summary>Who pays a parcel's postage.</summary>
public enum FreightPayer : byte
{
    None = 0,
    Buyer = 1,
    Shop = 2,
    Courier = 3,
    Insurance = 4,
}

/// <summary>What became known of a parcel; the word in the case's history.</summary>
public enum ParcelStep : byte
{
    /// <summary>A reshipment or replacement was approved: it is to be sent.</summary>
    Approved = 1,

    /// <summary>Its courier and number became known, or were corrected.</summary>
    Numbered = 2,
    Scanned = 3,
    SignedFor = 4,

    /// <summary>Our inspection is finished, or the parcel was refused.</summary>
    Inspected = 5,

    /// <summary>It showed no scan for too long, or we asked the courier after it.</summary>
    Chased = 6,
    CourierAnswered = 7,
    Lost = 8,
    Cancelled = 9,

    /// <summary>It stands on the list that the warehouse was handed.</summary>
    HandedOver = 10,
}

/// <summary>A parcel of a case, known by the courier's number or still to be sent.</summary>
public sealed class Parcel
{
    /// <summary>Characters of <see cref="Courier"/>.</summary>
    public const int LongestCourier = 60;

    /// <summary>Characters of <see cref="TrackingNumber"/>.</summary>
    public const int LongestTrackingNumber = 60;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long CaseId { get; set; }
    public Direction Direction { get; set; }
    public string? Courier { get; set; }
    public string? TrackingNumber { get; set; }
    public FreightPayer FreightPayer { get; set; }

    /// <summary>UTC: approved, or its number given.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>UTC: the warehouse was handed it to send; null before that, and for what comes from the buyer.</summary>
    public DateTime? HandedOverAt { get; set; }

    /// <summary>UTC: the courier's first scan; null before it.</summary>
    public DateTime? FirstScanAt { get; set; }
    public DateTime? LastScanAt { get; set; }
    public DateTime? SignedAt { get; set; }
    public DateTime? LostAt { get; set; }

    /// <summary>UTC: it was not sent after all, or another parcel took its place.</summary>
    public DateTime? CancelledAt { get; set; }

    /// <summary>UTC: the last time that somebody asked the courier; null when nobody has.</summary>
    public DateTime? ChasedAt { get; set; }

    /// <summary>On its way, or to be sent.</summary>
    public bool IsOpen => SignedAt is null && LostAt is null && CancelledAt is null;
}

/// <summary>A parcel that was scanned here and belongs to no case yet: returned to its sender, or sent without a word.</summary>
public sealed class OrphanParcel
{
    /// <summary>Characters of <see cref="Hint"/>.</summary>
    public const int LongestHint = 200;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public string TrackingNumber { get; set; } = "";

    /// <summary>What stands on it: an order number, a phone, a name.</summary>
    public string? Hint { get; set; }
    public DateTime ScannedAt { get; set; }
    public long ScannedById { get; set; }

    /// <summary>The case that it was found to belong to; null while nobody knows.</summary>
    public long? CaseId { get; set; }
    public DateTime? MatchedAt { get; set; }
}

/// <summary>How far a claim against a carrier has come.</summary>
public enum CarrierClaimState : byte
{
    Open = 1,
    Filed = 2,
    Paid = 3,
    Refused = 4,
    Dropped = 5,
}

/// <summary>What a carrier owes us for a parcel that was lost or damaged. It never keeps the buyer waiting.</summary>
public sealed class CarrierClaim
{
    /// <summary>Characters of <see cref="Reason"/>.</summary>
    public const int LongestReason = 500;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long CaseId { get; set; }
    public long ParcelId { get; set; }
    public string? Courier { get; set; }
    public string? TrackingNumber { get; set; }
    public string Reason { get; set; } = "";

    /// <summary>Yuan asked for; 0 until it is filed.</summary>
    public decimal Amount { get; set; }

    /// <summary>Yuan that the carrier paid.</summary>
    public decimal PaidAmount { get; set; }
    public CarrierClaimState State { get; set; } = CarrierClaimState.Open;
    public DateTime OpenedAt { get; set; }
    public DateTime? ClosedAt { get; set; }
    public long? HandledById { get; set; }
}
