using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    /// <summary>Scans and signatures of a parcel that moves no state; the one that the state follows moves by its triggers.</summary>
    private static CaseOutcome Track(FiringContext c, TrackParcel act)
    {
        var parcel = c.File.Parcels.Find(p => p.Id == act.ParcelId);
        var refusal =
            parcel is null ? c.Refuse(RefusalReason.UnknownParcel)
            : Firing.Check(FiredBy.Owner | FiredBy.Warehouse | FiredBy.Import, c) is { } who ? who
            : !parcel.IsOpen || act.Step is not (ParcelStep.Numbered or ParcelStep.Scanned or ParcelStep.SignedFor or ParcelStep.Lost or ParcelStep.Chased or ParcelStep.CourierAnswered or ParcelStep.HandedOver)
                || (act.Step == ParcelStep.Lost && parcel.Direction == Goods.Direction.Outbound && parcel.FirstScanAt is null)
                ? c.Refuse(RefusalReason.InvalidArgument, ("name", "step"))
            : act.Step == ParcelStep.Numbered ? Parceling.Check(c, act.Courier, act.TrackingNumber)
            : null;
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        return Settle(c, change =>
        {
            if (act.Step == ParcelStep.Numbered)
            {
                (parcel!.Courier, parcel.TrackingNumber) = (act.Courier!.Trim(), act.TrackingNumber!.Trim());
            }

            Parceling.Write(c, change, parcel!, act.Step);
            if (act.Step == ParcelStep.Lost)
            {
                Parceling.OpenClaim(c, change, parcel!, "parcel_lost");
            }

            // Another one has to be sent.
            if (act.Step == ParcelStep.Lost && parcel!.Direction == Direction.Outbound)
            {
                Claims.MoveGoods(c, change, Direction.Outbound, GoodsState.Reserved, GoodsState.InTransit);
            }

            if (parcel!.Direction == Direction.Outbound && act.Step is ParcelStep.Scanned or ParcelStep.SignedFor)
            {
                var to = act.Step == ParcelStep.Scanned ? GoodsState.InTransit : GoodsState.Delivered;
                Claims.MoveGoods(c, change, Direction.Outbound, to, GoodsState.None, GoodsState.Reserved, GoodsState.InTransit);
            }
        });
    }

    private static CaseOutcome MoveOn(FiringContext c, MoveGoods act)
    {
        var item = c.File.Goods.Find(g => g.Id == act.GoodsItemId);
        var refusal =
            item is null ? c.Refuse(RefusalReason.UnknownGoods)
            : Firing.Check(FiredBy.Warehouse, c) is { } who ? who
            : act.Quantity < 1 || act.Quantity > item.Quantity ? c.Refuse(RefusalReason.InvalidArgument, ("name", "quantity"))
            : act.Reference is { Length: > GoodsItem.LongestReference } ? c.Refuse(RefusalReason.InvalidArgument, ("name", "reference"))
            : !IsNext(item, act) ? c.Refuse(RefusalReason.GoodsStepNotAllowed, ("state", JsonText.CamelCase(item.State.ToString())))
            : null;
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        return Settle(c, change =>
        {
            var moved = item!;
            if (act.Quantity < moved.Quantity)
            {
                moved.Quantity -= act.Quantity;
                var left = moved;
                moved = Claims.New(c, change, left.OrderLineId, left.Direction);
                (moved.Quantity, moved.Result, moved.Sku, moved.Round) = (act.Quantity, left.Result, left.Sku, left.Round);
            }

            (moved.State, moved.Reference) = (act.To, act.Reference?.Trim() ?? moved.Reference);
            moved.Result = act.To == GoodsState.Inspected ? act.Result : moved.Result;
            change.Also(EventKind.Goods, new { state = act.To, items = new[] { new { moved.OrderLineId, moved.Quantity, moved.Result } }, moved.Reference });
        });
    }

    private static bool IsNext(GoodsItem item, MoveGoods act) => (item.Direction, item.State, act.To) switch
    {
        (Direction.Return, GoodsState.Awaited or GoodsState.InTransit, GoodsState.Received) => true,
        (Direction.Return, GoodsState.Received, GoodsState.Inspected) => Enum.IsDefined(act.Result) && act.Result != InspectionResult.None,
        (Direction.Return, GoodsState.Inspected, GoodsState.Restocked) => item.Result == InspectionResult.AcceptedGood,
        (Direction.Return, GoodsState.Inspected, GoodsState.Scrapped or GoodsState.ToSupplier) => item.Result is not (InspectionResult.TooFew or InspectionResult.Empty),
        _ => false,
    };

    private static CaseOutcome MoveOn(FiringContext c, MoveCarrierClaim act)
    {
        var claim = c.File.CarrierClaims.Find(k => k.Id == act.ClaimId);
        var refusal =
            claim is null ? c.Refuse(RefusalReason.UnknownClaim)
            : !c.Actor.WorksOnCases() || c.Actor.Kind != ActorKind.Person ? c.Refuse(RefusalReason.RoleRequired, ("roles", "agent,supervisor"))
            : !IsNext(claim.State, act.To) ? c.Refuse(RefusalReason.InvalidArgument, ("name", "to"))
            : act.Amount < 0 || act.Amount != Math.Round(act.Amount, 2) || act.Amount > 1_000_000
                || (act.Amount == 0 && act.To is CarrierClaimState.Filed or CarrierClaimState.Paid) ? c.Refuse(RefusalReason.InvalidArgument, ("name", "amount"))
            : act.To is CarrierClaimState.Refused or CarrierClaimState.Dropped && !c.HasNote ? c.Refuse(RefusalReason.NoteRequired)
            : null;
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        return Settle(c, change =>
        {
            (claim!.State, claim.HandledById) = (act.To, c.Actor.AccountId);
            claim.Amount = act.To == CarrierClaimState.Filed ? act.Amount : claim.Amount;
            claim.PaidAmount = act.To == CarrierClaimState.Paid ? act.Amount : claim.PaidAmount;
            claim.ClosedAt = act.To == CarrierClaimState.Filed ? null : c.At;
            change.Also(EventKind.CarrierClaim, new { claimId = claim.Id, claim.Courier, claim.TrackingNumber, claim.State, act.Amount });
        });
    }

    private static bool IsNext(CarrierClaimState from, CarrierClaimState to) => (from, to) switch
    {
        (CarrierClaimState.Open, CarrierClaimState.Filed or CarrierClaimState.Dropped) => true,
        (CarrierClaimState.Filed, CarrierClaimState.Paid or CarrierClaimState.Refused or CarrierClaimState.Dropped) => true,
        (CarrierClaimState.Refused, CarrierClaimState.Filed or CarrierClaimState.Dropped) => true,
        _ => false,
    };
}
