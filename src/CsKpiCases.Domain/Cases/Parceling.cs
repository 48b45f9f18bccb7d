using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>Writes the parcels of a case: each step is an event that the clocks read (sla.md, <c>return_receipt</c>, <c>outbound</c>, <c>courier_watch</c>).</summary>
internal static class Parceling
{
    public static Parcel New(FiringContext c, CaseChange change, Direction direction, string? courier, string? trackingNumber, FreightPayer payer, ParcelStep step)
    {
        var parcel = change.Add(new Parcel
        {
            Id = c.File.NewId(),
            ShopId = c.Case.ShopId,
            CaseId = c.Case.Id,
            Direction = direction,
            Courier = courier?.Trim(),
            TrackingNumber = trackingNumber?.Trim(),
            FreightPayer = payer,
            CreatedAt = c.At,
        });
        c.File.Parcels.Add(parcel);
        Write(c, change, parcel, step);
        return parcel;
    }

    public static void Write(FiringContext c, CaseChange change, Parcel parcel, ParcelStep step)
    {
        switch (step)
        {
            case ParcelStep.Scanned:
                parcel.FirstScanAt ??= c.At;
                parcel.LastScanAt = c.At;
                break;
            case ParcelStep.SignedFor:
                parcel.FirstScanAt ??= c.At;
                (parcel.SignedAt, parcel.LostAt) = (c.At, null);
                break;
            case ParcelStep.Chased:
                parcel.ChasedAt = c.At;
                break;
            case ParcelStep.HandedOver:
                parcel.HandedOverAt = c.At;
                break;
            case ParcelStep.Lost:
                parcel.LostAt = c.At;
                break;
            case ParcelStep.Cancelled:
                parcel.CancelledAt = c.At;
                break;
            default:
                break;
        }

        change.Also(EventKind.Parcel, new { parcelId = parcel.Id, step, parcel.Direction, parcel.Courier, parcel.TrackingNumber });
    }

    /// <summary>A step of the parcel that the case follows; nothing where it follows none.</summary>
    public static void Write(FiringContext c, CaseChange change, ParcelStep step)
    {
        if (c.File.Parcel is { } parcel)
        {
            Write(c, change, parcel, step);
        }
    }

    /// <summary>What was to be sent and has not left stays here.</summary>
    public static void CancelUnsent(FiringContext c, CaseChange change)
    {
        foreach (var parcel in c.File.Parcels.Where(p => p is { Direction: Direction.Outbound, IsOpen: true, FirstScanAt: null }).ToList())
        {
            Write(c, change, parcel, ParcelStep.Cancelled);
        }
    }

    /// <summary>It is lost: the carrier owes us for it, and the buyer does not wait for that.</summary>
    public static void Lose(FiringContext c, CaseChange change, string reason)
    {
        if (c.File.Parcel is not { } parcel)
        {
            return;
        }

        Write(c, change, parcel, ParcelStep.Lost);
        OpenClaim(c, change, parcel, reason);
    }

    public static void OpenClaim(FiringContext c, CaseChange change, Parcel parcel, string reason)
    {
        if (c.File.CarrierClaims.Exists(k => k.ParcelId == parcel.Id))
        {
            return;
        }

        var claim = change.Add(new CarrierClaim
        {
            Id = c.File.NewId(),
            ShopId = c.Case.ShopId,
            CaseId = c.Case.Id,
            ParcelId = parcel.Id,
            Courier = parcel.Courier,
            TrackingNumber = parcel.TrackingNumber,
            Reason = reason,
            OpenedAt = c.At,
        });
        c.File.CarrierClaims.Add(claim);
        change.Also(EventKind.CarrierClaim, new { claimId = claim.Id, parcel.Courier, parcel.TrackingNumber, claim.State });
        change.Tell("notice.carrier_claim_opened", c.Case.OwnerId, ("courier", parcel.Courier ?? ""), ("tracking", parcel.TrackingNumber ?? ""));
    }

    /// <summary>A courier and a number as people may write them.</summary>
    public static TransitionRefused? Check(FiringContext c, string? courier, string? trackingNumber, bool isNumberNeeded = true)
    {
        var wrong =
            string.IsNullOrWhiteSpace(courier) || courier.Trim().Length > Parcel.LongestCourier ? "courier"
            : isNumberNeeded && !IsTrackingNumber(trackingNumber) ? "trackingNumber"
            : null;
        return wrong is null ? null : c.Refuse(RefusalReason.InvalidArgument, ("name", wrong));
    }

    /// <summary>Letters, digits and hyphens, 6 to <see cref="Parcel.LongestTrackingNumber"/> of them.</summary>
    private static bool IsTrackingNumber(string? number) =>
        number?.Trim() is { Length: >= 6 and <= Parcel.LongestTrackingNumber } trimmed && trimmed.All(d => char.IsAsciiLetterOrDigit(d) || d == '-');
}
