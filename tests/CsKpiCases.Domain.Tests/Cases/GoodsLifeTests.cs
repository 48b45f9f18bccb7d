using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;
using static CsKpiCases.Domain.Tests.Cases.MachineTimerTests;
using static CsKpiCases.Domain.Tests.Cases.Trade;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>The longest ways of exchanges, reshipments, follow-ups, reviews and visits.</summary>
public sealed class GoodsLifeTests
{
    [Fact]
    public void Exchange_LostSentAgainStillWrongAndExchangedOnceMore()
    {
        var bench = Back(Exchanging(30m));
        Assert.Equal((ExchangeWorkflow.DifferenceDue, Wait.Buyer), (bench.Case.State, bench.Case.WaitsOn));
        bench.Fire(Triggers.DifferencePaid, Import, new PaidArguments("D1")).Fire(Triggers.FirstScan, Warehouse, Parcel("SF000002")).Fire(Triggers.Lost, Import);
        Assert.Equal((OutgoingGoods.AwaitingOutbound, "outbound_lost"), (bench.Case.State, Assert.Single(bench.File.CarrierClaims).Reason));
        bench.Fire(Triggers.FirstScan, Warehouse, Parcel("SF000003")).Fire(Triggers.Delivered, Import).Fire(Triggers.StillWrong, Actor.Buyer, note: "还是裂的");
        Assert.Equal(ReturnedGoods.Deciding, bench.Case.State);

        // all three cups were bought, two of them replaced: the replacements can come back
        bench.Fire(Triggers.ApproveExchange, OtherAgent, new ApproveExchangeArguments([Of(Cups, 2)], ReturnReason.Damaged, "R2"));
        Back(bench, "SF000004").Fire(Triggers.FirstScan, Warehouse, Parcel("SF000005")).Fire(Triggers.Delivered, Import).Fire(Triggers.Received, Actor.Buyer);
        Assert.Equal((SharedWorkflow.Resolved, Outcome.Solved), (bench.Case.State, bench.Case.Outcome));
        Assert.Empty(bench.File.Ledger);
        Sound.Assert(bench);
    }

    [Fact]
    public void Exchange_WhereWeOwe_IsPaidByFinance()
    {
        var bench = Back(Exchanging(-15m));
        Assert.Equal((ExchangeWorkflow.DifferenceDue, Wait.Finance, 394.99m), (bench.Case.State, bench.Case.WaitsOn, bench.File.Remaining));
        bench.Fire(Triggers.DifferencePaid, Finance, new PaidArguments("D1"));
        Assert.Equal((OutgoingGoods.AwaitingOutbound, LedgerStep.Succeeded), (bench.Case.State, bench.File.Ledger[^1].Step));
    }

    [Fact]
    public void Exchange_OfferOfLess_IsAddedToWhatTheBuyerOwes()
    {
        var bench = Inspected(CaseType.Exchange).Fire(Triggers.OfferPartial, OtherAgent, new PartialOfferArguments("补 40 元", [Of(Cups, 2, 160m)])).Fire(Triggers.Accept, Actor.Buyer);
        Assert.Equal((ExchangeWorkflow.DifferenceDue, 40m, 0), (bench.Case.State, bench.Case.Difference, bench.File.Ledger.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Exchange_WithoutStock_IsASupervisorsChoice(bool refund)
    {
        var bench = Back(Exchanging(0m)).Fire(Triggers.NoStock, Warehouse);
        Assert.Equal((ExchangeWorkflow.DifferenceDue, Wait.Supervisor), (bench.Case.State, bench.Case.WaitsOn));
        bench.Fire(refund ? Triggers.RefundInstead : Triggers.WaiveDifference, Supervisor, note: "已与买家商定");
        Assert.Equal(
            refund ? (CaseType.Return, ReturnWorkflow.Refunding, 200m) : (CaseType.Exchange, OutgoingGoods.AwaitingOutbound, 0m),
            (bench.Case.Type, bench.Case.State, LedgerSums.Granted(bench.File.Ledger)));
    }

    [Fact]
    public void AdvanceExchange_WhoseReplacementHasLeft_EndsWithTheDifference()
    {
        var bench = Ahead();
        bench.Fire(Triggers.SignedFor, Warehouse).Fire(Triggers.Passes, Warehouse);
        Assert.Equal((SharedWorkflow.Resolved, Outcome.Solved), (bench.Case.State, bench.Case.Outcome));
    }

    [Fact]
    public void AdvanceExchange_WhoseReturnFails_LeavesTheGoodsPriceOwed()
    {
        var bench = Ahead().Fire(Triggers.SignedFor, Warehouse).Fire(Triggers.Differs, Warehouse, new InspectionArguments([new InspectedLine(Cups, InspectionResult.Fake, 2)]))
            .WithPhoto().Contacted().Fire(Triggers.RefuseGoods, OtherAgent, note: "不是我们的货").Fire(Triggers.SentBack, Warehouse, Parcel("SF000009")).Ring();
        Assert.Equal((ExchangeWorkflow.DifferenceDue, Wait.Buyer, 200m), (bench.Case.State, bench.Case.WaitsOn, bench.Case.Difference));
        Assert.Equal(Domain.Workflow.RefusalReason.ReplacementSent, bench.Refusal(Triggers.RefundInstead, Supervisor, note: "退"));
        bench.Ring();
        Assert.Equal(Wait.Supervisor, bench.Case.WaitsOn);
        bench.Fire(Triggers.WaiveDifference, Supervisor, note: "大客户");
        Assert.Equal(SharedWorkflow.Resolved, bench.Case.State);
    }

    [Fact]
    public void AdvanceExchange_WhoseReturnNeverBegan_SendsNothingAndOwesNothing()
    {
        var bench = Exchanging(0m, advance: true);
        while (bench.Case.State == ReturnedGoods.AwaitingReturn)
        {
            bench.Ring();
        }

        Assert.Equal((Outcome.Lapsed, 0), (bench.Case.Outcome, bench.File.Parcels.Count));
        Assert.All(bench.File.Goods, g => Assert.Equal(0, g.Quantity));
    }

    [Fact]
    public void AdvanceExchange_AfterAnotherRound_OwesNothingForWhatWasReplacedThen()
    {
        var bench = Back(Exchanging(0m)).Fire(Triggers.FirstScan, Warehouse, Parcel("SF000002")).Fire(Triggers.Delivered, Import).Fire(Triggers.StillWrong, Actor.Buyer, note: "还是裂的")
            .Fire(Triggers.ApproveExchange, OtherAgent, new ApproveExchangeArguments([Of(Cups, 2)], ReturnReason.Damaged, "R2") { Advance = true }).Fire(Triggers.CancelReturn, Actor.Buyer);
        Assert.Equal((SharedWorkflow.Closed, Outcome.Lapsed, 0m), (bench.Case.State, bench.Case.Outcome, bench.Case.Difference));
    }

    [Fact]
    public void AdvanceExchange_WhoseReplacementIsLost_SendsAnother()
    {
        var bench = Ahead();
        bench.Do(new TrackParcel(bench.File.Parcels.Single(p => p.Direction == Direction.Outbound).Id, ParcelStep.Lost), OtherAgent);
        bench.Fire(Triggers.SignedFor, Warehouse).Fire(Triggers.Passes, Warehouse);
        Assert.Equal((OutgoingGoods.AwaitingOutbound, 2), (bench.Case.State, bench.File.Parcels.Count(p => p.Direction == Direction.Outbound)));
    }

    [Fact]
    public void AdvanceExchange_WhoseReplacementHasNotLeftYet_WaitsForTheWarehouse()
    {
        var bench = Exchanging(0m, advance: true).Fire(Triggers.GiveTracking, Actor.Buyer, Parcel()).Fire(Triggers.SignedFor, Warehouse).Fire(Triggers.Passes, Warehouse);
        Assert.Equal((OutgoingGoods.AwaitingOutbound, 1), (bench.Case.State, bench.File.Parcels.Count(p => p.Direction == Direction.Outbound)));
    }

    [Theory]
    [InlineData(true, OutgoingGoods.AwaitingOutbound)]
    [InlineData(false, ReshipmentWorkflow.ReshipApproval)]
    public void Reshipment_OfOurOwnWrongShipment_PassesByItself(bool ours, string to)
    {
        var bench = Begun(CaseType.Reshipment, SubKinds.Wrong).WithPhoto().Fire(Triggers.AskWarehouse, OtherAgent, new ReshipArguments([Of(Cups, 2)], ReturnReason.WrongItem) { Recall = true })
            .Fire(Triggers.Confirm, Warehouse, new WarehouseFindingArguments(ours) { WeightGrams = 800 });
        Assert.Equal((to, 200m), (bench.Case.State, bench.Case.ProposedAmount));
        Assert.Equal([(Direction.Outbound, 2), (Direction.Return, 2)], bench.File.Goods.Select(g => (g.Direction, g.Quantity)));
    }

    [Fact]
    public void Reshipment_WithoutStock_BecomesARefundOfWhatWasToBeSent()
    {
        var bench = Begun(CaseType.Reshipment, SubKinds.Missing).WithPhoto().Fire(Triggers.AskWarehouse, OtherAgent, new ReshipArguments([Of(Cups, 1)], ReturnReason.Missing))
            .Fire(Triggers.Confirm, Warehouse).Fire(Triggers.FirstScan, Warehouse, Parcel()).Fire(Triggers.Delivered, Import).Fire(Triggers.StillWrong, Actor.Buyer, note: "又少了")
            .Fire(Triggers.AskWarehouse, OtherAgent, new ReshipArguments([Of(Cups, 1)], ReturnReason.Missing)).Fire(Triggers.Confirm, Warehouse).Fire(Triggers.NoStock, Warehouse);
        Assert.Equal((CaseType.Return, ReturnWorkflow.RefundApproval, 100m, SubKinds.RefundOnly), (bench.Case.Type, bench.Case.State, bench.Case.ProposedAmount, bench.Case.SubKind));
        Assert.NotNull(bench.File.Parcels[^1].CancelledAt);
        bench.Fire(Triggers.Approve, Supervisor).Fire(Triggers.Paid, Finance);
        Assert.Equal(SharedWorkflow.Resolved, bench.Case.State);
    }

    [Fact]
    public void FollowUp_OpenedByASilentParcel_StuckBecomesAReshipmentWithACarrierClaim()
    {
        var parent = ReturnGuardTests.Returning().Fire(Triggers.GiveTracking, Actor.Buyer, Parcel());
        parent.Pass(72);
        var opened = Assert.Single(parent.Do(new RaiseTimer(), Actor.System).Opened);
        var bench = new CaseBench(CaseActs.Open(opened, parent.File, "AS2603050001", parent.Now, Shanghai, parent.Settings), parent.Now, With(Order(Start)));
        Assert.Equal((LogisticsWorkflow.Chasing, 11L, parent.Case.OrderId, "SF000001"), (bench.Case.State, bench.Case.OwnerId, bench.Case.OrderId, bench.File.Parcels[0].TrackingNumber));
        bench.Fire(Triggers.AskCourier, OtherAgent).Fire(Triggers.Moving, Import).Ring().Fire(Triggers.AskCourier, OtherAgent)
            .Fire(Triggers.Stuck, Import, new StuckArguments(CaseType.Reshipment) { Lines = [Of(Cups, 2)] });
        Assert.Equal((CaseType.Reshipment, ReshipmentWorkflow.WarehouseCheck, Wait.Warehouse), (bench.Case.Type, bench.Case.State, bench.Case.WaitsOn));
        Assert.Equal("parcel_stuck", Assert.Single(bench.File.CarrierClaims).Reason);

        bench.Fire(Triggers.Confirm, Warehouse).Fire(Triggers.Approve, Supervisor).Fire(Triggers.FirstScan, Warehouse, Parcel("SF000007")).Fire(Triggers.Delivered, Import).Ring();
        Assert.Equal(SharedWorkflow.Resolved, bench.Case.State);
        var claim = bench.File.CarrierClaims[0].Id;
        bench.Do(new MoveCarrierClaim(claim, CarrierClaimState.Filed, 200m), OtherAgent);
        bench.Do(new MoveCarrierClaim(claim, CarrierClaimState.Paid, 180m), OtherAgent);
        Assert.Equal((CarrierClaimState.Paid, 200m, 180m), (bench.File.CarrierClaims[0].State, bench.File.CarrierClaims[0].Amount, bench.File.CarrierClaims[0].PaidAmount));
    }

    [Fact]
    public void FollowUp_StuckWithoutLines_SendsTheWholeOrderAgain()
    {
        var order = Order(Start);
        order.Lines.Add(new Domain.Orders.OrderLine { Id = 503, OrderId = 500, Sku = "GIFT", Quantity = 0 });
        var bench = Begun(CaseType.LogisticsFollowUp, load: With(order)).Fire(Triggers.AskCourier, OtherAgent).Fire(Triggers.Stuck, OtherAgent, new StuckArguments(CaseType.Reshipment));
        Assert.Equal([(Cups, 3), (Lamp, 1)], bench.File.Goods.Select(g => (g.OrderLineId, g.Quantity)));
    }

    [Fact]
    public void Review_EndsWithItsCauseFedToProductOrAgent()
    {
        var bench = Begun(CaseType.ReviewFollowUp, SubKinds.NegativeReview).Fire(Triggers.DeclineChange, OtherAgent);
        Assert.Equal(EventKind.ChangeDeclined, bench.Events[^1].Kind);
        bench.WithPhoto().Fire(Triggers.ReportReview, OtherAgent, new ReviewEndArguments(ComplaintCatalogue.Late, FedTo.Agent), "同行恶评");
        Assert.Contains(bench.Events, e => e.Kind == EventKind.CauseFed);
    }

    [Fact]
    public void Visit_Answered_RulesItself()
    {
        var bench = Alone(CaseType.ReturnVisit);
        bench.Case.OwnerId = null;
        bench.Ring().Fire(Triggers.BeginVisit, OtherAgent).Contacted().Fire(Triggers.Answered, OtherAgent, new VisitAnswers(4, true));
        Assert.Equal((SharedWorkflow.Closed, 11L, Liability.Nobody), (bench.Case.State, bench.Case.OwnerId, bench.Case.Liability));
    }

    /// <summary>The warehouse leaves what came back the first time where it was inspected; in the second round the goods do not come back.</summary>
    [Fact]
    public void AdvanceExchange_OfASecondRound_OwesOnlyWhatThatRoundLeftOpen()
    {
        var bench = Back(Exchanging(0m)).Fire(Triggers.FirstScan, Warehouse, Parcel("SF000002")).Fire(Triggers.Delivered, Import).Fire(Triggers.StillWrong, Actor.Buyer, note: "还是裂的")
            .Fire(Triggers.ApproveExchange, OtherAgent, new ApproveExchangeArguments([Of(Cups, 1)], ReturnReason.Damaged, "R2") { Advance = true });
        SentAhead(bench.Fire(Triggers.GiveTracking, Actor.Buyer, Parcel("SF000004"))).Fire(Triggers.SignedFor, Warehouse);
        // two pieces cannot be found in a parcel of one, whatever came with the first
        Assert.Equal(Domain.Workflow.RefusalReason.InvalidArgument, bench.Refusal(Triggers.Differs, Warehouse, new InspectionArguments([new InspectedLine(Cups, InspectionResult.Fake, 2)])));

        bench.Fire(Triggers.Differs, Warehouse, new InspectionArguments([new InspectedLine(Cups, InspectionResult.Fake, 1)]))
            .WithPhoto().Contacted().Fire(Triggers.RefuseGoods, OtherAgent, note: "不是我们的货").Fire(Triggers.SentBack, Warehouse, Parcel("SF000009")).Ring();

        Assert.Equal((ExchangeWorkflow.DifferenceDue, Wait.Buyer, 100m), (bench.Case.State, bench.Case.WaitsOn, bench.Case.Difference));
        Assert.Equal(
            [(Direction.Return, 1, GoodsState.Inspected, 2), (Direction.Outbound, 1, GoodsState.Delivered, 2), (Direction.Return, 2, GoodsState.ReturnedToBuyer, 1), (Direction.Outbound, 2, GoodsState.InTransit, 1)],
            bench.File.Goods.Where(g => g.Quantity > 0).Select(g => (g.Direction, g.Round, g.State, g.Quantity)));
        Sound.Assert(bench);
    }

    /// <summary>A supervisor ends it with the goods here and nothing sent; what came back need not come again.</summary>
    [Fact]
    public void Exchange_ReopenedWithGoodsThatNobodyReplaced_TakesThemIntoTheNewRound()
    {
        var bench = Back(Exchanging(30m));
        bench.Do(new FollowPlatform(SharedWorkflow.Resolved, "换货关闭"), Import);
        bench.Fire(Triggers.Reopen, OtherAgent, note: "买家还要").Fire(Triggers.ApproveExchange, OtherAgent, new ApproveExchangeArguments([Of(Cups, 3)], ReturnReason.Damaged, "R2"));

        Assert.Equal(2, bench.Case.Round);
        Assert.Equal([(Direction.Return, GoodsState.Inspected, 2), (Direction.Return, GoodsState.Awaited, 1), (Direction.Outbound, GoodsState.Reserved, 3)],
            bench.File.Goods.Where(g => g.Quantity > 0 && g.Round == 2).OrderBy(g => g.Direction).ThenByDescending(g => g.State).Select(g => (g.Direction, g.State, g.Quantity)));
        Sound.Assert(bench);
    }

    /// <summary>The platform ends it with the replacement on its way; what becomes of that counts for the case that is reopened.</summary>
    [Theory]
    [InlineData(ParcelStep.Lost, GoodsState.Reserved, OutgoingGoods.AwaitingOutbound)]
    [InlineData(ParcelStep.SignedFor, GoodsState.Delivered, ReturnedGoods.AwaitingReturn)]
    public void Exchange_ReopenedWithTheReplacementOnItsWay_StillHearsOfIt(ParcelStep step, GoodsState goods, string next)
    {
        var bench = Back(Exchanging(0m)).Fire(Triggers.FirstScan, Warehouse, Parcel("SF000002"));
        bench.Do(new FollowPlatform(SharedWorkflow.Resolved, "换货关闭"), Import);
        bench.Fire(Triggers.Reopen, OtherAgent, note: "买家没收到");
        Assert.All(bench.File.Goods, g => Assert.Equal(2, g.Round));

        bench.Do(new TrackParcel(bench.File.Parcels.Single(p => p.Direction == Direction.Outbound).Id, step), Import);

        Assert.Equal(goods, bench.File.Goods.Single(g => g.Direction == Direction.Outbound).State);
        // what is here already and has no replacement need not come again: another one goes out at once
        bench.Fire(Triggers.ApproveExchange, OtherAgent, new ApproveExchangeArguments([Of(Cups, 2)], ReturnReason.Damaged, "R2"));
        Assert.Equal(next, bench.Case.State);
        Sound.Assert(bench);
    }

    /// <summary>What arrived in the same round as what is on its way is settled, and stays where it was settled.</summary>
    [Fact]
    public void Exchange_ReopenedWithOneOfTwoReplacementsOnItsWay_TakesThatOneAlone()
    {
        var bench = Back(Exchanging(0m)).Fire(Triggers.FirstScan, Warehouse, Parcel("SF000002"));
        var sent = bench.File.Goods.Single(g => g.Direction == Direction.Outbound);
        sent.Quantity = 1;
        bench.File.Goods.Add(new GoodsItem { Id = bench.NewId(), OrderLineId = Cups, Direction = Direction.Outbound, Quantity = 1, State = GoodsState.Delivered });
        bench.Do(new FollowPlatform(SharedWorkflow.Resolved, "换货关闭"), Import);
        bench.Fire(Triggers.Reopen, OtherAgent, note: "只收到一件");

        Assert.Equal(
            [(Direction.Return, 1, 1, GoodsState.Inspected), (Direction.Outbound, 1, 1, GoodsState.Delivered), (Direction.Return, 2, 1, GoodsState.Inspected), (Direction.Outbound, 2, 1, GoodsState.InTransit)],
            bench.File.Goods.OrderBy(g => g.Round).ThenBy(g => g.Direction).Select(g => (g.Direction, g.Round, g.Quantity, g.State)));
    }

    [Theory]
    [InlineData(true, FreightPayer.None, FreightPayer.Buyer)]
    [InlineData(true, FreightPayer.Shop, FreightPayer.Shop)]
    [InlineData(false, FreightPayer.None, FreightPayer.Shop)]
    public void Exchange_OfAPresaleItem_IsAtTheBuyersPostageUnlessSaidOtherwise(bool isPresale, FreightPayer said, FreightPayer pays)
    {
        var order = Order(Start);
        order.IsPresale = isPresale;
        var bench = Begun(CaseType.Exchange, load: With(order)).Fire(Triggers.ApproveExchange, OtherAgent, new ApproveExchangeArguments([Of(Cups, 1)], ReturnReason.Damaged, "R1") { FreightPayer = said });
        Assert.Equal(pays, bench.Case.FreightPayer);
    }

    private static CaseBench Ahead() => SentAhead(Exchanging(0m, advance: true).Fire(Triggers.GiveTracking, Actor.Buyer, Parcel()));

    private static CaseBench SentAhead(CaseBench bench)
    {
        var outbound = bench.File.Parcels.Single(p => p is { Direction: Direction.Outbound, IsOpen: true }).Id;
        bench.Do(new TrackParcel(outbound, ParcelStep.Numbered) { Courier = "顺丰", TrackingNumber = "SF000008" }, Warehouse);
        bench.Do(new TrackParcel(outbound, ParcelStep.Scanned), Warehouse);
        return bench;
    }

    private static CaseBench Back(CaseBench bench, string number = "SF000001") =>
        bench.Fire(Triggers.GiveTracking, Actor.Buyer, Parcel(number)).Fire(Triggers.SignedFor, Warehouse).Fire(Triggers.Passes, Warehouse);
}
