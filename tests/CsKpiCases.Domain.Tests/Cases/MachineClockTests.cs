using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;
using static CsKpiCases.Domain.Tests.Cases.MachineTimerTests;
using static CsKpiCases.Domain.Tests.Cases.ReturnGuardTests;
using static CsKpiCases.Domain.Tests.Cases.Trade;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>What the histories of the machines mean to the clocks of sla.md: start, stop, elapsed hours.</summary>
public sealed class MachineClockTests
{
    private static readonly Policy Every = new()
    {
        Name = "every",
        Targets = [.. ClockNames.All.Select(name => name == ClockNames.PlatformDeadline
            ? new Target { Clock = name, Goal = SlaDuration.OfSeconds(Target.DefaultDeadlineLeadSeconds) }
            : new Target { Clock = name, Limit = SlaDuration.OfHours(10_000), PauseWhile = WaitSet.Of(Wait.Platform, Wait.Supplier) })],
    };

    [Fact]
    public void Return_OfTheLongWay_StartsAndStopsItsClocks()
    {
        var bench = Begun(CaseType.Return).Pass(2);
        bench.Fire(Triggers.ApproveReturn, OtherAgent, new ApproveReturnArguments([Of(Cups, 2)], ReturnReason.Damaged))
            .Pass(10).Fire(Triggers.GiveTracking, Actor.Buyer, Parcel()).Pass(30).Fire(Triggers.SignedFor, Warehouse).Pass(5).Fire(Triggers.Passes, Warehouse)
            .Pass(1).Fire(Triggers.SendBack, Supervisor, note: "请复核").Pass(3).Fire(Triggers.Passes, Warehouse)
            .Pass(4).Fire(Triggers.Approve, Supervisor).Pass(7).Fire(Triggers.Paid, Finance);
        Assert.Equal([(0d, 2d, 2d)], Hours(bench, ClockNames.FirstHandling));
        Assert.Equal([(42d, 47d, 5d)], Hours(bench, ClockNames.ReturnReceipt));
        Assert.Equal([(42d, 47d, 5d), (48d, 51d, 3d)], Hours(bench, ClockNames.Warehouse));
        Assert.Equal([(55d, 62d, 7d)], Hours(bench, ClockNames.Finance));
        Assert.Equal([(0d, 62d, 62d)], Hours(bench, ClockNames.Resolution));
    }

    [Fact]
    public void Outbound_FromTheApprovalToTheFirstScan_OncePerParcel()
    {
        var bench = Exchanging(0m).Fire(Triggers.GiveTracking, Actor.Buyer, Parcel()).Fire(Triggers.SignedFor, Warehouse).Pass(6).Fire(Triggers.Passes, Warehouse)
            .Pass(9).Fire(Triggers.FirstScan, Warehouse, Parcel("SF000002")).Pass(20).Fire(Triggers.Lost, Import).Pass(3).Fire(Triggers.NoStock, Warehouse);
        Assert.Equal([(6d, 15d, 9d), (35d, null, 3d)], Hours(bench, ClockNames.Outbound));
    }

    [Fact]
    public void CourierWatch_FromTheSilenceOrTheChaseToTheNextWord()
    {
        var bench = Returning().Fire(Triggers.GiveTracking, Actor.Buyer, Parcel()).Ring().Pass(8).Fire(Triggers.Scanned, Import);
        Assert.Equal([(72d, 80d, 8d)], Hours(bench, ClockNames.CourierWatch));
        var chase = Begun(CaseType.LogisticsFollowUp).Pass(1).Fire(Triggers.AskCourier, OtherAgent).Pass(4).Fire(Triggers.Moving, Import);
        Assert.Equal([(1d, 5d, 4d)], Hours(chase, ClockNames.CourierWatch));
    }

    [Fact]
    public void Hold_StandsBeforeTheStatesOwnWaitUntilItEnds()
    {
        var bench = Begun(CaseType.Return).Pass(1);
        bench.Do(new HoldCase(Wait.Platform, bench.Now.AddHours(5)) { Note = "平台升级" }, OtherAgent);
        bench.Ring().Pass(2);
        bench.Do(new HoldCase(Wait.Supplier, bench.Now.AddHours(50)) { Note = "等厂家" }, OtherAgent);
        bench.Pass(3).Fire(Triggers.AskEvidence, OtherAgent, note: "请拍照").Pass(4);
        Assert.Equal([(0d, null, 7d)], Hours(bench, ClockNames.Resolution));
    }

    [Fact]
    public void Freeze_StopsTheClocksWithTheirElapsedTimeUntilTheThaw()
    {
        var bench = Begun(CaseType.Return).Pass(3);
        bench.Do(new HoldCase(Wait.Platform, bench.Now.AddHours(90)) { Note = "平台升级" }, OtherAgent);
        bench.Pass(1).Fire(Triggers.OpenDispute, Import).Pass(40);
        Assert.Equal([(0d, null, 3d)], Hours(bench, ClockNames.Resolution));
        bench.Do(new FireTrigger(Triggers.DisputeEnded) { Arguments = new DisputeEndedArguments(DisputeRuling.Buyer, 0) }, Actor.System);
        bench.Pass(5);

        // it stood in Deciding before and stands there again: the hold is over all the same
        Assert.Equal([(0d, null, 8d)], Hours(bench, ClockNames.Resolution));
    }

    [Fact]
    public void Deadline_ThatIsMissed_IsABreachAtItsInstantUntilTheDisputeIsOver()
    {
        var bench = Alone(CaseType.Dispute);
        bench.Do(new SetDeadline("reply", bench.Now.AddHours(20), "答复", "判退款"), Agent);
        bench.Ring().Pass(3).Fire(Triggers.AcceptRuling, Agent).Pass(2).Fire(Triggers.Executed, Finance);
        var deadline = Assert.Single(Clocks(bench), c => c.Name == ClockNames.PlatformDeadline);
        Assert.Equal((Start.AddHours(20), Start.AddHours(25)), (deadline.BreachedAt, deadline.StoppedAt));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Evidence_OfTheBuyerAlone_IsNoBreachOfOurs(bool ofBuyer, bool isBreach)
    {
        var bench = Alone(CaseType.Dispute).Fire(Triggers.Reply, Agent, note: "已举证").Fire(Triggers.PlatformAsks, Import, new PlatformAsksArguments(Start.AddHours(30), ofBuyer)).Ring().Pass(5);
        Assert.Equal(isBreach, Assert.Single(Clocks(bench), c => c.Name == ClockNames.PlatformDeadline).BreachedAt is not null);
    }

    /// <summary>sla.md: approve, refuse, propose, refund, reship, reply to a dispute.</summary>
    [Fact]
    public void FirstHandling_StopsWithTheFirstActOnTheMerits()
    {
        string[] merits =
        [
            "propose", "find-unjustified", "approve", "approve-return", "approve-exchange", "refund-only", "hold-shipment", "compensate", "reject", "offer-partial",
            "accept-goods", "refuse-goods", "stuck", "reply",
        ];
        var all = typeof(Triggers).GetFields().Select(f => (string)f.GetValue(null)!);
        Assert.Equal(merits.Order(), all.Where(t => SignalsOf(t).OfType<ActedOnMerits>().Any()).Order());
    }

    private static IReadOnlyList<Signal> SignalsOf(string trigger)
    {
        CaseEvent[] events =
        [
            new() { Sequence = 1, Kind = EventKind.Logged, At = Start, ToState = "A", Stage = Stage.Investigate },
            new() { Sequence = 2, Kind = EventKind.Transition, Trigger = trigger, At = Start, ToState = "B", Stage = Stage.Investigate },
        ];
        return CaseSignals.Of(new Case { OpenedAt = Start }, events, _ => null, new ShopShifts(TimeZoneInfo.Utc, [], []), Start).Signals;
    }

    /// <summary>Hours from the beginning: started, stopped (null while it runs, or once it is cancelled), elapsed so far.</summary>
    private static IEnumerable<(double Started, double? Stopped, double Elapsed)> Hours(CaseBench bench, string clock) => Clocks(bench).Where(c => c.Name == clock)
        .Select(c => ((c.StartedAt - Start).TotalHours, (c.StoppedAt - Start)?.TotalHours, c.ElapsedAt(c.StoppedAt ?? c.CancelledAt ?? bench.Now) / 3600d));

    private static IReadOnlyList<Clock> Clocks(CaseBench bench)
    {
        var signals = CaseSignals.Of(bench.Case, bench.Events, _ => null, new ShopShifts(TimeZoneInfo.Utc, [], []), bench.Now).Signals;
        var clocks = CaseClocks.Recompute(Every, signals);
        clocks.Settle(bench.Now);
        return clocks.Clocks;
    }
}
