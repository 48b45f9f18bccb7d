namespace CsKpiCases.Domain.Scoring.Facts;

/// <summary>What a buyer applied for on the platform.</summary>
public enum ApplicationKind : byte
{
    RefundOnly = 1,
    ReturnRefund = 2,
    Exchange = 3,
    Reshipment = 4,
    Other = 9,
}

/// <summary>
/// A buyer's application as the platform tells it, one row per refund number; instants are UTC. Assessments count from here,
/// because their clocks start at the application, not at our logging.
/// </summary>
public sealed class AfterSalesApplication : IImportedFact
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>The platform's refund number; unique within the shop.</summary>
    public string NaturalKey { get; set; } = "";
    public string OrderNumber { get; set; } = "";
    public ApplicationKind Kind { get; set; }

    /// <summary>The platform's own word for where it stands.</summary>
    public string Status { get; set; } = "";

    /// <summary>Yuan applied for.</summary>
    public decimal Amount { get; set; }
    public string? PlatformBuyerId { get; set; }
    public string? Reason { get; set; }
    public DateTime AppliedAt { get; set; }

    /// <summary>The seller's first act: agreed, refused, agreed after a refused delivery.</summary>
    public DateTime? FirstHandledAt { get; set; }

    /// <summary>The seller agreed to the return.</summary>
    public DateTime? ConsentedAt { get; set; }

    /// <summary>The buyer gave a tracking number, or let the time lapse, or took the application back.</summary>
    public DateTime? ReturnSentAt { get; set; }

    /// <summary>The return parcel was signed for.</summary>
    public DateTime? ReturnSignedAt { get; set; }

    /// <summary>The seller's first act after it: confirmed the receipt, refused.</summary>
    public DateTime? ReceiptHandledAt { get; set; }

    /// <summary>Refunded or closed.</summary>
    public DateTime? ClosedAt { get; set; }

    /// <summary>True where money went back.</summary>
    public bool IsRefunded { get; set; }

    /// <summary>The platform stepped in.</summary>
    public DateTime? DisputedAt { get; set; }

    /// <summary>The platform's ruling.</summary>
    public DateTime? RuledAt { get; set; }

    /// <summary>True: ruled the seller's fault; false: not; null: not ruled.</summary>
    public bool? IsSellersFault { get; set; }

    /// <summary>The case that follows it.</summary>
    public long? CaseId { get; set; }
    public long? ImportId { get; set; }
}
