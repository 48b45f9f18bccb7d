using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Domain.Tests.Scoring;
using FsCheck.Fluent;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;
using static CsKpiCases.Domain.Tests.Cases.MachineTimerTests;
using static CsKpiCases.Domain.Tests.Cases.ReturnGuardTests;
using static CsKpiCases.Domain.Tests.Cases.Trade;

namespace CsKpiCases.Domain.Tests.Cases;

public sealed class ReturnLifeTests
{
    /// <summary>It becomes a promise of money: an agent notes it, by its receipt.</summary>
    [Fact]
    public void Postage_ToldByTheBuyerHimself_IsRefused() => Assert.Equal(
        RefusalReason.InvalidArgument, Returning().Refusal(Triggers.GiveTracking, Actor.Buyer, Parcel() with { Freight = 12.5m }));

    [Fact]
    public void Life_OfTheLongestReturn_PaysToTheFenWithCouponsPointsAndPostage()
    {
        var bench = Returning();
        Assert.Equal(Start.AddDays(15), bench.File.Order!.AutoConfirmAt);
        bench.Pass(5).Fire(Triggers.BookPickup, Actor.Buyer, new PickupArguments("京东快递")).Pass(5).Fire(Triggers.PickupFailed, OtherAgent)
            .Pass(5).Fire(Triggers.GiveTracking, OtherAgent, Parcel() with { Freight = 12.5m });
        var freight = Assert.Single(bench.File.Promises);
        Assert.Equal((PromiseKind.FreightBack, 12.5m, bench.File.Order.AutoConfirmAt!.Value), (freight.Kind, freight.Amount, freight.DueAt));

        bench.Pass(20).Fire(Triggers.Scanned, Import).Pass(20).Fire(Triggers.SignedFor, Warehouse).Pass(2)
            .Fire(Triggers.Differs, Warehouse, new InspectionArguments([new InspectedLine(Cups, InspectionResult.Used, 1)]));
        Assert.Equal([(1, InspectionResult.AcceptedGood), (1, InspectionResult.Used)], bench.File.Goods.Select(g => (g.Quantity, g.Result)).Order());
        bench.Fire(Triggers.OfferPartial, OtherAgent, new PartialOfferArguments("一只已使用，退 150 元", [Of(Cups, 2, 150m)])).Fire(Triggers.Accept, Actor.Buyer);
        Assert.Equal((ReturnWorkflow.RefundApproval, ReturnedGoods.InspectionDispute), (bench.Case.State, bench.Case.ApprovalFrom));

        bench.Fire(Triggers.Approve, Supervisor).Pass(1).Fire(Triggers.PaymentFailed, Finance, note: "账户异常")
            .Fire(Triggers.RetryPayment, Finance).Pass(1).Fire(Triggers.Paid, Finance, new PaidArguments("R1"));
        Assert.Equal(SharedWorkflow.Resolved, bench.Case.State);
        Assert.Equal([(Tender.Cash, 150m), (Tender.Coupon, 10.01m), (Tender.Points, 3.5m)], Succeeded(bench));
        Assert.Equal(259.99m, bench.File.Remaining);

        bench.Do(new KeepPromise(freight.Id) { Reference = "R2" }, Finance);
        Assert.Contains((Tender.Cash, 12.5m), Succeeded(bench));
        Assert.Equal(259.99m, bench.File.Remaining);
        Assert.Null(EventChain.Verify(bench.Case, bench.Events));
    }

    [Fact]
    public void Refunds_OfALineInAnyParts_GiveBackExactlyTheCouponsAndPointsThatWereUsed() =>
        Property.Holds(60, Property.Cut(30_000), parts =>
        {
            var (granted, coupons, points) = (0m, 0m, 0m);
            foreach (var part in parts.Where(p => p > 0).Select(p => p / 100m))
            {
                var bench = Begun(CaseType.Return, load: With(Order(Start), granted, new Dictionary<long, decimal> { [Cups] = granted }));
                bench.Do(new FireTrigger(Triggers.RefundOnly) { Arguments = new RefundOnlyArguments([Of(Cups, 1, part)], ReturnReason.Quality), Note = "代为处理" }, GeneralManager);
                Assert.Equal(ReturnWorkflow.Refunding, bench.Case.State);
                bench.Fire(Triggers.Paid, Finance);
                granted += part;
                coupons += Succeeded(bench).Where(e => e.Tender == Tender.Coupon).Sum(e => e.Amount);
                points += Succeeded(bench).Where(e => e.Tender == Tender.Points).Sum(e => e.Amount);
                Assert.True(bench.File.Remaining == 409.99m - granted);
            }

            return (granted, coupons, points) == (300m, 20.01m, 7m);
        });

    [Fact]
    public void Offer_ThatIsNotTaken_LeavesWhatWasProposedBefore()
    {
        var bench = Inspected(CaseType.Return).Fire(Triggers.OfferPartial, OtherAgent, new PartialOfferArguments("退 20 元", [Of(Cups, 2, 20m)])).Fire(Triggers.Decline, Actor.Buyer);
        Assert.Equal(ReturnedGoods.InspectionDispute, bench.Case.State);
        bench.Fire(Triggers.AcceptGoods, OtherAgent);
        Assert.Equal((ReturnWorkflow.RefundApproval, 200m), (bench.Case.State, bench.Case.ProposedAmount));
    }

    [Fact]
    public void Decision_AfterAnOfferThatWasNotTaken_KeepsNoneOfItsWords()
    {
        var bench = Begun(CaseType.Return).Fire(Triggers.Propose, OtherAgent, new OfferArguments(ProposalKind.Refund, "留用，退 20 元", [Of(Cups, 1, 20m)], ReturnReason.Quality)).Fire(Triggers.Decline, Actor.Buyer);
        bench.Fire(Triggers.ApproveReturn, OtherAgent, new ApproveReturnArguments([Of(Cups, 2)], ReturnReason.Quality));
        Assert.Equal((null, 200m), (bench.Case.ProposedSolution, bench.Case.ProposedAmount));
    }

    [Fact]
    public void SentBack_ByTheApprover_IsInspectedOnceMore()
    {
        var bench = Returning().Fire(Triggers.GiveTracking, Actor.Buyer, Parcel()).Fire(Triggers.SignedFor, Warehouse).Fire(Triggers.Passes, Warehouse);
        bench.Fire(Triggers.SendBack, Supervisor, note: "请复核成色");
        Assert.Equal(ReturnedGoods.Inspecting, bench.Case.State);
        bench.Fire(Triggers.Differs, Warehouse, new InspectionArguments([new InspectedLine(Cups, InspectionResult.Used, 2)]));
        Assert.Equal((2, InspectionResult.Used), (bench.File.Goods.Sum(g => g.Quantity), Assert.Single(bench.File.Goods).Result));
        bench.WithPhoto().Contacted().Fire(Triggers.RefuseGoods, OtherAgent, note: "已使用").Fire(Triggers.SentBack, Warehouse, Parcel("SF000003") with { FreightPayer = FreightPayer.Buyer });
        Assert.Equal((ReturnedGoods.Rejected, GoodsState.ReturnedToBuyer), (bench.Case.State, bench.File.Goods[0].State));
        bench.Ring();
        Assert.Equal((SharedWorkflow.Resolved, Outcome.Refused, 409.99m), (bench.Case.State, bench.Case.Outcome, bench.File.Remaining));
    }

    [Fact]
    public void Lost_AndFoundAfterAll_IsInspected()
    {
        var bench = Returning().Fire(Triggers.GiveTracking, Actor.Buyer, Parcel()).Fire(Triggers.Lost, Import);
        bench.Fire(Triggers.SendBack, Supervisor, note: "快递说找到了").Fire(Triggers.SignedFor, Warehouse);
        Assert.Equal((GoodsState.Received, bench.Now), (bench.File.Goods[0].State, bench.File.Parcels[0].SignedAt));
    }

    [Fact]
    public void Interception_RefusedAtTheDoor_IsAReturnOfTheOrdersParcel()
    {
        var bench = Begun(CaseType.Return, SubKinds.PreShipment, With(Order(Start, isShipped: false)))
            .Fire(Triggers.HoldShipment, OtherAgent, new HoldShipmentArguments([Of(Cups, 3)], ReturnReason.Other)).Fire(Triggers.AlreadyShipped, Warehouse, Parcel())
            .Fire(Triggers.RefusedAtDoor, Import).Fire(Triggers.SignedFor, Warehouse);
        Assert.Equal((Direction.Return, GoodsState.Received), (Assert.Single(bench.File.Parcels).Direction, bench.File.Goods[0].State));
        bench.Fire(Triggers.Passes, Warehouse).Fire(Triggers.Approve, Supervisor).Fire(Triggers.Paid, OtherAgent);
        Assert.Equal([(Tender.Cash, 300m), (Tender.Coupon, 20.01m), (Tender.Points, 7m)], Succeeded(bench));
    }

    [Fact]
    public void SmallClaim_IsPaidWithoutAnApproval()
    {
        var bench = Begun(CaseType.Return).WithPhoto().Fire(Triggers.Compensate, OtherAgent, new CompensateArguments(30m) { OrderLineId = Cups });
        Assert.Equal((ReturnWorkflow.Refunding, Wait.Finance), (bench.Case.State, bench.Case.WaitsOn));
        bench.Fire(Triggers.PaymentFailed, Finance).Fire(Triggers.PaidOffline, Finance, new VoucherArguments("线下 0312"));
        Assert.Equal([(Tender.Cash, 30m)], Succeeded(bench));
    }

    [Fact]
    public void Dispute_FreezesAReturnWhoseLedgerTakesItsRuling()
    {
        var (bench, dispute) = Disputed(Returning());
        Assert.Equal<(long?, long?, long?)>((dispute.Case.Id, bench.Case.Id, 11), (bench.Case.FrozenById, dispute.Case.GrewFromId, dispute.Case.OwnerId));
        Assert.Equal((DisputeWorkflow.MerchantReply, Start.AddDays(2)), (dispute.Case.State, dispute.Case.TimerDueAt));
        End(bench, dispute, 50m);
        Assert.Equal((ReturnedGoods.Deciding, null, 359.99m), (bench.Case.State, bench.Case.FrozenById, bench.File.Remaining));
        Assert.Equal([(Tender.Cash, 50m), (Tender.Coupon, 3.34m), (Tender.Points, 1.17m)], Succeeded(bench));
        Assert.Empty(dispute.File.Ledger);

        // the goods of the frozen claim can be decided on anew
        Assert.Null(Reason(bench, Triggers.ApproveReturn, new ApproveReturnArguments([Of(Cups, 3)], ReturnReason.Damaged)));
    }

    [Fact]
    public void Dispute_WithGoodsOnTheirWay_LeavesThemToANewDecision()
    {
        var (bench, dispute) = Disputed(Returning(cups: 3).Fire(Triggers.GiveTracking, OtherAgent, Parcel() with { Freight = 9m }));
        End(bench, dispute, 20m);
        Assert.True(bench.File.Promises[0].IsOpen);
        bench.Fire(Triggers.RefundOnly, OtherAgent, new RefundOnlyArguments([Of(Cups, 3)], ReturnReason.Damaged));
        Assert.Equal((ReturnWorkflow.RefundApproval, 3), (bench.Case.State, bench.File.Goods.Sum(g => g.Quantity)));
    }

    [Fact]
    public void Dispute_ThatRefundsInFull_ResolvesTheFrozenCase()
    {
        var bench = Begun(CaseType.Return).Fire(Triggers.RefundOnly, OtherAgent, new RefundOnlyArguments([Of(Cups, 3)], ReturnReason.Quality)).Fire(Triggers.Approve, Supervisor);
        (bench, var dispute) = Disputed(bench);
        End(bench, dispute, 409.99m);
        Assert.Equal((SharedWorkflow.Resolved, Outcome.Solved, 0m), (bench.Case.State, bench.Case.Outcome, bench.File.Remaining));
        Assert.Equal([(Tender.Cash, 300m), (Tender.Cash, 99.99m), (Tender.Cash, 10m), (Tender.Coupon, 20.01m), (Tender.Points, 7m)], Succeeded(bench));
    }

    [Fact]
    public void Dispute_ThatIsReopened_PaysOnItsOwnAndThawsNothingTwice()
    {
        var (bench, dispute) = Disputed(Returning());
        End(bench, dispute, 50m);
        dispute.Pass(1).Fire(Triggers.Reopen, OtherAgent).Fire(Triggers.Reply, OtherAgent, note: "平台复议")
            .Fire(Triggers.PlatformRules, Import, new PlatformRulesArguments(DisputeRuling.Merchant, 30m)).Fire(Triggers.AcceptRuling, OtherAgent);
        Assert.Empty(dispute.Do(new FireTrigger(Triggers.Executed), Finance).Following);
        Assert.Equal([(Tender.Cash, 30m)], Succeeded(dispute));
    }

    private static (CaseBench Frozen, CaseBench Dispute) Disputed(CaseBench bench)
    {
        var opened = Assert.Single(bench.Do(new FireTrigger(Triggers.OpenDispute) { Arguments = new OpenDisputeArguments(Start.AddDays(2)) }, Import).Opened);
        var dispute = CaseActs.Open(opened, bench.File, "AS2603020002", bench.Now, Shanghai, bench.Settings);
        return (bench, new CaseBench(dispute, bench.Now, With(Order(Start))) { Settings = bench.Settings });
    }

    /// <summary>Ruled, accepted and paid: what it does to the frozen case is done.</summary>
    private static void End(CaseBench bench, CaseBench dispute, decimal amount)
    {
        dispute.Pass(1).Fire(Triggers.Reply, OtherAgent, note: "已举证").Pass(1)
            .Fire(Triggers.PlatformRules, Import, new PlatformRulesArguments(DisputeRuling.Merchant, amount)).Fire(Triggers.AcceptRuling, OtherAgent);
        var following = Assert.Single(dispute.Do(new FireTrigger(Triggers.Executed) { Arguments = new PaidArguments("P1") }, Finance).Following);
        Assert.Equal(bench.Case.Id, following.CaseId);
        bench.Now = dispute.Now;
        bench.Do(following.Act, Actor.System);
    }

    private static IEnumerable<(Tender Tender, decimal Amount)> Succeeded(CaseBench bench) =>
        LedgerSums.LastSteps(bench.File.Ledger).Where(e => e.Step == LedgerStep.Succeeded).Select(e => (e.Tender, e.Amount));
}
