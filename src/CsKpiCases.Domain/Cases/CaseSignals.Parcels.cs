using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Cases;

public sealed partial class CaseSignals
{
    /// <summary>What a parcel starts and stops (sla.md: <c>return_receipt</c>, <c>outbound</c>, <c>courier_watch</c>).</summary>
    private void ReadParcel(CaseEvent e)
    {
        var parcel = ReadNumber(e, "parcelId").ToString(System.Globalization.CultureInfo.InvariantCulture);
        var isOutbound = ReadText(e, "direction") == "outbound";
        switch (ReadText(e, "step"))
        {
            case "approved":
                signals.Add(new OutboundApproved(e.At, parcel));
                break;
            case "scanned" or "signedFor" or "courierAnswered" or "lost" or "cancelled":
                signals.Add(new CourierScanned(e.At, parcel));
                if (isOutbound) signals.Add(ReadText(e, "step") == "cancelled" ? new OutboundCancelled(e.At, parcel) : new OutboundScanned(e.At, parcel));
                if (ReadText(e, "step") == "signedFor" && ReadText(e, "direction") == "return") signals.Add(new ParcelSignedFor(e.At, parcel));
                break;
            case "inspected":
                signals.Add(new InspectionFinished(e.At, parcel));
                break;
            case "chased":
                signals.Add(new ChaseBegun(e.At, parcel));
                break;
            default:
                break;
        }
    }
}
