using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What several machines do with their parcels.</summary>
internal static class ParcelEffects
{
    /// <summary>The courier scanned it: the alarm of a parcel without a scan counts from here.</summary>
    public static readonly Effect Scanned = new((c, change) => Parceling.Write(c, change, ParcelStep.Scanned));

    /// <summary>A replacement or reshipment is to be sent: it stands in the reshipment register until the first scan.</summary>
    public static void BeginOutbound(FiringContext c, CaseChange change)
    {
        Parceling.New(c, change, Direction.Outbound, null, null, PayerOf(c), ParcelStep.Approved);
        change.Tell("notice.to_be_shipped", Audience.Warehouse);
        Trades.Extend(c, change);
    }

    /// <summary>What came back to its sender goes out again at the shop's cost the first time, at the buyer's afterwards (workflow.md, "Reshipment").</summary>
    private static FreightPayer PayerOf(FiringContext c) =>
        c.Case.SubKind == SubKinds.ReturnedToSender && (c.Case.FreightPayer == FreightPayer.Buyer || c.File.Parcels.Exists(p => p is { Direction: Direction.Outbound, FirstScanAt: not null }))
            ? FreightPayer.Buyer : FreightPayer.Shop;

    public static readonly Effect FirstScan = new((c, change) =>
    {
        var parcel = c.File.Parcel;
        if (parcel is null)
        {
            return;
        }

        if (c.Arguments is TrackingArguments a)
        {
            (parcel.Courier, parcel.TrackingNumber) = (a.Courier.Trim(), a.TrackingNumber.Trim());
            Parceling.Write(c, change, parcel, ParcelStep.Numbered);
        }

        Parceling.Write(c, change, parcel, ParcelStep.Scanned);
        Claims.MoveGoods(c, change, Direction.Outbound, GoodsState.InTransit, GoodsState.None, GoodsState.Reserved);
        change.TransitionPayload = c.Arguments;
        change.Tell("notice.replacement_sent", Audience.Buyer, ("courier", parcel.Courier ?? ""), ("tracking", parcel.TrackingNumber ?? ""));
    })
    {
        Arguments = typeof(TrackingArguments),
        ArgumentsOptional = true,
        Validate = c => c.Arguments is TrackingArguments a ? Parceling.Check(c, a.Courier, a.TrackingNumber)
            : c.File.Parcel is { TrackingNumber: null } ? c.Refuse(RefusalReason.MissingArgument, ("name", "trackingNumber"))
            : null,
    };

    public static readonly Effect Delivered = new((c, change) =>
    {
        Parceling.Write(c, change, ParcelStep.SignedFor);
        Claims.MoveGoods(c, change, Direction.Outbound, GoodsState.Delivered, GoodsState.InTransit);
        change.Tell("notice.replacement_delivered", Audience.Buyer);
    });

    /// <summary>Lost on the way to the buyer: another one goes out at once, the carrier is asked for the first.</summary>
    public static readonly Effect OutboundLost = new((c, change) =>
    {
        Parceling.Lose(c, change, "outbound_lost");
        Claims.MoveGoods(c, change, Direction.Outbound, GoodsState.Reserved, GoodsState.InTransit);
        BeginOutbound(c, change);
        Approving.TellOwner(c, change, "notice.parcel_lost");
    });

    /// <summary>The courier has shown nothing for too long: somebody asks.</summary>
    public static readonly Effect NoScan = new((c, change) =>
    {
        Parceling.Write(c, change, ParcelStep.Chased);
        Approving.TellOwner(c, change, "notice.parcel_without_scan");
    });
}
