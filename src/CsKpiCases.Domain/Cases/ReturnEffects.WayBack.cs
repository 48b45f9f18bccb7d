using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>From keeping a parcel back to its arrival here.</summary>
internal static partial class ReturnEffects
{
    private const decimal LargestReturnFreight = 200m;

    public static readonly Effect Held = new(Accepted);

    public static readonly Effect AlreadyShipped = new((c, change) =>
    {
        var a = c.Arguments as TrackingArguments;
        Parceling.New(c, change, Direction.Order, a?.Courier ?? c.File.Order?.Courier, a?.TrackingNumber ?? c.File.Order?.TrackingNumber, FreightPayer.Shop, ParcelStep.Numbered);
        change.TransitionPayload = a;
        Approving.TellOwner(c, change, "notice.shipped_already");
    })
    {
        Arguments = typeof(TrackingArguments),
        ArgumentsOptional = true,
        Validate = c => c.Arguments is TrackingArguments a ? Parceling.Check(c, a.Courier, a.TrackingNumber) : null,
    };

    public static readonly Effect Caught = new((c, change) =>
    {
        Parceling.Write(c, change, ParcelStep.Cancelled);
        Accepted(c, change);
    });

    /// <summary>It comes back by itself: what was an order's parcel is now the return.</summary>
    public static readonly Effect RefusedAtDoor = new((c, change) =>
    {
        if (c.File.Parcel is { } parcel)
        {
            parcel.Direction = Direction.Return;
            Parceling.Write(c, change, parcel, ParcelStep.Scanned);
        }

        Claims.MoveGoods(c, change, Direction.Return, GoodsState.InTransit, GoodsState.None, GoodsState.Awaited);
        Approving.TellOwner(c, change, "notice.refused_at_door");
    });

    public static readonly Effect DeliveredAllTheSame = new((c, change) =>
    {
        Parceling.Write(c, change, ParcelStep.SignedFor);
        Claims.WithdrawProposed(c, change);
        Approving.TellOwner(c, change, "notice.interception_failed");
    });

    public static readonly Effect NoWord = new((c, change) =>
    {
        Parceling.Write(c, change, ParcelStep.Chased);
        Claims.WithdrawProposed(c, change);
        Approving.TellOwner(c, change, "notice.interception_without_word");
    });

    public static readonly Effect GiveTracking = new((c, change) =>
    {
        var a = (TrackingArguments)c.Arguments!;
        Parceling.New(c, change, Direction.Return, a.Courier, a.TrackingNumber, c.Case.FreightPayer, ParcelStep.Numbered);
        Claims.MoveGoods(c, change, Direction.Return, GoodsState.InTransit, GoodsState.None, GoodsState.Awaited);
        change.TransitionPayload = a;
        PromiseFreight(c, change, a.Freight, a.AsCredit);
        ExchangeEffects.SendAhead(c, change);
        Approving.TellOwner(c, change, "notice.return_sent");
    })
    {
        Arguments = typeof(TrackingArguments),
        Validate = c => CheckTracking(c, (TrackingArguments)c.Arguments!),
    };

    public static readonly Effect BookPickup = new((c, change) =>
    {
        var a = (PickupArguments)c.Arguments!;
        change.TransitionPayload = a;
        Parceling.New(c, change, Direction.Return, a.Courier, null, c.Case.FreightPayer, ParcelStep.Numbered);
    })
    {
        Arguments = typeof(PickupArguments),
        Validate = c => Parceling.Check(c, ((PickupArguments)c.Arguments!).Courier, null, isNumberNeeded: false) ?? Trades.CheckCourier(c, ((PickupArguments)c.Arguments!).Courier, false),
    };

    public static readonly Effect RemindToReturn = new((c, change) => change.Tell("notice.return_reminder", Audience.Buyer));

    /// <summary>The buyer sent nothing in time, or gave it up.</summary>
    public static readonly Effect ReturnGivenUp = new((c, change) =>
    {
        if (ExchangeEffects.OwesGoods(c.File))
        {
            ExchangeEffects.OweGoods(c, change);
            return;
        }

        Parceling.CancelUnsent(c, change);
        Claims.GiveUp(c, change);
        Approving.End(c, change, Outcome.Lapsed);
    });

    public static readonly Effect PickedUp = new((c, change) =>
    {
        if (c.File.Parcel is { } parcel)
        {
            if (c.Arguments is TrackingArguments a)
            {
                (parcel.Courier, parcel.TrackingNumber) = (a.Courier.Trim(), a.TrackingNumber.Trim());
                PromiseFreight(c, change, a.Freight, a.AsCredit);
            }

            Parceling.Write(c, change, parcel, ParcelStep.Scanned);
        }

        Claims.MoveGoods(c, change, Direction.Return, GoodsState.InTransit, GoodsState.None, GoodsState.Awaited);
        change.TransitionPayload = c.Arguments;
        ExchangeEffects.SendAhead(c, change);
    })
    {
        Arguments = typeof(TrackingArguments),
        ArgumentsOptional = true,
        Validate = c => c.Arguments is TrackingArguments a ? CheckTracking(c, a) : null,
    };

    /// <summary>The buyer must hear of it, and not only by the program.</summary>
    public static readonly Effect PickupFailed = new((c, change) =>
    {
        Parceling.Write(c, change, ParcelStep.Cancelled);
        change.Tell("notice.pickup_failed", Audience.Buyer);
        change.Tell("notice.contact_after_pickup", c.Case.OwnerId);
    });

    public static readonly Effect SignedFor = new((c, change) =>
    {
        // Given up for lost, it can arrive all the same.
        if ((c.File.Parcel ?? c.File.Parcels.LastOrDefault(p => p is { Direction: Direction.Return, SignedAt: null, CancelledAt: null })) is { } parcel)
        {
            Parceling.Write(c, change, parcel, ParcelStep.SignedFor);
        }

        Claims.MoveGoods(c, change, Direction.Return, GoodsState.Received, GoodsState.None, GoodsState.Awaited, GoodsState.InTransit, GoodsState.Lost);
        change.Tell("notice.return_arrived", Audience.Warehouse);
    });

    /// <summary>72 hours without a scan: a follow-up with the courier opens beside the return, which goes on waiting.</summary>
    public static readonly Effect NoScan = new((c, change) =>
    {
        Parceling.Write(c, change, ParcelStep.Chased);
        change.Open(new OpenedCase(CaseType.LogisticsFollowUp, LinkKind.Related)
        {
            SubKind = SubKinds.Locate,
            Courier = c.File.Parcel?.Courier,
            TrackingNumber = c.File.Parcel?.TrackingNumber,
        });
        Approving.TellOwner(c, change, "notice.parcel_without_scan");
    });

    public static readonly Effect Lost = new((c, change) =>
    {
        Parceling.Lose(c, change, "return_lost");
        Claims.MoveGoods(c, change, Direction.Return, GoodsState.Lost, GoodsState.None, GoodsState.Awaited, GoodsState.InTransit);
        Accepted(c, change);
        Approving.TellOwner(c, change, "notice.parcel_lost");
    });

    /// <summary>Laid out by the buyer where the shop pays: given back when the trade completes, or at once as credit.</summary>
    private static void PromiseFreight(FiringContext c, CaseChange change, decimal freight, bool asCredit)
    {
        if (freight <= 0 || c.Case.FreightPayer != FreightPayer.Shop)
        {
            return;
        }

        if (asCredit)
        {
            MoneyMoves.Begin(c, change, LedgerStep.Succeeded, freight, LedgerPurpose.ReturnFreight, Tender.Coupon, null);
            return;
        }

        var granted = MoneyMoves.Begin(c, change, LedgerStep.Granted, freight, LedgerPurpose.ReturnFreight, Tender.Cash, null);
        Promising.Make(c, change, new Promise
        {
            Kind = PromiseKind.FreightBack,
            What = "",
            Amount = freight,
            OwedBy = Wait.Finance,
            DueAt = c.File.Order?.AutoConfirmAt is { } done && done > c.At ? done : c.At.AddSeconds(c.Settings.PaymentWithinSeconds),
            PaymentId = granted.PaymentId,
        });
    }

    /// <summary>What a buyer laid out for postage an agent notes, by its receipt: it becomes a promise.</summary>
    private static TransitionRefused? CheckTracking(FiringContext c, TrackingArguments a) =>
        Parceling.Check(c, a.Courier, a.TrackingNumber)
        ?? Trades.CheckCourier(c, a.Courier, a.FreightCollect)
        ?? (a.Freight < 0 || a.Freight > LargestReturnFreight || a.Freight != Math.Round(a.Freight, 2) || (a.Freight > 0 && c.Actor.Kind == ActorKind.Buyer) ? c.Refuse(RefusalReason.InvalidArgument, ("name", "freight")) : null);
}
