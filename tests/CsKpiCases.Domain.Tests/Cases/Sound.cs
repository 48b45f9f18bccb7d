using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using Xunit.Sdk;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>What holds of every case at every moment.</summary>
internal static class Sound
{
    public static void Assert(CaseBench bench)
    {
        OfTheState(bench);
        OfTheMoney(bench.File);
        OfTheGoods(bench.File);
    }

    private static void OfTheState(CaseBench bench)
    {
        var (@case, last) = (bench.Case, bench.Events[^1]);
        Holds(bench.Events.Count == @case.EventCount, "events are counted");
        Holds((@case.State, @case.Stage, @case.WaitsOn, @case.OwnerId) == (last.ToState, last.Stage, last.WaitsOn, last.OwnerId), "the last event says where it stands");
        var state = CaseMachines.For(@case.Type).State(@case.State);
        Holds((state.Stage, state.WaitsOn(bench.File)) == (@case.Stage, @case.WaitsOn), "stage and wait are the state's");
        Holds(@case.Stage == Stage.Closed == @case.ClosedAt is not null, "closed when it is closed");
        Holds(@case.IsOpen == (@case.Outcome == Outcome.None), "an outcome when it has ended, and only then");
        Holds(@case.FrozenById is null || @case.IsOpen, "frozen only while it is open");
        Holds(@case.HeldUntil is null == (@case.HeldFor == Wait.None), "held for somebody until some time");
        var timer = @case.FrozenById is not null ? Case.Never : state.NextAfter(bench.File, @case.TimerFiredAt ?? DateTime.MinValue)?.DueAt ?? Case.Never;
        Holds(@case.TimerDueAt == (@case.HeldUntil is { } until && until < timer && @case.FrozenById is null ? until : timer), "the next timer is the state's or the hold's");
    }

    private static void OfTheMoney(CaseFile file)
    {
        Holds(LedgerSums.Granted(file.Ledger) + file.GrantedOnOtherCases <= (file.OrderPaidAmount ?? 0), "never granted more than was paid");
        foreach (var line in file.Order!.Lines)
        {
            Holds(LedgerSums.GrantedForLine(file.Ledger, line.Id) <= line.PaidAmount, "never more for a line than was paid for it");
            Holds(Back(Tender.Coupon) <= line.CouponAmount && Back(Tender.Points) <= line.PointsAmount, "never more coupons or points back than were used");
            decimal Back(Tender tender) => LedgerSums.LastSteps(file.Ledger)
                .Where(e => e.OrderLineId == line.Id && e.Tender == tender && LedgerSums.IsGivenBack(e) && e.Step != LedgerStep.Withdrawn).Sum(e => e.Amount);
        }

        Holds(file.Ledger.GroupBy(e => e.PaymentId).All(p => p.Count(e => e.Step == LedgerStep.Succeeded) <= 1), "nothing is paid twice");
        Holds(file.Case.IsOpen || file.Case.PlatformSaidAt is not null || LedgerSums.LastSteps(file.Ledger).All(e => e.Step != LedgerStep.Proposed), "nothing is proposed on what has ended");
    }

    private static void OfTheGoods(CaseFile file)
    {
        Holds(file.Goods.TrueForAll(g => g.Quantity >= 0), "pieces are counted");
        foreach (var line in file.Order!.Lines)
        {
            var ofLine = file.Goods.Where(g => g.OrderLineId == line.Id).ToList();
            var replaced = Pieces(Direction.Outbound, g => g.State is GoodsState.InTransit or GoodsState.Delivered);
            Holds(Pieces(Direction.Return, g => g.State != GoodsState.ReturnedToBuyer) - replaced <= line.Quantity, "no more comes back than was bought");
            Holds(Pieces(Direction.Outbound, g => g.State is GoodsState.None or GoodsState.Reserved) <= line.Quantity, "no more is set aside than was bought");
            int Pieces(Direction direction, Func<GoodsItem, bool> which) => ofLine.Where(g => g.Direction == direction && which(g)).Sum(g => g.Quantity);
        }

        Holds(file.CarrierClaims.Select(k => k.ParcelId).Distinct().Count() == file.CarrierClaims.Count, "one claim for a parcel");
    }

    private static void Holds(bool condition, string what)
    {
        if (!condition)
        {
            throw new XunitException("Not so: " + what);
        }
    }
}
