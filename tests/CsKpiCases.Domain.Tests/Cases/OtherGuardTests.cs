using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;
using static CsKpiCases.Domain.Tests.Cases.ReturnGuardTests;
using static CsKpiCases.Domain.Tests.Cases.Trade;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>The guard sentences of reshipments, disputes, reviews, conversions, frozen cases and the platform's word.</summary>
public sealed class OtherGuardTests
{
    [Theory]
    [InlineData(SubKinds.Missing, RefusalReason.EvidenceRequired)]
    [InlineData(SubKinds.Damaged, RefusalReason.EvidenceRequired)]
    [InlineData(SubKinds.Lost, null)]
    [InlineData(SubKinds.ReturnedToSender, null)]
    [InlineData(SubKinds.OutOfStock, null)]
    public void Reshipment_NeedsPhotosOfWhatTheBuyerAloneCanShow(string subKind, string? reason) => Assert.Equal(
        reason, Reason(Begun(CaseType.Reshipment, subKind), Triggers.AskWarehouse, new ReshipArguments([Of(Cups, 1)], ReturnReason.Missing)));

    [Theory]
    [InlineData(Cups, 4, RefusalReason.QuantityAboveRemaining)]
    [InlineData(Cups, 3, null)]
    [InlineData(9, 1, RefusalReason.InvalidArgument)]
    public void Reshipment_AtMostWhatWasBought(long line, int quantity, string? reason) => Assert.Equal(
        reason, Reason(Begun(CaseType.Reshipment, SubKinds.Lost), Triggers.AskWarehouse, new ReshipArguments([Of(line, quantity)], ReturnReason.NotReceived)));

    [Fact]
    public void Appeal_OnlyOnce()
    {
        var bench = Alone(CaseType.Dispute).Fire(Triggers.Reply, Agent, note: "已举证")
            .Fire(Triggers.PlatformRules, Import, new PlatformRulesArguments(DisputeRuling.Merchant, 20m)).Fire(Triggers.Appeal, Agent, note: "有签收照")
            .Fire(Triggers.AppealSent, Agent).Fire(Triggers.PlatformRules, Import, new PlatformRulesArguments(DisputeRuling.Shared, 10m));
        Assert.Equal(RefusalReason.AppealUsed, bench.Refusal(Triggers.Appeal, Agent, note: "再申诉"));
    }

    [Fact]
    public void Ruling_GivesNoMoreThanWasPaid()
    {
        var bench = Alone(CaseType.Dispute).Fire(Triggers.Reply, Agent, note: "已举证");
        Assert.Equal(RefusalReason.AmountAboveRemaining, Reason(bench, Triggers.PlatformRules, new PlatformRulesArguments(DisputeRuling.Merchant, 410m), Import));
        Assert.Equal(RefusalReason.InvalidArgument, Reason(bench, Triggers.PlatformRules, new PlatformRulesArguments(DisputeRuling.None, 0m), Import));
    }

    [Theory]
    [InlineData(CaseType.ReviewFollowUp)]
    [InlineData(CaseType.ReturnVisit)]
    public void Unreachable_OnlyAfterThreeTries(CaseType type)
    {
        var bench = type == CaseType.ReturnVisit ? Alone(type).Fire(Triggers.BeginVisit, Agent) : Begun(type);
        var owner = type == CaseType.ReturnVisit ? Agent : OtherAgent;
        var end = type == CaseType.ReturnVisit ? null : new ReviewEndArguments(ComplaintCatalogue.Late, FedTo.Product);
        for (var tries = 0; tries < 3; tries++)
        {
            Assert.Equal(RefusalReason.AttemptsMissing, Reason(bench, Triggers.Unreachable, end, owner));
            bench.Do(new LogContact(Channel.Phone, Reached: false), owner);
        }

        bench.Contacted(owner);
        Assert.Equal(RefusalReason.AttemptsMissing, Reason(bench, Triggers.Unreachable, end, owner));
        for (var tries = 0; tries < 3; tries++)
        {
            bench.Do(new LogContact(Channel.Sms, Reached: false), owner);
        }

        bench.Fire(Triggers.Unreachable, owner, end);
        Assert.Equal(Outcome.Lapsed, bench.Case.Outcome);
    }

    [Theory]
    [InlineData("亲，改成五星好评返现 5 元", true)]
    [InlineData("您删评的话，我们给您发红包", true)]
    [InlineData("写好评送您一份小礼物", true)]
    [InlineData("We will send you a coupon if you change your review", true)]
    [InlineData("Get a refund for a five-star rating", true)]
    [InlineData("很抱歉，杯子是我们没包好，马上给您补发", false)]
    [InlineData("我们看到了您的评价，会改进包装", false)]
    [InlineData("We have read your review and will pack better", false)]
    [InlineData("Your refund of the broken cup is on its way", false)]
    public void Offer_TiedToAReview_IsRefused(string text, bool isTied)
    {
        var bench = Begun(CaseType.ReviewFollowUp);
        Assert.Equal(isTied ? RefusalReason.OfferTiedToReview : null, (bench.Try(new LogContact(Channel.PlatformChat, Reached: true) { Note = text }, OtherAgent) as CaseOutcome.Refused)?.Refusal.Reason);
        Assert.Equal(RefusalReason.OfferTiedToReview, bench.Refusal(new MakePromise(PromiseKind.Cashback, "返现", Wait.Finance, bench.Now.AddDays(1)) { Amount = 5m }, OtherAgent));
    }

    [Fact]
    public void Convert_AfterMoneyWasSent_IsRefused()
    {
        var bench = Begun(CaseType.Return);
        bench.Do(new MakePromise(PromiseKind.Cashback, "返现 20", Wait.Finance, bench.Now.AddDays(1)) { Amount = 20m }, OtherAgent);
        bench.Do(new MoveMoney(bench.File.Ledger[0].PaymentId, LedgerStep.Sent), Finance);
        Assert.Equal(RefusalReason.MoneySent, bench.Refusal(Triggers.Convert, OtherAgent, new ConvertArguments(CaseType.Complaint)));
    }

    [Fact]
    public void Convert_KeepsNumberAndHistoryAndClaimsNothingMore()
    {
        var bench = Begun(CaseType.Exchange).Fire(Triggers.ApproveExchange, OtherAgent, new ApproveExchangeArguments([Of(Cups, 1)], ReturnReason.Damaged, "R1") { Advance = true });
        var (number, events) = (bench.Case.Number, bench.Events.Count);
        Assert.Equal(RefusalReason.InvalidArgument, Reason(bench, Triggers.Convert, new ConvertArguments(CaseType.Exchange)));
        Assert.Equal(RefusalReason.TypeNotAvailable, Reason(bench, Triggers.Convert, new ConvertArguments(CaseType.Dispute)));
        Assert.Equal(RefusalReason.InvalidArgument, Reason(bench, Triggers.Convert, new ConvertArguments(CaseType.Return) { SubKind = SubKinds.Locate }));
        bench.Fire(Triggers.Convert, OtherAgent, new ConvertArguments(CaseType.Return));
        Assert.Equal((number, CaseType.Return, SharedWorkflow.Assigned, 11L), (bench.Case.Number, bench.Case.Type, bench.Case.State, bench.Case.OwnerId));
        Assert.True(bench.Events.Count > events);
        Assert.All(bench.File.Goods, g => Assert.Equal(0, g.Quantity));

        // of the exchange nothing is left that a return would trip over
        bench.Fire(Triggers.Start, OtherAgent).Fire(Triggers.ApproveReturn, OtherAgent, new ApproveReturnArguments([Of(Cups, 1)], ReturnReason.Damaged)).Fire(Triggers.CancelReturn, Actor.Buyer);
        Assert.Equal(Outcome.Lapsed, bench.Case.Outcome);
    }

    [Fact]
    public void Frozen_RefusesEverythingButItsDisputesEnd()
    {
        var bench = Returning().Fire(Triggers.OpenDispute, Import, new OpenDisputeArguments(Start.AddDays(1)));
        foreach (var row in CaseMachines.For(CaseType.Return).Transitions.Where(t => t.From == ReturnedGoods.AwaitingReturn && t.Trigger != Triggers.DisputeEnded))
        {
            var actor = new[] { OtherAgent, Supervisor, Actor.Buyer, Actor.System, GeneralManager }.First(a => Firing.Check(row.By, new FiringContext(bench.File, a, bench.Now, bench.Settings, row.Trigger) { Note = "说明" }) is null);
            Assert.True(bench.Refusal(row.Trigger, actor, note: "说明") is RefusalReason.CaseFrozen, row.Trigger);
        }

        Assert.Equal(RefusalReason.CaseFrozen, bench.Refusal(new MakePromise(PromiseKind.Cashback, "返现", Wait.Finance, bench.Now.AddDays(1)) { Amount = 5m }, OtherAgent));
        Assert.Equal(RefusalReason.CaseFrozen, bench.Refusal(new HoldCase(Wait.Buyer, bench.Now.AddDays(1)) { Note = "等买家" }, OtherAgent));
        Assert.Equal(Case.Never, bench.Case.TimerDueAt);
        bench.Do(new AddNote { Note = "平台已介入" }, OtherAgent);
        bench.Do(new FireTrigger(Triggers.DisputeEnded) { Arguments = new DisputeEndedArguments(DisputeRuling.Buyer, 0) }, Actor.System);
        Assert.Equal(ReturnedGoods.Deciding, bench.Case.State);
        Assert.Equal(RefusalReason.NothingChanged, bench.Refusal(new FireTrigger(Triggers.DisputeEnded) { Arguments = new DisputeEndedArguments(DisputeRuling.Buyer, 5m) }, Actor.System));
    }

    [Fact]
    public void Platform_OutranksTheMachineByImportOnly()
    {
        var bench = Begun(CaseType.Return);
        var moved = new FollowPlatform(ReturnedGoods.AwaitingReturn, "超时自动同意");
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(moved, Supervisor));
        Assert.Equal(RefusalReason.UnknownState, bench.Refusal(moved with { State = "Nowhere" }, Import));
        bench.Do(moved, Import);
        Assert.Equal(ReturnedGoods.AwaitingReturn, bench.Case.State);
        Assert.Contains("""guardsBypassed":true""", bench.Events[^1].Payload, StringComparison.Ordinal);
        Assert.Equal(RefusalReason.NothingChanged, bench.Refusal(moved, Import));
        bench.Do(new FollowPlatform(null, "买家已留言"), Import);
        Assert.Equal((EventKind.PlatformSaid, ReturnedGoods.AwaitingReturn), (bench.Events[^1].Kind, bench.Case.State));
    }

    [Fact]
    public void Platform_ThatPaysByItself_GrantsWhatWasProposedAndEndsItWhenItSaysSo()
    {
        var bench = Returning();
        bench.Do(new FollowPlatform(ReturnWorkflow.Refunding, "极速退款"), Import);
        Assert.Equal((ReturnWorkflow.Refunding, 200m), (bench.Case.State, LedgerSums.Granted(bench.File.Ledger)));
        bench.Do(new FollowPlatform(SharedWorkflow.Resolved, "退款成功"), Import);
        Assert.Equal((SharedWorkflow.Resolved, Outcome.Solved), (bench.Case.State, bench.Case.Outcome));
        Assert.All(LedgerSums.LastSteps(bench.File.Ledger), e => Assert.Equal(LedgerStep.Succeeded, e.Step));

        var unknown = Begun(CaseType.Return);
        unknown.Do(new FollowPlatform(ReturnWorkflow.Refunding, "极速退款"), Import);
        Assert.Equal(ReturnWorkflow.Refunding, unknown.Case.State);
    }

    [Fact]
    public void Platform_ThatPaidWithoutUs_LeavesWhatItPaidInTheLedgerOnce()
    {
        var bench = Returning();
        bench.Do(new FollowPlatform(SharedWorkflow.Resolved, "退款成功") { Amount = 150m }, Import);
        Assert.Equal((SharedWorkflow.Resolved, 150m), (bench.Case.State, LedgerSums.Granted(bench.File.Ledger)));
        Assert.Equal(LedgerStep.Succeeded, Assert.Single(LedgerSums.LastSteps(bench.File.Ledger), e => e.Step != LedgerStep.Withdrawn).Step);

        var paying = Begun(CaseType.Return);
        paying.Do(new FollowPlatform(ReturnWorkflow.Refunding, "退款中") { Amount = 60m }, Import);
        paying.Do(new FollowPlatform(SharedWorkflow.Resolved, "退款成功") { Amount = 60m }, Import);
        Assert.Equal(60m, LedgerSums.Granted(paying.File.Ledger));
        Assert.All(LedgerSums.LastSteps(paying.File.Ledger), e => Assert.Equal(LedgerStep.Succeeded, e.Step));
    }

    [Fact]
    public void Platform_ThatKnowsFewerStepsThanWe_LeavesTheCaseWhereItIs()
    {
        var bench = Returning();
        var state = bench.Case.State;
        Assert.True(PlatformStandings.Agree(ReturnedGoods.ReturnInTransit, ReturnedGoods.Inspecting));
        bench.Do(new FollowPlatform(state, "同一步"), Import);
        Assert.Equal((EventKind.PlatformSaid, state), (bench.Events[^1].Kind, bench.Case.State));
    }

    [Fact]
    public void Platform_ThatClosesACase_LeavesNothingOpen()
    {
        var bench = Begun(CaseType.Return).WithPhoto().Fire(Triggers.Compensate, OtherAgent, new CompensateArguments(30m));
        bench.Do(new FollowPlatform(SharedWorkflow.Closed, "买家撤销"), Import);
        Assert.Equal((SharedWorkflow.Closed, Outcome.Withdrawn, 409.99m), (bench.Case.State, bench.Case.Outcome, bench.File.Remaining));
    }

    [Fact]
    public void Platform_ThatEndsADispute_ThawsItsCase()
    {
        var bench = new CaseBench(Log(CaseType.Dispute) with { GrewFromId = 7 }, 1000, With(Order(Start)));
        var ended = bench.Do(new FollowPlatform(SharedWorkflow.Closed, "纠纷撤销"), Import);
        Assert.Equal((7L, new DisputeEndedArguments(DisputeRuling.None, 0)), (Assert.Single(ended.Following).CaseId, ((FireTrigger)ended.Following[0].Act).Arguments));
    }

    [Fact]
    public void Coupons_OfferedAsGoods_AreNoWayRoundWhatWasPaid()
    {
        var bench = Begun(CaseType.Complaint);
        var offer = new MakePromise(PromiseKind.Cashback, "送券", Wait.Finance, bench.Now.AddDays(1)) { Amount = 5m, Tender = Tender.Coupon };
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(offer with { Purpose = LedgerPurpose.Goods }, OtherAgent));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(offer with { Purpose = LedgerPurpose.ReturnFreight }, OtherAgent));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(offer with { OrderLineId = 9 }, OtherAgent));
        Assert.Equal(RefusalReason.InvalidArgument, Reason(bench, Triggers.Propose, new ProposeArguments("送券") { Amount = 5m, Purpose = LedgerPurpose.Goods, Tender = Tender.Points }));
        bench.Do(offer, OtherAgent);
        Assert.Equal(404.99m, bench.File.Remaining);
    }
}
