using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;
using static CsKpiCases.Domain.Tests.Cases.Trade;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>A gift that the buyer misses: looked into, then sent or its value paid.</summary>
public sealed class GiftActTests
{
    [Fact]
    public void Reshipment_OfAGift_WaitsForSnapshotParcelsPackingListAndWeight()
    {
        var bench = Missing(CaseType.Reshipment, SubKinds.Missing);
        var ask = new ReshipArguments([Of(Lamp, 1)], ReturnReason.Missing);
        Assert.Equal(RefusalReason.GiftUnchecked, bench.Refusal(Triggers.AskWarehouse, OtherAgent, ask));

        Assert.Equal([EventKind.GiftChecked], bench.Do(new CheckGift(GiftFinding.Owed), OtherAgent).Events.Select(e => e.Kind));
        bench.Fire(Triggers.AskWarehouse, OtherAgent, ask);
        Assert.Equal(RefusalReason.MissingArgument, bench.Refusal(Triggers.Confirm, Warehouse));
        Assert.Equal(RefusalReason.MissingArgument, bench.Refusal(Triggers.Confirm, Warehouse, new WarehouseFindingArguments(true) { PackingListChecked = true }));
        bench.Fire(Triggers.Confirm, Warehouse, new WarehouseFindingArguments(true) { PackingListChecked = true, WeightGrams = 640 });

        Assert.Equal((OutgoingGoods.AwaitingOutbound, GiftFinding.Owed), (bench.Case.State, bench.Case.GiftFinding));
    }

    [Fact]
    public void GiftsValue_IsPaidAfterTheCheckAlone()
    {
        var bench = Missing(CaseType.Return, SubKinds.RefundOnly);
        Assert.Equal(RefusalReason.GiftUnchecked, bench.Refusal(Triggers.Compensate, OtherAgent, new CompensateArguments(15m)));
        Assert.Equal(RefusalReason.GiftUnchecked, bench.Refusal(Triggers.RefundOnly, OtherAgent, new RefundOnlyArguments([Of(Lamp, 1, 15m)], ReturnReason.Missing)));

        bench.Do(new CheckGift(GiftFinding.Owed), OtherAgent);

        Assert.Equal(ReturnWorkflow.Refunding, bench.Fire(Triggers.Compensate, OtherAgent, new CompensateArguments(15m)).Case.State);
    }

    [Fact]
    public void Check_ThatIsWrong_IsRefused()
    {
        var bench = Missing(CaseType.Return, SubKinds.RefundOnly);
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new CheckGift(GiftFinding.None), OtherAgent));
        Assert.Equal(RefusalReason.NotOwner, bench.Refusal(new CheckGift(GiftFinding.Owed), Agent));
        Assert.Equal(RefusalReason.NoMissingGift, Begun(CaseType.Return, SubKinds.RefundOnly).Refusal(new CheckGift(GiftFinding.Owed), OtherAgent));
        Assert.Equal(RefusalReason.NotOpen, bench.Fire(Triggers.Withdraw, OtherAgent).Refusal(new CheckGift(GiftFinding.Owed), OtherAgent));
    }

    private static CaseBench Missing(CaseType type, string subKind)
    {
        var bench = Begun(type, subKind);
        bench.Do(new ChangeFields { Cause = ComplaintCatalogue.MissingGift }, OtherAgent);
        return bench.WithPhoto();
    }
}
