using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;
using static CsKpiCases.Domain.Tests.Cases.Trade;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>What is done beside a case's way: flags, remarks, the reminder of a lapsing trade; and what a ruling gives back.</summary>
public sealed class BesideActTests
{
    [Fact]
    public void Flag_LookedAt_TellsWhoWhenAndWhatAndIsRaisedAnew()
    {
        var bench = Begun(CaseType.Return);
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new LookAtFlag(1) { Note = "同一只杯子" }, OtherAgent));
        var evidence = new Evidence { Id = 1, FileName = "杯子.jpg" };
        evidence.Flag();
        bench.File.FlaggedEvidence = evidence;
        Assert.Equal(RefusalReason.NoteRequired, bench.Refusal(new LookAtFlag(1), OtherAgent));
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(new LookAtFlag(1) { Note = "看" }, Auditor));
        bench.Do(new LookAtFlag(1) { Note = "同一只杯子" }, OtherAgent);
        Assert.Equal((bench.Now, OtherAgent.AccountId, "同一只杯子"), (evidence.FlagSeenAt, evidence.FlagSeenById, evidence.FlagNote));
        Assert.Equal(EventKind.EvidenceSeen, bench.Events[^1].Kind);
        evidence.Flag();
        Assert.Null(evidence.FlagSeenAt);
    }

    [Fact]
    public void Remark_Copied_StandsInTheHistory()
    {
        var bench = Begun(CaseType.Return);
        bench.Do(new CopyRemark(RemarkFlag.Wish, " 3/2 退货 "), OtherAgent);
        Assert.Contains("\"flag\":\"wish\"", bench.Events[^1].Payload, StringComparison.Ordinal);
        Assert.Contains("3/2 退货\"", bench.Events[^1].Payload, StringComparison.Ordinal);
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new CopyRemark(default, "x"), OtherAgent));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new CopyRemark(RemarkFlag.Wish, ""), OtherAgent));
    }

    [Fact]
    public void Trade_ThatLapses_IsToldToTheOwnerBySystemOnlyWhileTheCaseIsOpen()
    {
        var bench = Begun(CaseType.Return);
        Assert.Equal(RefusalReason.SystemOnly, bench.Refusal(new TellTradeLapses(bench.Now.AddHours(20)), OtherAgent));
        var told = bench.Do(new TellTradeLapses(bench.Now.AddHours(20)), Actor.System);
        Assert.Equal(("notice.trade_lapses", OtherAgent.AccountId), (Assert.Single(told.Notices).Key, told.Notices[0].AccountId));
        bench.Do(new FollowPlatform(SharedWorkflow.Closed, "买家撤销"), Import);
        Assert.Equal(RefusalReason.NotOpen, bench.Refusal(new TellTradeLapses(bench.Now.AddHours(20)), Actor.System));
    }

    [Fact]
    public void Ruling_ThatPaysALine_GivesItsCouponsAndPointsBackInProportion()
    {
        var bench = Begun(CaseType.Return);
        bench.Do(new FireTrigger(Triggers.OpenDispute), OtherAgent);
        bench.Do(new FireTrigger(Triggers.DisputeEnded) { Arguments = new DisputeEndedArguments(DisputeRuling.Merchant, 150m) }, Actor.System);
        var paid = LedgerSums.LastSteps(bench.File.Ledger).ToList();
        Assert.All(paid, e => Assert.Equal(LedgerStep.Succeeded, e.Step));
        // 300 and 99.99 have no claim to go before the other
        Assert.Equal(
            [(Cups, Tender.Cash, 112.5m), (Lamp, Tender.Cash, 37.5m), (Cups, Tender.Coupon, 7.5m), (Cups, Tender.Points, 2.63m)],
            paid.Select(e => (e.OrderLineId!.Value, e.Tender, e.Amount)));
    }

    [Theory]
    [InlineData("dispute", false)]
    [InlineData("returnVisit", false)]
    [InlineData("complaint", true)]
    public void FirstResponse_UnderTheHousePolicies_IsNotAskedForWhereNobodyWaitsForIt(string type, bool isAsked)
    {
        var policy = PolicyChoice.Choose(ShippedPolicies.All, new CaseFields { Platform = "tmall", CaseType = type, Grade = "C", Priority = "normal", Source = "platform", Shop = "s" })!.Policy;
        Assert.Equal(isAsked, policy.TargetOf(ClockNames.FirstResponse) is not null);
        Assert.NotNull(policy.TargetOf(ClockNames.PlatformDeadline));
    }

    [Fact]
    public void Dispute_OfAShopWithAnAgentForIt_IsHis()
    {
        var bench = Begun(CaseType.Return);
        var opening = bench.Do(new FireTrigger(Triggers.OpenDispute), OtherAgent);
        var opened = Assert.Single(opening.Opened);
        opened.OwnerId = Agent.AccountId;
        Assert.Equal(Agent.AccountId, CaseActs.Open(opened, bench.File, "AS2603020002", bench.Now, Shanghai, bench.Settings).File.Case.OwnerId);
    }

    [Fact]
    public void Postage_KeptAsCredit_IsGivenAtOnceAndPromisesNothing()
    {
        var bench = Begun(CaseType.Return).Fire(Triggers.ApproveReturn, OtherAgent, new ApproveReturnArguments([Of(Cups, 1)], ReturnReason.Quality))
            .Fire(Triggers.GiveTracking, OtherAgent, Parcel() with { Freight = 9m, AsCredit = true });
        Assert.Empty(bench.File.Promises);
        var credit = Assert.Single(bench.File.Ledger, e => e.Purpose == LedgerPurpose.ReturnFreight);
        Assert.Equal((LedgerStep.Succeeded, Tender.Coupon, 9m), (credit.Step, credit.Tender, credit.Amount));
    }

    [Theory]
    [InlineData(SubKinds.ReturnedToSender, FreightPayer.None, FreightPayer.Shop)]
    [InlineData(SubKinds.ReturnedToSender, FreightPayer.Buyer, FreightPayer.Buyer)]
    [InlineData(SubKinds.Lost, FreightPayer.Buyer, FreightPayer.Shop)]
    public void Parcel_ThatCameBackToItsSender_GoesOutAgainAtTheBuyersCostTheSecondTime(string subKind, FreightPayer known, FreightPayer pays)
    {
        var bench = Begun(CaseType.Reshipment, subKind);
        bench.Case.FreightPayer = known;
        bench.Fire(Triggers.AskWarehouse, OtherAgent, new ReshipArguments([Of(Cups, 1)], ReturnReason.NotReceived)).Fire(Triggers.Confirm, Warehouse, new WarehouseFindingArguments(true));
        Assert.Equal(pays, Assert.Single(bench.File.Parcels, p => p.Direction == Direction.Outbound).FreightPayer);
    }

    [Fact]
    public void Reshipment_ThatTheProgramOpens_WaitsInTheQueue()
    {
        var log = Log(CaseType.Reshipment) with { SubKind = SubKinds.ReturnedToSender, FreightPayer = FreightPayer.Buyer };
        Assert.IsType<CaseOutcome.Refused>(CaseActs.Log(log, Supervisor, Start, Shanghai, () => 1));
        var opened = (CaseOutcome.Accepted)CaseActs.Log(log, Actor.System, Start, Shanghai, () => 1);
        Assert.Equal((SharedWorkflow.Classified, null, FreightPayer.Buyer), (opened.File.Case.State, opened.File.Case.OwnerId, opened.File.Case.FreightPayer));
    }
}
