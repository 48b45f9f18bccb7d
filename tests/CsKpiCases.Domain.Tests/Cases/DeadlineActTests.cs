using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>sla.md, <c>platform_deadline</c>: an imported instant that never pauses, with a goal twelve hours before it.</summary>
public sealed class DeadlineActTests
{
    private static readonly Actor Platform = new(ActorKind.Platform, null, new HashSet<Role>());
    private static readonly Policy House = ShippedPolicies.HousePack[0];
    private static readonly ShopShifts Shifts = new(TimeZoneInfo.Utc, [], []);

    [Fact]
    public void Set_ByThePlatform_RunsToItsInstantThroughEveryWaitAndIsMetByTheAct()
    {
        var bench = new CaseBench();
        var due = bench.Now.AddHours(48);
        bench.Do(Set(due), Platform);
        var running = Clock(bench);
        Assert.Equal((ClockState.Running, due.AddHours(-12), due, "TS1"), (running.State, running.GoalDueAt, running.LimitDueAt, running.Occasion));

        bench.Pass(30).Do(new RecordBuyerMessage(Channel.PlatformChat) { Note = "在吗" }, Agent);
        bench.Pass(8).Do(new MeetDeadline("TS1"), Agent);

        var met = Clock(bench);
        Assert.Equal((ClockState.Late, due.AddHours(-12), null, bench.Now), (met.State, met.GoalMissedAt, met.BreachedAt, met.StoppedAt));
        Assert.Equal(bench.Now, Assert.Single(bench.File.Deadlines).MetAt);
    }

    [Fact]
    public void Set_AgainByItsName_MovesItAndSaysWhatItWas()
    {
        var bench = new CaseBench();
        var due = bench.Now.AddHours(48);
        bench.Do(Set(due), Agent);
        Assert.Equal(RefusalReason.NothingChanged, bench.Refusal(Set(due), Agent));
        bench.Do(Set(due.AddHours(24)), Platform);

        Assert.Equal((due.AddHours(24), 1), (Clock(bench).LimitDueAt, bench.File.Deadlines.Count));
        Assert.Contains("\"was\":\"2026-03-04T01:00:00", bench.Events[^1].Payload);
    }

    [Fact]
    public void Deadline_OverBeforeItWasTold_IsBreachedAtItsOwnInstantAndStaysSo()
    {
        var bench = new CaseBench();
        var due = bench.Now.AddHours(1);
        bench.Pass(2).Do(Set(due), Platform);
        Assert.Equal((ClockState.Breached, due), (Clock(bench).State, Clock(bench).BreachedAt));
        bench.Do(new WithdrawDeadline("TS1"), Platform);
        Assert.Equal(ClockState.Breached, Clock(bench).State);
    }

    [Fact]
    public void Withdrawn_BeforeItsInstant_IsNoVerdictAndTheNameIsFreeAgain()
    {
        var bench = new CaseBench();
        bench.Do(Set(bench.Now.AddHours(48)), Agent);
        Assert.Equal(RefusalReason.NoteRequired, bench.Refusal(new WithdrawDeadline("TS1"), Agent));
        bench.Do(new WithdrawDeadline("TS1") { Note = "买家撤诉" }, Agent);
        bench.Do(Set(bench.Now.AddHours(50)), Platform);

        Assert.Equal([ClockState.Cancelled, ClockState.Running], Clocks(bench).Select(c => c.State));
        Assert.Equal([false, true], bench.File.Deadlines.Select(d => d.IsOpen));
    }

    [Theory]
    [InlineData("", "举证", "退款", 48, "key")]
    [InlineData("TS1", " ", "退款", 48, "what")]
    [InlineData("TS1", "举证", "", 48, "atZero")]
    [InlineData("TS1", "举证", "退款", 24 * 400, "dueAt")]
    [InlineData("TS1", "举证", "退款", -24 * 400, "dueAt")]
    public void Set_WithAWrongField_NamesIt(string key, string what, string atZero, int hours, string field)
    {
        var bench = new CaseBench();
        var refused = Assert.IsType<CaseOutcome.Refused>(bench.Try(new SetDeadline(key, bench.Now.AddHours(hours), what, atZero), Agent)).Refusal;
        Assert.Equal((RefusalReason.InvalidArgument, field), (refused.Reason, refused.Arguments["name"]));
    }

    [Fact]
    public void Tell_ByWhoWorksOnNoCasesOrOfAnUnknownOne_IsRefused()
    {
        var bench = new CaseBench();
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(Set(bench.Now.AddHours(1)), Auditor));
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(Set(bench.Now.AddHours(1)), Actor.Buyer));
        Assert.Equal(RefusalReason.UnknownDeadline, bench.Refusal(new MeetDeadline("TS1"), Agent));
    }

    private static SetDeadline Set(DateTime due) => new("TS1", due, "上传举证", "自动退款给买家");

    private static Clock Clock(CaseBench bench) => Clocks(bench)[^1];

    private static List<Clock> Clocks(CaseBench bench)
    {
        var signals = CaseSignals.Of(bench.Case, bench.Events, _ => House, Shifts, bench.Now);
        var clocks = CaseClocks.Recompute(House, signals.Signals);
        clocks.Settle(bench.Now);
        return [.. clocks.Clocks.Where(c => c.Name == ClockNames.PlatformDeadline)];
    }
}
