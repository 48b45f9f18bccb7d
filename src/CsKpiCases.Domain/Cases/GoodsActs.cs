using CsKpiCases.Domain.Goods;

namespace CsKpiCases.Domain.Cases;

/// <summary>A named wait with a reason (the note) and an end; a person may end it before.</summary>
/// <param name="For">Whom the case waits on.</param>
/// <param name="Until">UTC, later than now, at most 30 days away.</param>
public sealed record HoldCase(Wait For, DateTime Until) : CaseAct
{
    public override string Name => "hold-case";
}

/// <summary>Ends a hold.</summary>
public sealed record ReleaseHold : CaseAct
{
    public override string Name => "release-hold";
}

/// <summary>What became known of a parcel that the case's state does not follow: an advance exchange's, a recall's, what was sent back.</summary>
public sealed record TrackParcel(long ParcelId, ParcelStep Step) : CaseAct
{
    public string? Courier { get; init; }
    public string? TrackingNumber { get; init; }

    public override string Name => "track-parcel";
}

/// <summary>The warehouse moves goods on: received, inspected, back to stock, scrapped, to the supplier.</summary>
/// <param name="GoodsItemId">Which.</param>
/// <param name="Quantity">Pieces, from 1; fewer than the item has split it.</param>
/// <param name="To">Where to.</param>
public sealed record MoveGoods(long GoodsItemId, int Quantity, GoodsState To) : CaseAct
{
    /// <summary>For what is inspected.</summary>
    public InspectionResult Result { get; init; }

    /// <summary>The shelf, or the supplier's number.</summary>
    public string? Reference { get; init; }

    public override string Name => "move-goods";
}

/// <summary>Splits lines off into a case of their own: of the same order, buyer and type, and with the same owner.</summary>
/// <param name="Lines">Which, and how many pieces of each; something must stay.</param>
public sealed record SplitLines(IReadOnlyList<ClaimLine> Lines) : CaseAct
{
    public override string Name => "split-lines";
}

/// <summary>What the trade snapshot and the order's split parcels say of a gift that the buyer misses.</summary>
public enum GiftFinding : byte
{
    /// <summary>Nobody has looked.</summary>
    None = 0,

    /// <summary>The snapshot promises it, and it was in no parcel.</summary>
    Owed = 1,

    /// <summary>It is, or was, in another parcel of the order.</summary>
    InAnotherParcel = 2,

    /// <summary>The snapshot does not promise it.</summary>
    NotPromised = 3,
}

/// <summary>Somebody looked into a missing gift; looking again takes the place of what was found before.</summary>
/// <param name="Finding">What was found.</param>
public sealed record CheckGift(GiftFinding Finding) : CaseAct
{
    public override string Name => "check-gift";
}

/// <summary>A claim against a carrier moves on.</summary>
/// <param name="ClaimId">Which.</param>
/// <param name="To">Filed, paid, refused or dropped.</param>
/// <param name="Amount">Yuan: asked for when it is filed, received when it is paid.</param>
public sealed record MoveCarrierClaim(long ClaimId, CarrierClaimState To, decimal Amount) : CaseAct
{
    public override string Name => "move-carrier-claim";
}

/// <summary>
/// The platform's own state, by an import: it outranks the machine (workflow.md). The case enters the state that stands for it,
/// whatever the guards say.
/// </summary>
/// <param name="State">A state of the case's machine; null where the platform's word stands for none.</param>
/// <param name="Word">What the platform calls it.</param>
public sealed record FollowPlatform(string? State, string Word) : CaseAct
{
    /// <summary>Characters of <see cref="Word"/>.</summary>
    public const int LongestWord = 100;

    /// <summary>Yuan that the platform pays or has paid by this word; 0 where it tells none.</summary>
    public decimal Amount { get; init; }

    public override string Name => "follow-platform";
}

/// <summary>The system looks whether something follows by itself now: a case that it is linked with has ended.</summary>
public sealed record RecheckCase : CaseAct
{
    public override string Name => "recheck";
}
