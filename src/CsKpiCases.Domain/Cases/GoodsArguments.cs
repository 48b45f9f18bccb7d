using CsKpiCases.Domain.Goods;

namespace CsKpiCases.Domain.Cases;

/// <summary>What is claimed of an order line.</summary>
/// <param name="OrderLineId">The line.</param>
/// <param name="Quantity">Pieces, from 1.</param>
public sealed record ClaimLine(long OrderLineId, int Quantity)
{
    /// <summary>Yuan to give back; null for the pieces' part of what was paid.</summary>
    public decimal? Amount { get; init; }
}

/// <summary>What a decision on a return or refund says of goods and money.</summary>
public abstract record ClaimArguments(IReadOnlyList<ClaimLine> Lines, ReturnReason Reason) : TriggerArguments
{
    /// <summary>Yuan of the order's own postage, or of a difference on no line, that is given back.</summary>
    public decimal Freight { get; init; }

    /// <summary>Who pays the way back; None: the shop where it is its fault, else the buyer, as for a presale's exchange.</summary>
    public FreightPayer FreightPayer { get; init; }
}

/// <summary><c>approve-return</c>.</summary>
public sealed record ApproveReturnArguments(IReadOnlyList<ClaimLine> Lines, ReturnReason Reason) : ClaimArguments(Lines, Reason);

/// <summary><c>refund-only</c>.</summary>
public sealed record RefundOnlyArguments(IReadOnlyList<ClaimLine> Lines, ReturnReason Reason) : ClaimArguments(Lines, Reason);

/// <summary><c>hold-shipment</c>: what the warehouse keeps back.</summary>
public sealed record HoldShipmentArguments(IReadOnlyList<ClaimLine> Lines, ReturnReason Reason) : ClaimArguments(Lines, Reason);

/// <summary><c>propose</c> of a return: something else than the buyer asked for.</summary>
/// <param name="Kind">Return or Refund.</param>
/// <param name="Solution">In words for the buyer.</param>
/// <param name="Lines">What it gives.</param>
/// <param name="Reason">As everywhere.</param>
public sealed record OfferArguments(ProposalKind Kind, string Solution, IReadOnlyList<ClaimLine> Lines, ReturnReason Reason) : ClaimArguments(Lines, Reason);

/// <summary><c>offer-partial</c>: less for goods that differ from what was to come back.</summary>
public sealed record PartialOfferArguments(string Solution, IReadOnlyList<ClaimLine> Lines) : TriggerArguments;

/// <summary><c>approve-exchange</c>.</summary>
/// <param name="Lines">What comes back.</param>
/// <param name="Reason">Why.</param>
/// <param name="Reservation">The replacement's reservation in the stock.</param>
public sealed record ApproveExchangeArguments(IReadOnlyList<ClaimLine> Lines, ReturnReason Reason, string Reservation) : ClaimArguments(Lines, Reason)
{
    /// <summary>The article that is sent instead; null for the same.</summary>
    public string? ReplacementSku { get; init; }

    /// <summary>Yuan: more than 0, the buyer still owes it; less, we do.</summary>
    public decimal Difference { get; init; }

    /// <summary>The replacement leaves as soon as the return has a number: our fault, and urgent.</summary>
    public bool Advance { get; init; }
}

/// <summary><c>compensate</c>: a small loss, made good at once.</summary>
/// <param name="Amount">Yuan, more than 0.</param>
public sealed record CompensateArguments(decimal Amount) : TriggerArguments
{
    public long? OrderLineId { get; init; }
}

/// <summary><c>ask-evidence</c>: over which channel; what is asked for is the note.</summary>
public sealed record AskEvidenceArguments(Channel Channel) : TriggerArguments;

/// <summary><c>give-tracking</c>, <c>already-shipped</c>, <c>first-scan</c>, <c>sent-back</c>: a parcel's courier and number.</summary>
public sealed record TrackingArguments(string Courier, string TrackingNumber) : TriggerArguments
{
    /// <summary>The postage is still to be paid by whoever receives it.</summary>
    public bool FreightCollect { get; init; }

    /// <summary>Yuan of postage that the buyer laid out.</summary>
    public decimal Freight { get; init; }

    /// <summary>The buyer keeps it as credit with the shop, instead of being paid when the trade completes.</summary>
    public bool AsCredit { get; init; }

    /// <summary><c>sent-back</c>: who pays for it.</summary>
    public FreightPayer FreightPayer { get; init; }
}

/// <summary><c>book-pickup</c>: which courier comes.</summary>
public sealed record PickupArguments(string Courier) : TriggerArguments;

/// <summary>What was found of an order line.</summary>
/// <param name="OrderLineId">The line.</param>
/// <param name="Result">In which condition.</param>
/// <param name="Quantity">Pieces, from 1.</param>
public sealed record InspectedLine(long OrderLineId, InspectionResult Result, int Quantity);

/// <summary><c>passes</c>, <c>differs</c>: what came back; all in good order where it is left out.</summary>
public sealed record InspectionArguments(IReadOnlyList<InspectedLine> Lines) : TriggerArguments
{
    /// <summary>Grams of the whole parcel; null when it was not weighed.</summary>
    public int? WeightGrams { get; init; }
}

/// <summary><c>paid</c>, <c>executed</c>, <c>difference-paid</c>: the platform's or the bank's number.</summary>
public sealed record PaidArguments(string? Reference) : TriggerArguments;

/// <summary><c>paid-offline</c>: the voucher that proves it.</summary>
public sealed record VoucherArguments(string Voucher) : TriggerArguments;

/// <summary><c>confirm</c>, <c>disprove</c>: what the pick log, the weight and the camera say.</summary>
/// <param name="IsOurFault">We sent the wrong or too little.</param>
public sealed record WarehouseFindingArguments(bool IsOurFault) : TriggerArguments
{
    /// <summary>Grams that the parcel weighed when it left; null when it is not known, which it must be where a gift is missing.</summary>
    public int? WeightGrams { get; init; }

    /// <summary>The packing list was looked at; it must be where a gift is missing.</summary>
    public bool PackingListChecked { get; init; }
}

/// <summary><c>ask-warehouse</c> of a reshipment: what is to be sent again.</summary>
public sealed record ReshipArguments(IReadOnlyList<ClaimLine> Lines, ReturnReason Reason) : ClaimArguments(Lines, Reason)
{
    /// <summary>The article that is sent instead; null for the same.</summary>
    public string? ReplacementSku { get; init; }

    /// <summary>The wrong goods are to come back.</summary>
    public bool Recall { get; init; }
}

/// <summary><c>convert</c>: into which type.</summary>
public sealed record ConvertArguments(CaseType To) : TriggerArguments
{
    public string? SubKind { get; init; }
}
