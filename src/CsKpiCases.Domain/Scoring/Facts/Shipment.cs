namespace CsKpiCases.Domain.Scoring.Facts;

/// <summary>What a platform says of the sending of one order; instants are UTC. Its own report counts, not our parcels.</summary>
public sealed class Shipment : IImportedFact
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>The order's number, and the parcel's where an order went in several; unique within the shop.</summary>
    public string NaturalKey { get; set; } = "";
    public string OrderNumber { get; set; } = "";
    public string? Courier { get; set; }
    public string? TrackingNumber { get; set; }

    /// <summary>The instant until which it was promised to be sent; null: nothing promised, and not counted.</summary>
    public DateTime? PromisedAt { get; set; }
    public DateTime? ShippedAt { get; set; }

    /// <summary>The courier's first scan.</summary>
    public DateTime? PickedUpAt { get; set; }

    /// <summary>The first application for a refund, whatever came of it.</summary>
    public DateTime? RefundAppliedAt { get; set; }
    public long? ImportId { get; set; }
}

/// <summary>One day of somebody's attendance, from the shop's attendance list.</summary>
public sealed class AttendanceDay : IImportedFact
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public string NaturalKey { get; set; } = "";
    public long AgentId { get; set; }
    public DateOnly Day { get; set; }

    /// <summary>Part of a day that was due, 0 to 1: 0 on a day off.</summary>
    public decimal Due { get; set; }

    /// <summary>Part of a day present, 0 to 1.</summary>
    public decimal Present { get; set; }

    /// <summary>Why somebody was absent, in the list's words.</summary>
    public string? Reason { get; set; }
    public long? ImportId { get; set; }
}
