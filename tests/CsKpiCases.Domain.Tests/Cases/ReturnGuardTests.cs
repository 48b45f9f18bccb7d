using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;
using static CsKpiCases.Domain.Tests.Cases.Trade;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>The guard sentences of workflow.md, "Return and refund", on returns and exchanges.</summary>
public sealed class ReturnGuardTests
{
    [Theory]
    [InlineData(1, null)]
    [InlineData(2, RefusalReason.QuantityAboveRemaining)]
    [InlineData(0, RefusalReason.InvalidArgument)]
    public void Quantity_AtMostBoughtLessReturned(int quantity, string? reason)
    {
        var bench = Begun(CaseType.Return, load: With(Order(Start), claims: [new ClaimElsewhere(Cups, 2, IsOpen: false, IsKept: true)]));
        Assert.Equal(reason, Reason(bench, Triggers.ApproveReturn, new ApproveReturnArguments([Of(Cups, quantity)], ReturnReason.Quality)));
    }

    [Fact]
    public void Line_OfAnotherOpenReturnOrExchange_IsRefused()
    {
        var bench = Begun(CaseType.Exchange, load: With(Order(Start), claims: [new ClaimElsewhere(Cups, 1, IsOpen: true, IsKept: true)]));
        Assert.Equal(RefusalReason.LineClaimedElsewhere, Reason(bench, Triggers.ApproveExchange, new ApproveExchangeArguments([Of(Cups, 1)], ReturnReason.Quality, "R1")));
        Assert.Null(Reason(bench, Triggers.ApproveExchange, new ApproveExchangeArguments([Of(Lamp, 1)], ReturnReason.Quality, "R1")));
    }

    [Theory]
    [InlineData(60, null)]
    [InlineData(60.01, RefusalReason.AmountAboveRemaining)]
    [InlineData(-1, RefusalReason.InvalidArgument)]
    [InlineData(0.001, RefusalReason.InvalidArgument)]
    public void Amount_OfALine_AtMostPaidLessGranted(double amount, string? reason)
    {
        var bench = Begun(CaseType.Return, load: With(Order(Start), 240m, new Dictionary<long, decimal> { [Cups] = 240m }));
        Assert.Equal(reason, Reason(bench, Triggers.RefundOnly, new RefundOnlyArguments([Of(Cups, 1, (decimal)amount)], ReturnReason.Quality)));
    }

    [Fact]
    public void Amount_OfTheOrder_AtMostPaidLessGranted()
    {
        var bench = Begun(CaseType.Return, load: With(Order(Start), elsewhere: 400m));
        Assert.Equal(RefusalReason.AmountAboveRemaining, Reason(bench, Triggers.RefundOnly, new RefundOnlyArguments([Of(Cups, 1, 5m)], ReturnReason.Quality) { Freight = 5m }));
        Assert.Null(Reason(bench, Triggers.RefundOnly, new RefundOnlyArguments([Of(Cups, 1, 5m)], ReturnReason.Quality) { Freight = 4.99m }));
    }

    [Fact]
    public void Approve_WhatALineNoLongerHas_IsRefused()
    {
        var elsewhere = new Dictionary<long, decimal>();
        var bench = Begun(CaseType.Return, load: With(Order(Start), 0m, elsewhere));
        bench.Fire(Triggers.RefundOnly, OtherAgent, new RefundOnlyArguments([Of(Cups, 3)], ReturnReason.Quality));
        elsewhere[Cups] = 1m;
        Assert.Equal(RefusalReason.AmountAboveRemaining, bench.Refusal(Triggers.Approve, Supervisor));
        bench.Fire(Triggers.SendBack, Supervisor, note: "另一单已退 1 元");
        bench.Fire(Triggers.RefundOnly, OtherAgent, new RefundOnlyArguments([Of(Cups, 3)], ReturnReason.Quality)).Fire(Triggers.Approve, Supervisor);
        Assert.Equal(299m, bench.Case.ProposedAmount);
    }

    [Fact]
    public void NotShipped_MeansRefundOnly()
    {
        var bench = Begun(CaseType.Return, load: With(Order(Start, isShipped: false)));
        Assert.Equal(RefusalReason.NotShipped, Reason(bench, Triggers.ApproveReturn, new ApproveReturnArguments([Of(Cups, 1)], ReturnReason.Other)));
        bench.Fire(Triggers.HoldShipment, OtherAgent, new HoldShipmentArguments([Of(Cups, 1)], ReturnReason.Other));
        var shipped = Begun(CaseType.Return);
        Assert.Equal(RefusalReason.AlreadyShipped, Reason(shipped, Triggers.HoldShipment, new HoldShipmentArguments([Of(Cups, 1)], ReturnReason.Other)));
    }

    [Fact]
    public void Packed_ThoughNotMarkedShipped_CountsAsShipped()
    {
        var bench = Begun(CaseType.Return, load: With(Order(Start, isShipped: false)));
        bench.Fire(Triggers.HoldShipment, OtherAgent, new HoldShipmentArguments([Of(Cups, 1)], ReturnReason.Other))
            .Fire(Triggers.AlreadyShipped, Warehouse, Parcel()).Fire(Triggers.Delivered, Import);
        Assert.Equal(RefusalReason.AlreadyShipped, Reason(bench, Triggers.HoldShipment, new HoldShipmentArguments([Of(Cups, 1)], ReturnReason.Other)));
        Assert.Null(Reason(bench, Triggers.ApproveReturn, new ApproveReturnArguments([Of(Cups, 1)], ReturnReason.Other)));
    }

    [Theory]
    [InlineData(ReturnReason.NoReason, Cups, null, 7 * 24, null)]
    [InlineData(ReturnReason.NoReason, Cups, null, 7 * 24 + 1, RefusalReason.WindowOver)]
    [InlineData(ReturnReason.NoReason, Lamp, null, 1, RefusalReason.NoReasonNotAllowed)]
    [InlineData(ReturnReason.Quality, Lamp, null, 24 * 40, null)]
    [InlineData(ReturnReason.Damaged, Cups, null, 72, null)]
    [InlineData(ReturnReason.Damaged, Cups, null, 73, RefusalReason.WindowOver)]
    [InlineData(ReturnReason.Damaged, Cups, AfterSalesTerms.FreshFood, 48, null)]
    [InlineData(ReturnReason.Damaged, Cups, AfterSalesTerms.FreshFood, 49, RefusalReason.WindowOver)]
    [InlineData(ReturnReason.PriceDrop, Cups, null, 7 * 24 + 1, RefusalReason.WindowOver)]
    [InlineData(ReturnReason.PriceDrop, Cups, AfterSalesTerms.FreshFood, 48, null)]
    [InlineData(ReturnReason.PriceDrop, Cups, AfterSalesTerms.FreshFood, 49, RefusalReason.WindowOver)]
    [InlineData(ReturnReason.PriceDrop, Cups, AfterSalesTerms.Television, 30 * 24, null)]
    [InlineData(ReturnReason.PriceDrop, Cups, AfterSalesTerms.Television, 30 * 24 + 1, RefusalReason.WindowOver)]
    [InlineData(ReturnReason.PriceDrop, Cups, AfterSalesTerms.Jewellery, 0, RefusalReason.WindowOver)]
    public void Window_CountsFromSigningToTheApplication(ReturnReason reason, long line, string? category, int hours, string? refusal)
    {
        var order = Order(Start, category: category);
        order.SignedAt = Start.AddHours(-hours);
        var bench = Begun(CaseType.Return, load: With(order));
        Assert.Equal(refusal, Reason(bench.Pass(500), Triggers.RefundOnly, new RefundOnlyArguments([Of(line, 1)], reason)));
    }

    [Fact]
    public void Rejection_NeedsAReasonEvidenceAndALoggedContact()
    {
        var bench = Begun(CaseType.Return);
        Assert.Equal(RefusalReason.NoteRequired, bench.Refusal(Triggers.Reject, OtherAgent));
        Assert.Equal(RefusalReason.EvidenceRequired, bench.Refusal(Triggers.Reject, OtherAgent, note: "已使用"));
        Assert.Equal(RefusalReason.EvidenceRequired, bench.Refusal(new FireTrigger(Triggers.Reject) { Note = "已使用", Override = true }, Supervisor));
        bench.WithPhoto();
        Assert.Equal(RefusalReason.ContactRequired, bench.Refusal(Triggers.Reject, OtherAgent, note: "已使用"));
        Assert.Equal(RefusalReason.OverrideNotAllowed, bench.Refusal(new FireTrigger(Triggers.Reject) { Note = "已使用", Override = true }, OtherAgent));
        bench.Do(new FireTrigger(Triggers.Reject) { Note = "号码已停机", Override = true }, Supervisor);
        Assert.Contains("""overridden":["contact_required"]""", bench.Events.Last(e => e.Trigger == Triggers.Reject).Payload, StringComparison.Ordinal);
        Assert.Equal(ReturnedGoods.Rejected, bench.Case.State);
    }

    [Fact]
    public void Cancelling_ForTheBuyer_NeedsAContactUnlessHeDoesItHimself()
    {
        var bench = Returning();
        Assert.Equal(RefusalReason.ContactRequired, bench.Refusal(Triggers.CancelReturn, OtherAgent));
        bench.Fire(Triggers.CancelReturn, Actor.Buyer);
        Assert.Equal((SharedWorkflow.Closed, Outcome.Lapsed), (bench.Case.State, bench.Case.Outcome));
        Returning().Contacted().Fire(Triggers.CancelReturn, OtherAgent);
    }

    [Theory]
    [InlineData("邮政小包", false, RefusalReason.CourierNotAccepted)]
    [InlineData("中国邮政", false, RefusalReason.CourierNotAccepted)]
    [InlineData("ems", false, RefusalReason.CourierNotAccepted)]
    [InlineData("顺丰速运", true, null)]
    [InlineData("申通", true, null)]
    [InlineData("中通", true, RefusalReason.FreightCollectNotAccepted)]
    [InlineData("某某速递", true, RefusalReason.FreightCollectNotAccepted)]
    [InlineData("某某速递", false, null)]
    [InlineData(" ", false, RefusalReason.InvalidArgument)]
    public void Couriers_NoPostAndFreightCollectOnlyWithThoseMarked(string courier, bool collect, string? reason) =>
        Assert.Equal(reason, Reason(Returning(), Triggers.GiveTracking, new TrackingArguments(courier, "AB123456") { FreightCollect = collect }, Actor.Buyer));

    [Theory]
    [InlineData(100, 0, 0, 1, null)]
    [InlineData(100.01, 0, 0, 1, RefusalReason.AboveLimit)]
    [InlineData(50, 450, 0, 1, null)]
    [InlineData(50, 450.01, 0, 1, RefusalReason.SmallClaimCeiling)]
    [InlineData(50, 0, 250, 1, null)]
    [InlineData(50, 0, 250.01, 1, RefusalReason.SmallClaimCeiling)]
    [InlineData(10, 0, 0, 0, RefusalReason.EvidenceRequired)]
    [InlineData(0, 0, 0, 1, RefusalReason.InvalidArgument)]
    public void SmallClaim_HasALimitTwoCeilingsAndPhotos(double amount, double ofAgent, double ofBuyer, int photos, string? reason)
    {
        var bench = Begun(CaseType.Return);
        if (photos > 0)
        {
            bench.WithPhoto();
        }

        bench.File.SmallClaimsTaken = new SmallClaimsTaken((decimal)ofAgent, (decimal)ofBuyer);
        Assert.Equal(reason, Reason(bench, Triggers.Compensate, new CompensateArguments((decimal)amount)));
        Assert.Equal(reason is null ? ReturnWorkflow.Refunding : ReturnedGoods.Deciding, bench.Case.State);
    }

    [Theory]
    [InlineData(ReturnReason.Damaged, null)]
    [InlineData(ReturnReason.WrongItem, null)]
    [InlineData(ReturnReason.NoReason, RefusalReason.InvalidArgument)]
    [InlineData(ReturnReason.Other, RefusalReason.InvalidArgument)]
    public void AdvanceExchange_OnlyAtOurFault(ReturnReason reason, string? refusal) => Assert.Equal(
        refusal, Reason(Begun(CaseType.Exchange), Triggers.ApproveExchange, new ApproveExchangeArguments([Of(Cups, 1)], reason, "R1") { Advance = true }));

    [Fact]
    public void Exchange_ReservesItsReplacementAtApproval()
    {
        var bench = Begun(CaseType.Exchange);
        Assert.Equal(RefusalReason.InvalidArgument, Reason(bench, Triggers.ApproveExchange, new ApproveExchangeArguments([Of(Cups, 2)], ReturnReason.Quality, " ")));
        bench.Fire(Triggers.ApproveExchange, OtherAgent, new ApproveExchangeArguments([Of(Cups, 2)], ReturnReason.Quality, "R1") { ReplacementSku = "CUP-B" });
        Assert.Equal(
            [(Direction.Return, 2, GoodsState.Awaited, null, null), (Direction.Outbound, 2, GoodsState.Reserved, "CUP-B", "R1")],
            bench.File.Goods.Select(g => (g.Direction, g.Quantity, g.State, g.Sku, g.Reference)));
        Assert.Empty(bench.File.Ledger);
    }

    [Theory]
    [InlineData(-100, null)]
    [InlineData(-100.01, RefusalReason.AboveLimit)]
    [InlineData(-500, RefusalReason.AmountAboveRemaining)]
    [InlineData(500, null)]
    public void Exchange_WhatWeOwe_IsWithinTheLimitOfWhoAgreesToIt(double difference, string? reason) => Assert.Equal(
        reason, Reason(Begun(CaseType.Exchange), Triggers.ApproveExchange, new ApproveExchangeArguments([Of(Cups, 1)], ReturnReason.Quality, "R1") { Difference = (decimal)difference }));

    [Fact]
    public void Exchange_OffersNoMoneyAlone() => Assert.Equal(
        RefusalReason.InvalidArgument, Reason(Begun(CaseType.Exchange), Triggers.Propose, new OfferArguments(ProposalKind.Refund, "退 20 元", [Of(Cups, 1, 20m)], ReturnReason.Quality)));

    [Fact]
    public void OfferPartial_OfNothingOrOfWhatDidNotComeBack_IsRefused()
    {
        var bench = Returning().Fire(Triggers.GiveTracking, Actor.Buyer, Parcel()).Fire(Triggers.SignedFor, Warehouse)
            .Fire(Triggers.Differs, Warehouse, new InspectionArguments([new InspectedLine(Cups, InspectionResult.Used, 1)]));
        Assert.Equal(RefusalReason.MissingArgument, Reason(bench, Triggers.OfferPartial, new PartialOfferArguments("折价", [])));
        Assert.Equal(RefusalReason.InvalidArgument, Reason(bench, Triggers.OfferPartial, new PartialOfferArguments("折价", [Of(Lamp, 1, 1m)])));
        Assert.Equal(RefusalReason.InvalidArgument, Reason(bench, Triggers.OfferPartial, new PartialOfferArguments("折价", [Of(Cups, 1, 1m), null!])));
        Assert.Equal(RefusalReason.AmountAboveRemaining, Reason(bench, Triggers.OfferPartial, new PartialOfferArguments("折价", [Of(Cups, 1, 300.01m)])));
    }

    [Theory]
    [InlineData(InspectionResult.Used, 3, RefusalReason.InvalidArgument)]
    [InlineData(InspectionResult.None, 1, RefusalReason.InvalidArgument)]
    [InlineData(InspectionResult.AcceptedGood, 1, RefusalReason.MissingArgument)]
    [InlineData(InspectionResult.Fake, 2, null)]
    public void Differs_SaysWhatOfWhatCameBack(InspectionResult result, int quantity, string? reason)
    {
        var bench = Returning().Fire(Triggers.GiveTracking, Actor.Buyer, Parcel()).Fire(Triggers.SignedFor, Warehouse);
        Assert.Equal(reason, Reason(bench, Triggers.Differs, new InspectionArguments([new InspectedLine(Cups, result, quantity)]), Warehouse));
    }

    [Fact]
    public void Withdraw_OnceGoodsHaveMoved_IsASupervisors()
    {
        var bench = Returning().Fire(Triggers.GiveTracking, Actor.Buyer, Parcel());
        Assert.Equal(RefusalReason.SettleFirst, bench.Refusal(Triggers.Withdraw, Actor.Buyer));
        bench.Fire(Triggers.Withdraw, Supervisor, note: "买家不退了");
        var early = Returning().Fire(Triggers.Withdraw, Actor.Buyer);
        Assert.All(early.File.Goods, g => Assert.Equal(0, g.Quantity));
    }

    internal static CaseBench Returning(int cups = 2, Func<CaseFile, CaseFile>? load = null) => Begun(CaseType.Return, load: load)
        .Fire(Triggers.ApproveReturn, OtherAgent, new ApproveReturnArguments([Of(Cups, cups)], ReturnReason.Damaged));

    internal static string? Reason(CaseBench bench, string trigger, TriggerArguments? arguments, Actor? by = null) =>
        (bench.Try(new FireTrigger(trigger) { Arguments = arguments }, by ?? OtherAgent) as CaseOutcome.Refused)?.Refusal.Reason;
}
