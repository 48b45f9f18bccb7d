using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;
using static CsKpiCases.Domain.Tests.Cases.ReturnGuardTests;
using static CsKpiCases.Domain.Tests.Cases.Trade;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>Every timer fires at its instant, however late it is noticed, and leads where workflow.md says.</summary>
public sealed class MachineTimerTests
{
    private static readonly ClaimLine[] TwoCups = [Of(Cups, 2)];

    public static TheoryData<string, double, string, string> Simple() => new()
    {
        { "evidence", 72, Triggers.Lapse, ReturnedGoods.Deciding },
        { "offer", 48, Triggers.Silence, ReturnedGoods.Deciding },
        { "partial", 48, Triggers.Silence, ReturnedGoods.InspectionDispute },
        { "intercepting", 72, Triggers.NoWord, ReturnedGoods.Deciding },
        { "pickup", 48, Triggers.PickupFailed, ReturnedGoods.AwaitingReturn },
        { "rejected", 7 * 24, Triggers.Lapse, SharedWorkflow.Resolved },
        { "difference", 7 * 24, Triggers.DifferenceLapsed, ExchangeWorkflow.DifferenceDue },
        { "receipt", 7 * 24, Triggers.Silence, SharedWorkflow.Resolved },
        { "reship evidence", 72, Triggers.Lapse, ReshipmentWorkflow.Verifying },
        { "reship rejected", 7 * 24, Triggers.Lapse, SharedWorkflow.Resolved },
        { "courier", 24, Triggers.Silence, LogisticsWorkflow.Chasing },
        { "watching", 48, Triggers.NoScan, LogisticsWorkflow.Chasing },
    };

    [Theory]
    [MemberData(nameof(Simple))]
    public void Timer_NoticedDaysLater_FiredAtItsInstant(string where, double hours, string trigger, string to)
    {
        var bench = Standing(where);
        var due = bench.Now.AddHours(hours);
        Assert.Equal(due, bench.Case.TimerDueAt);
        bench.Now = due.AddSeconds(-1);
        Assert.Equal(RefusalReason.TimerNotDue, bench.Refusal(new RaiseTimer(), Actor.System));
        bench.Now = due.AddDays(3);
        bench.Do(new RaiseTimer(), Actor.System);
        var fired = bench.Events.Last(e => e.Trigger == trigger);
        Assert.Equal((due, ActorKind.System, to), (fired.At, fired.ActorKind, fired.ToState));
    }

    [Fact]
    public void AwaitingReturn_RemindsThreeTimesAndLapses_AlsoWhenTheWorkerSlept()
    {
        var bench = Returning();
        var began = bench.Now;
        bench.Pass(24 * 20);
        for (var i = 0; i < 4; i++)
        {
            bench.Do(new RaiseTimer(), Actor.System);
        }

        Assert.Equal([1d, 3d, 6d], bench.Events.Where(e => e.Kind == EventKind.Reminded).Select(e => (e.At - began).TotalDays));
        Assert.Equal((began.AddDays(7), SharedWorkflow.Resolved, Outcome.Lapsed), (bench.Case.ResolvedAt, bench.Events.Last(e => e.Trigger == Triggers.ReturnLapsed).ToState, bench.Case.Outcome));
        Assert.Equal(RefusalReason.TimerNotDue, bench.Refusal(new RaiseTimer(), Actor.System));
        Assert.Equal(409.99m, bench.File.Remaining);
    }

    [Fact]
    public void ReturnInTransit_SeventyTwoHoursFromTheLastScan_AlarmsAndOpensAFollowUp()
    {
        var bench = Returning().Fire(Triggers.GiveTracking, Actor.Buyer, Parcel());
        bench.Pass(50).Fire(Triggers.Scanned, Import);
        Assert.Equal(bench.Now.AddHours(72), bench.Case.TimerDueAt);
        bench.Pass(72);
        var opened = Assert.Single(bench.Do(new RaiseTimer(), Actor.System).Opened);
        Assert.Equal((CaseType.LogisticsFollowUp, "SF000001", ReturnedGoods.ReturnInTransit), (opened.Type, opened.TrackingNumber, bench.Case.State));

        // once for a silence; a new scan begins another
        Assert.Equal(bench.File.Parcels[0].CreatedAt.AddDays(15), bench.Case.TimerDueAt);
        bench.Pass(1).Fire(Triggers.Scanned, Import);
        Assert.Equal(bench.Now.AddHours(72), bench.Case.TimerDueAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12 * 24)] // the alarm and the loss fall on one instant
    [InlineData(14 * 24)]
    public void ReturnInTransit_LostAtTheLatestAfterFifteenDays(double scannedAfter)
    {
        var bench = Returning().Fire(Triggers.GiveTracking, Actor.Buyer, Parcel());
        var began = bench.Now;
        if (scannedAfter > 0)
        {
            bench.Pass(scannedAfter).Fire(Triggers.Scanned, Import);
        }

        bench.Now = began.AddDays(15);
        while (bench.Case.State == ReturnedGoods.ReturnInTransit)
        {
            bench.Do(new RaiseTimer(), Actor.System);
        }

        var lost = bench.Events.Last(e => e.Trigger == Triggers.Lost);
        Assert.Equal((began.AddDays(15), ReturnWorkflow.RefundApproval), (lost.At, lost.ToState));
        Assert.Equal("return_lost", Assert.Single(bench.File.CarrierClaims).Reason);
        Assert.All(bench.File.Goods, g => Assert.Equal(GoodsState.Lost, g.State));
    }

    [Fact]
    public void Chasing_TwentyFourHoursAfterAnOrderThatHasNotLeft_AsksTheWarehouseOnce()
    {
        var order = Order(Start, isShipped: false);
        order.PlacedAt = Start.AddHours(-3);
        var bench = Begun(CaseType.LogisticsFollowUp, load: With(order));
        Assert.Equal(order.PlacedAt.AddHours(24), bench.Case.TimerDueAt);
        bench.Ring();
        Assert.Equal((EventKind.WarehouseAsked, LogisticsWorkflow.Chasing, Case.Never), (bench.Events[^1].Kind, bench.Case.State, bench.Case.TimerDueAt));
    }

    [Fact]
    public void Chasing_OfAnOrderThatLeftMeanwhile_AsksNobody()
    {
        var order = Order(Start, isShipped: false);
        order.PlacedAt = Start.AddHours(-3);
        var bench = Begun(CaseType.LogisticsFollowUp, load: With(order));
        (order.ShippedAt, bench.Now) = (bench.Now, bench.Case.TimerDueAt);
        Assert.Equal(RefusalReason.TimerNotDue, bench.Refusal(new RaiseTimer(), Actor.System));
        bench.Do(new AddNote { Note = "已发货" }, OtherAgent);
        Assert.Equal(Case.Never, bench.Case.TimerDueAt);
    }

    [Fact]
    public void Dispute_WhoseReplyIsMissed_IsRuledAgainstUsAndABreachUntilItIsOver()
    {
        var bench = Alone(CaseType.Dispute);
        bench.Do(new SetDeadline("reply", bench.Now.AddHours(20), "答复", "判退款"), Agent);
        bench.Pass(1).Ring();
        Assert.Equal((DisputeWorkflow.Ruled, DisputeRuling.Merchant, 409.99m), (bench.Case.State, bench.Case.DisputeRuling, bench.Case.DisputeAmount));
        Assert.Equal(bench.Now, bench.File.Deadlines[0].MissedAt);
        bench.Pass(5).Fire(Triggers.AcceptRuling, Agent).Pass(5).Fire(Triggers.Executed, Finance);
        Assert.Equal(bench.Now, bench.File.Deadlines[0].MetAt);
    }

    [Theory]
    [InlineData(false, DisputeWorkflow.Ruled)]
    [InlineData(true, DisputeWorkflow.PlatformReview)]
    public void Evidence_ThatIsMissed_IsRuledAgainstUsOnlyIfItWasOurs(bool ofBuyer, string to)
    {
        var bench = Alone(CaseType.Dispute).Fire(Triggers.Reply, Agent, note: "已举证")
            .Fire(Triggers.PlatformAsks, Import, new PlatformAsksArguments(Start.AddHours(30), ofBuyer));
        Assert.Equal((ofBuyer ? Wait.Buyer : Wait.Agent, Start.AddHours(30)), (bench.Case.WaitsOn, bench.Case.TimerDueAt));
        bench.Ring();
        Assert.Equal((to, !ofBuyer), (bench.Case.State, bench.File.Deadlines[0].MissedAt is not null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Appeal_WindowOrDeadlineOver_LetsTheRulingStand(bool appealed)
    {
        var bench = Alone(CaseType.Dispute).Fire(Triggers.Reply, Agent, note: "已举证")
            .Fire(Triggers.PlatformRules, Import, new PlatformRulesArguments(DisputeRuling.Merchant, 30m) { AppealUntil = Start.AddDays(2) });
        if (appealed)
        {
            bench.Fire(Triggers.Appeal, Agent, note: "有签收照");
        }

        Assert.Equal(Start.AddDays(2), bench.Case.TimerDueAt);
        bench.Ring();
        Assert.Equal((DisputeWorkflow.ExecutingRuling, Wait.Finance), (bench.Case.State, bench.Case.WaitsOn));
    }

    [Fact]
    public void Visit_IsDueOnItsDayAndWaits()
    {
        var bench = Alone(CaseType.ReturnVisit);
        Assert.Equal(bench.Case.PlannedFor, bench.Case.TimerDueAt);
        bench.Ring();
        Assert.Equal((EventKind.Reminded, ReturnVisitWorkflow.Planned, Case.Never), (bench.Events[^1].Kind, bench.Case.State, bench.Case.TimerDueAt));
    }

    [Fact]
    public void Hold_EndsByItselfAtItsEndAndTheStatesTimerGoesOn()
    {
        var bench = Returning();
        var reminder = bench.Case.TimerDueAt;
        bench.Pass(1).Do(new HoldCase(Wait.Platform, bench.Now.AddHours(5)) { Note = "平台系统升级" }, OtherAgent);
        Assert.Equal((Wait.Platform, bench.Now.AddHours(5)), (bench.Case.WaitsOn, bench.Case.TimerDueAt));
        Assert.Equal(RefusalReason.AlreadyHeld, bench.Refusal(new HoldCase(Wait.Buyer, bench.Now.AddHours(5)) { Note = "再等" }, OtherAgent));
        var end = bench.Case.TimerDueAt;
        bench.Pass(100).Do(new RaiseTimer(), Actor.System);
        Assert.Equal((EventKind.Released, end, Wait.Buyer, reminder), (bench.Events[^1].Kind, bench.Events[^1].At, bench.Case.WaitsOn, bench.Case.TimerDueAt));
        Assert.Equal(RefusalReason.NotHeld, bench.Refusal(new ReleaseHold(), OtherAgent));
        bench.Do(new RaiseTimer(), Actor.System);
        Assert.Equal((EventKind.Reminded, reminder), (bench.Events[^1].Kind, bench.Events[^1].At));
    }

    [Theory]
    [InlineData(Wait.Agent, 5, "等", RefusalReason.InvalidArgument)]
    [InlineData(Wait.Buyer, 0, "等", RefusalReason.InvalidArgument)]
    [InlineData(Wait.Buyer, 24 * 31, "等", RefusalReason.InvalidArgument)]
    [InlineData(Wait.Buyer, 5, null, RefusalReason.NoteRequired)]
    public void Hold_WantsANamedWaitAnEndAndAReason(Wait wait, double hours, string? note, string reason) =>
        Assert.Equal(reason, Returning() is var bench ? bench.Refusal(new HoldCase(wait, bench.Now.AddHours(hours)) { Note = note }, OtherAgent) : null);

    private static CaseBench Standing(string where) => where switch
    {
        "evidence" => Begun(CaseType.Return).Fire(Triggers.AskEvidence, OtherAgent, note: "请拍照"),
        "offer" => Begun(CaseType.Return).Fire(Triggers.Propose, OtherAgent, new OfferArguments(ProposalKind.Refund, "退 20 元", [Of(Cups, 1, 20m)], ReturnReason.Damaged)),
        "partial" => Inspected(CaseType.Return).Fire(Triggers.OfferPartial, OtherAgent, new PartialOfferArguments("折价", [Of(Cups, 2, 120m)])),
        "intercepting" => Begun(CaseType.Return, load: With(Order(Start, isShipped: false)))
            .Fire(Triggers.HoldShipment, OtherAgent, new HoldShipmentArguments(TwoCups, ReturnReason.Other)).Fire(Triggers.AlreadyShipped, Warehouse, Parcel()),
        "pickup" => Returning().Fire(Triggers.BookPickup, OtherAgent, new PickupArguments("京东快递")),
        "rejected" => Begun(CaseType.Return).WithPhoto().Contacted().Fire(Triggers.Reject, OtherAgent, note: "已使用"),
        "difference" => Exchanging(30m).Fire(Triggers.GiveTracking, Actor.Buyer, Parcel()).Fire(Triggers.SignedFor, Warehouse).Fire(Triggers.Passes, Warehouse),
        "receipt" => Exchanging(0m).Fire(Triggers.GiveTracking, Actor.Buyer, Parcel()).Fire(Triggers.SignedFor, Warehouse).Fire(Triggers.Passes, Warehouse)
            .Fire(Triggers.FirstScan, Warehouse, Parcel("SF000002")).Fire(Triggers.Delivered, Import),
        "reship evidence" => Begun(CaseType.Reshipment).Fire(Triggers.AskEvidence, OtherAgent, note: "请拍照"),
        "reship rejected" => Begun(CaseType.Reshipment).WithPhoto().Contacted().Fire(Triggers.Reject, OtherAgent, note: "重量相符"),
        "courier" => Begun(CaseType.LogisticsFollowUp).Fire(Triggers.AskCourier, OtherAgent),
        _ => Begun(CaseType.LogisticsFollowUp).Fire(Triggers.AskCourier, OtherAgent).Fire(Triggers.Moving, Import),
    };

    internal static CaseBench Inspected(CaseType type, bool advance = false) => (type == CaseType.Return ? Returning() : Exchanging(0m, advance))
        .Fire(Triggers.GiveTracking, Actor.Buyer, Parcel()).Fire(Triggers.SignedFor, Warehouse)
        .Fire(Triggers.Differs, Warehouse, new InspectionArguments([new InspectedLine(Cups, InspectionResult.Used, 1)]));

    internal static CaseBench Exchanging(decimal difference, bool advance = false, Func<CaseFile, CaseFile>? load = null) => Begun(CaseType.Exchange, load: load)
        .Fire(Triggers.ApproveExchange, OtherAgent, new ApproveExchangeArguments(TwoCups, ReturnReason.Damaged, "R1") { Difference = difference, Advance = advance });
}
