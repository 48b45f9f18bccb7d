using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Cases;

/// <summary>What the machines' acts do to the store beside the case itself: goods, parcels, money, and other cases.</summary>
public sealed class TypeLivesTests
{
    private static readonly Actor Platform = new(ActorKind.Platform, null, new HashSet<Role>());
    private static readonly Actor Import = new(ActorKind.Import, null, new HashSet<Role>());

    [Theory, OnSqlite, OnPostgres]
    public async Task Return_FromTheDecisionToThePayment_KeepsGoodsParcelsAndMoney(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await DecidingAsync(app);
        await app.DoAsync(@case, Fire(Triggers.ApproveReturn, new ApproveReturnArguments(Whole(app), ReturnReason.Quality)), app.Agent);
        app.Clock.Advance(TimeSpan.FromHours(5));
        await app.DoAsync(@case, Fire(Triggers.GiveTracking, new TrackingArguments("中通", "ZT20260302001") { Freight = 12 }), app.Agent);
        app.Clock.Advance(TimeSpan.FromHours(30));
        await app.DoAsync(@case, Fire(Triggers.SignedFor), Import);
        await app.DoAsync(@case, Fire(Triggers.Passes, null, "仓库忙，代为登记"), app.Supervisor);
        Assert.Equal(ReturnWorkflow.RefundApproval, (await StateAsync(app, @case)).State);
        await app.DoAsync(@case, Fire(Triggers.Approve), app.Supervisor);
        await app.DoAsync(@case, Fire(Triggers.Paid, new PaidArguments("TK1")), app.Finance);

        await using var db = app.Read();
        var done = await db.Cases.SingleAsync(c => c.Id == @case.Id);
        Assert.Equal((SharedWorkflow.Resolved, Outcome.Solved), (done.State, done.Outcome));
        var item = await db.GoodsItems.SingleAsync();
        Assert.Equal((2, GoodsState.Inspected, InspectionResult.AcceptedGood), (item.Quantity, item.State, item.Result));
        Assert.NotNull((await db.Parcels.SingleAsync()).SignedAt);
        var ledger = await db.LedgerEntries.ToListAsync();
        Assert.Equal(120m, LedgerSums.Granted(ledger));
        Assert.Equal(12m, LedgerSums.LastSteps(ledger).Single(e => e.Purpose == LedgerPurpose.ReturnFreight).Amount);
        Assert.Equal(PromiseKind.FreightBack, (await db.Promises.SingleAsync()).Kind);
        Assert.Null(EventChain.Verify(done, await db.CaseEvents.Where(e => e.CaseId == done.Id).OrderBy(e => e.Sequence).ToListAsync()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ReturnParcel_WithoutAScanForThreeDays_OpensAFollowUpBesideIt(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await DecidingAsync(app);
        await app.DoAsync(@case, Fire(Triggers.ApproveReturn, new ApproveReturnArguments(Whole(app), ReturnReason.Quality)), app.Agent);
        await app.DoAsync(@case, Fire(Triggers.GiveTracking, new TrackingArguments("中通", "ZT20260302001")), Actor.Buyer);
        app.Clock.Advance(TimeSpan.FromHours(73));
        await app.DoAsync(@case, new RaiseTimer(), Actor.System);

        await using var db = app.Read();
        Assert.Equal(ReturnedGoods.ReturnInTransit, (await db.Cases.SingleAsync(c => c.Id == @case.Id)).State);
        var followUp = await db.Cases.SingleAsync(c => c.Type == CaseType.LogisticsFollowUp);
        Assert.Equal((LogisticsWorkflow.Chasing, app.Agent.AccountId, @case.Id, SubKinds.Locate), (followUp.State, followUp.OwnerId, followUp.GrewFromId, followUp.SubKind));
        Assert.StartsWith("AS", followUp.Number, StringComparison.Ordinal);
        Assert.Equal((followUp.Id, @case.Id, LinkKind.Related), await db.CaseLinks.Select(l => new ValueTuple<long, long, LinkKind>(l.CaseId, l.OtherCaseId, l.Kind)).SingleAsync());
        Assert.Equal("ZT20260302001", (await db.Parcels.SingleAsync(p => p.CaseId == followUp.Id)).TrackingNumber);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Dispute_RuledInFull_ThawsAndResolvesTheCaseThatItFroze(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await DecidingAsync(app);
        await app.DoAsync(@case, Fire(Triggers.OpenDispute, new OpenDisputeArguments(app.Clock.Now.AddHours(48))), app.Agent);
        var dispute = await StateAsync(app, await DisputeAsync(app));
        Assert.Equal((DisputeWorkflow.MerchantReply, app.Agent.AccountId, app.Clock.Now.AddHours(48)), (dispute.State, dispute.OwnerId, dispute.TimerDueAt));
        var refused = Assert.IsType<CaseResult.Refused>(await app.Store.ActAsync(app.Shop, @case.Id, Fire(Triggers.RefundOnly, new RefundOnlyArguments(Whole(app), ReturnReason.Quality)), app.Agent, null));
        Assert.Equal(RefusalReason.CaseFrozen, refused.Refusal.Reason);

        await app.DoAsync(dispute, Fire(Triggers.Reply, null, "已提交发货底单"), app.Agent);
        await app.DoAsync(dispute, Fire(Triggers.PlatformRules, new PlatformRulesArguments(DisputeRuling.Merchant, 128m)), Platform);
        await app.DoAsync(dispute, Fire(Triggers.AcceptRuling), app.Agent);
        await app.DoAsync(dispute, Fire(Triggers.Executed, new PaidArguments("PT1")), app.Finance);

        await using var db = app.Read();
        var thawed = await db.Cases.SingleAsync(c => c.Id == @case.Id);
        Assert.Equal((SharedWorkflow.Resolved, null), (thawed.State, thawed.FrozenById));
        Assert.Equal(128m, LedgerSums.Granted(await db.LedgerEntries.Where(e => e.CaseId == @case.Id).ToListAsync()));
        Assert.Equal([EventKind.Frozen, EventKind.Thawed], await db.CaseEvents.Where(e => e.CaseId == @case.Id && (e.Kind == EventKind.Frozen || e.Kind == EventKind.Thawed)).OrderBy(e => e.Sequence).Select(e => e.Kind).ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Dispute_WhoseReplyIsMissed_IsRuledAgainstUsAtThatInstant(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await DecidingAsync(app);
        var due = app.Clock.Now.AddHours(48);
        await app.DoAsync(@case, Fire(Triggers.OpenDispute, new OpenDisputeArguments(due)), app.Agent);
        app.Clock.Advance(TimeSpan.FromHours(60));
        var dispute = await app.DoAsync(await DisputeAsync(app), new RaiseTimer(), Actor.System);

        Assert.Equal((DisputeWorkflow.Ruled, DisputeRuling.Merchant, due), (dispute.State, dispute.DisputeRuling, dispute.StateEnteredAt));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Visit_PlannedForAnEndedCase_OpensBesideItAndFallsDueOnItsDay(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await DecidingAsync(app);
        await app.DoAsync(@case, Fire(Triggers.RefundOnly, new RefundOnlyArguments([new ClaimLine(app.Order.Lines[0].Id, 1) { Amount = 5m }], ReturnReason.Quality)), app.Agent);
        await app.DoAsync(@case, Fire(Triggers.Paid, new PaidArguments("TK1")), app.Finance);
        var on = app.Clock.Now.AddDays(3);
        await app.DoAsync(@case, new PlanVisit(on), app.Agent);
        await using var db = app.Read();
        var visit = await db.Cases.AsNoTracking().SingleAsync(c => c.Type == CaseType.ReturnVisit);
        Assert.Equal((ReturnVisitWorkflow.Planned, on, app.Agent.AccountId, @case.OrderNumber), (visit.State, visit.PlannedFor, visit.OwnerId, visit.OrderNumber));
        Assert.Equal((visit.Id, @case.Id, LinkKind.FollowUpOf), await db.CaseLinks.Select(l => new ValueTuple<long, long, LinkKind>(l.CaseId, l.OtherCaseId, l.Kind)).SingleAsync());

        var again = Assert.IsType<CaseResult.Refused>(await app.Store.ActAsync(app.Shop, @case.Id, new PlanVisit(on.AddDays(1)), app.Agent, null));
        Assert.Equal(RefusalReason.VisitPlanned, again.Refusal.Reason);

        app.Clock.Advance(TimeSpan.FromDays(3));
        await app.DoAsync(visit, new RaiseTimer(), Actor.System);
        Assert.True(await db.CaseEvents.AnyAsync(e => e.CaseId == visit.Id && e.Kind == EventKind.Reminded));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Complaint_ThatWaitsForALinkedReturn_IsResolvedWhenThatEnds(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var returned = await DecidingAsync(app);
        var complaint = await app.InvestigatingAsync("包装太差");
        await app.DoAsync(complaint, new LinkCase(returned.Id, LinkKind.Related), app.Agent);
        await app.DoAsync(complaint, Fire(Triggers.Propose, new ProposeArguments("致歉并退货")), app.Agent);
        await app.DoAsync(complaint, Fire(Triggers.Accept), Actor.Buyer);
        Assert.Equal(ComplaintWorkflow.Fulfilling, (await StateAsync(app, complaint)).State);

        await app.DoAsync(returned, Fire(Triggers.Withdraw, null, "买家留用"), app.Agent);

        Assert.Equal(SharedWorkflow.Resolved, (await StateAsync(app, complaint)).State);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task SecondReturn_OfALineThatIsClaimed_IsRefused(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var first = await DecidingAsync(app);
        var second = await DecidingAsync(app);
        await app.DoAsync(first, Fire(Triggers.ApproveReturn, new ApproveReturnArguments([new ClaimLine(app.Order.Lines[0].Id, 1)], ReturnReason.Quality)), app.Agent);

        var refused = Assert.IsType<CaseResult.Refused>(await app.Store.ActAsync(
            app.Shop, second.Id, Fire(Triggers.ApproveReturn, new ApproveReturnArguments([new ClaimLine(app.Order.Lines[0].Id, 1)], ReturnReason.Quality)), app.Agent, null));

        Assert.Equal(RefusalReason.LineClaimedElsewhere, refused.Refusal.Reason);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Split_OfALine_OpensACaseThatDecidesOnItsPieces(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await DecidingAsync(app);
        ClaimLine[] one = [new ClaimLine(app.Order.Lines[0].Id, 1)];
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await app.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), app.Agent);
        app.Clock.Advance(TimeSpan.FromHours(20));
        await app.DoAsync(@case, new SplitLines(one), app.Agent);

        await using var db = app.Read();
        var child = await db.Cases.AsNoTracking().SingleAsync(c => c.GrewFromId == @case.Id);
        Assert.Equal((SharedWorkflow.Assigned, CaseType.Return, app.Agent.AccountId, @case.OrderNumber, @case.OpenedAt), (child.State, child.Type, child.OwnerId, child.OrderNumber, child.OpenedAt));
        Assert.Equal((child.Id, @case.Id, LinkKind.SplitFrom), await db.CaseLinks.Select(l => new ValueTuple<long, long, LinkKind>(l.CaseId, l.OtherCaseId, l.Kind)).SingleAsync());
        Assert.Equal([(@case.Id, 1), (child.Id, 1)], await db.GoodsItems.OrderBy(g => g.CaseId).Select(g => new ValueTuple<long, int>(g.CaseId, g.Quantity)).ToListAsync());
        // what is answered on the one is answered on the other; what is not done yet counts from the buyer's application
        var clocks = await db.CaseClocks.Where(c => c.Run == 1).ToListAsync();
        Assert.Equal(Stopped(@case.Id), Stopped(child.Id));
        Assert.Equal(@case.OpenedAt, clocks.Single(c => c.CaseId == child.Id && c.Clock == ClockNames.FirstHandling).StartedAt);
        Assert.Null(EventChain.Verify(child, await db.CaseEvents.Where(e => e.CaseId == child.Id).OrderBy(e => e.Sequence).ToListAsync()));

        await app.DoAsync(child, Fire(Triggers.Start), app.Agent);
        await app.DoAsync(child, Fire(Triggers.ApproveReturn, new ApproveReturnArguments(one, ReturnReason.Quality)), app.Agent);
        await app.DoAsync(@case, Fire(Triggers.ApproveReturn, new ApproveReturnArguments(one, ReturnReason.Quality)), app.Agent);
        Assert.Equal([GoodsState.Awaited, GoodsState.Awaited], await db.GoodsItems.Where(g => g.Quantity == 1).Select(g => g.State).ToListAsync());

        DateTime? Stopped(long of) => clocks.Single(c => c.CaseId == of && c.Clock == ClockNames.FirstResponse).StoppedAt;
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Exchange_OfASecondRound_OwesThatRoundAlone(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await DecidingAsync(app, CaseType.Exchange, null);
        ClaimLine[] one = [new ClaimLine(app.Order.Lines[0].Id, 1)];
        await app.DoAsync(@case, Fire(Triggers.ApproveExchange, new ApproveExchangeArguments(one, ReturnReason.Damaged, "R1")), app.Agent);
        await app.DoAsync(@case, Fire(Triggers.GiveTracking, new TrackingArguments("中通", "ZT20260302001")), Actor.Buyer);
        await app.DoAsync(@case, Fire(Triggers.SignedFor), Import);
        await app.DoAsync(@case, Fire(Triggers.Passes, null, "仓库忙，代为登记"), app.Supervisor);
        await app.DoAsync(@case, Fire(Triggers.FirstScan, new TrackingArguments("顺丰", "SF20260302001")), Import);
        await app.DoAsync(@case, Fire(Triggers.Delivered), Import);
        await app.DoAsync(@case, Fire(Triggers.StillWrong, null, "还是裂的"), Actor.Buyer);

        await app.DoAsync(@case, Fire(Triggers.ApproveExchange, new ApproveExchangeArguments(one, ReturnReason.Damaged, "R2") { Advance = true }), app.Agent);
        await app.DoAsync(@case, Fire(Triggers.GiveTracking, new TrackingArguments("中通", "ZT20260302002")), Actor.Buyer);
        await using var db = app.Read();
        var ahead = await db.Parcels.SingleAsync(p => p.CaseId == @case.Id && p.Direction == Direction.Outbound && p.FirstScanAt == null);
        await app.DoAsync(@case, new TrackParcel(ahead.Id, ParcelStep.Scanned), Import);
        await app.DoAsync(@case, Fire(Triggers.SignedFor), Import);
        await app.DoAsync(@case, Fire(Triggers.Differs, new InspectionArguments([new InspectedLine(one[0].OrderLineId, InspectionResult.Fake, 1)]), "仓库忙，代为登记"), app.Supervisor);
        await app.DoAsync(@case, new AttachEvidence(new string('a', 64), "a.png", "image/png", 10), app.Agent);
        await app.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), app.Agent);
        await app.DoAsync(@case, Fire(Triggers.RefuseGoods, null, "不是我们的货"), app.Agent);
        await app.DoAsync(@case, Fire(Triggers.SentBack, new TrackingArguments("中通", "ZT20260302003"), "仓库忙，代为登记"), app.Supervisor);
        app.Clock.Advance(TimeSpan.FromDays(8));
        var owed = await app.DoAsync(@case, new RaiseTimer(), Actor.System);

        // half of the line's 120 yuan, not all of it
        Assert.Equal((ExchangeWorkflow.DifferenceDue, 60m, 2), (owed.State, owed.Difference, owed.Round));
        Assert.Equal(
            [(1, Direction.Return, GoodsState.Inspected), (1, Direction.Outbound, GoodsState.Delivered), (2, Direction.Return, GoodsState.ReturnedToBuyer), (2, Direction.Outbound, GoodsState.InTransit)],
            await db.GoodsItems.Where(g => g.CaseId == @case.Id && g.Quantity > 0).OrderBy(g => g.Round).ThenBy(g => g.Direction).Select(g => new ValueTuple<int, Direction, GoodsState>(g.Round, g.Direction, g.State)).ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task SmallClaims_OfOneBuyerInAMonth_HaveACeiling(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var paid = 0m;
        for (var i = 0; i < 3; i++)
        {
            var @case = await DecidingAsync(app);
            await app.DoAsync(@case, new AttachEvidence(new string((char)('a' + i), 64), "a.png", "image/png", 10), app.Agent);
            if (await app.Store.ActAsync(app.Shop, @case.Id, Fire(Triggers.Compensate, new CompensateArguments(40m)), app.Agent, null) is CaseResult.Done) paid += 40m;
        }

        // Of 128 yuan paid 120 are granted; the fourth is refused by what is left, and a richer order by the buyer's ceiling.
        Assert.Equal(120m, paid);
        var another = await DecidingAsync(app);
        await app.DoAsync(another, new AttachEvidence(new string('f', 64), "a.png", "image/png", 10), app.Agent);
        Assert.IsType<CaseResult.Refused>(await app.Store.ActAsync(app.Shop, another.Id, Fire(Triggers.Compensate, new CompensateArguments(40m)), app.Agent, null));
    }

    private static FireTrigger Fire(string trigger, TriggerArguments? arguments = null, string? note = null) => new(trigger) { Arguments = arguments, Note = note };

    private static List<ClaimLine> Whole(CasesApp app) => [new ClaimLine(app.Order.Lines[0].Id, 2)];

    /// <summary>A return, unless said otherwise, in Deciding, owned by the agent.</summary>
    private static async Task<Case> DecidingAsync(CasesApp app, CaseType type = CaseType.Return, string? subKind = SubKinds.ReturnRefund)
    {
        var @case = await app.LogAsync("杯子有裂纹，想退");
        await app.DoAsync(@case, Fire(Triggers.Classify, new ClassifyArguments(type, ComplaintCatalogue.ProductQuality) { Cause = ComplaintCatalogue.Quality, SubKind = subKind }), app.Agent);
        await app.DoAsync(@case, Fire(Triggers.Assign, new AssignArguments(app.Agent.AccountId!.Value)), app.Supervisor);
        return await app.DoAsync(@case, Fire(Triggers.Start), app.Agent);
    }

    private static async Task<Case> StateAsync(CasesApp app, Case @case)
    {
        await using var db = app.Read();
        return await db.Cases.AsNoTracking().SingleAsync(c => c.Id == @case.Id);
    }

    private static async Task<Case> DisputeAsync(CasesApp app)
    {
        await using var db = app.Read();
        return await db.Cases.AsNoTracking().SingleAsync(c => c.Type == CaseType.Dispute);
    }
}
