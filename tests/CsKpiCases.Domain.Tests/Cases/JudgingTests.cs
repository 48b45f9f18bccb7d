using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>Excusing a miss, and putting it on somebody else.</summary>
public sealed class JudgingTests
{
    private static readonly ExcuseClock Excuse = new(ClockNames.Resolution, 1) { Note = "平台故障" };

    [Fact]
    public void Judge_BySupervisors_IsTheLastWordOfEachKind()
    {
        var bench = Breached();
        bench.Do(new ReattributeClock(ClockNames.Resolution, 1, AttributionParty.Warehouse, null) { Note = "仓库停电" }, Supervisor);
        bench.Do(new ReattributeClock(ClockNames.Resolution, 1, AttributionParty.Agent, OtherAgent.AccountId) { Note = "李静误操作" }, Supervisor);
        bench.Do(Excuse, OtherSupervisor);
        var row = Read(bench);
        Assert.Equal((AttributionParty.Agent, OtherAgent.AccountId, "李静误操作", Supervisor.AccountId), (row.AttributedParty, row.AttributedToId, row.ReattributionReason, row.ReattributedById));
        Assert.Equal(("平台故障", OtherSupervisor.AccountId, bench.Now), (row.ExcuseReason, row.ExcusedById, row.ExcusedAt));

        ClockJudgements.Write(ClockJudgements.Of(bench.Events)[(ClockNames.Resolution, 1)], bench.File.Clocks[0]);
        bench.Do(new RestoreClock(ClockNames.Resolution, 1) { Note = "查实并非如此" }, Supervisor);
        var restored = Read(bench);
        Assert.Equal((null, null, null), (restored.ExcusedAt, restored.ReattributedAt, restored.ExcuseReason));
        Assert.Equal([EventKind.BreachReattributed, EventKind.BreachReattributed, EventKind.BreachExcused, EventKind.BreachRestored], bench.Events.TakeLast(4).Select(e => e.Kind));
    }

    [Fact]
    public void Judge_TakenBackInPart_LeavesTheOtherWord()
    {
        var bench = Breached();
        bench.Do(Moved(AttributionParty.Warehouse, null), Supervisor);
        bench.Do(Excuse, Supervisor);
        Settle(bench);

        bench.Do(Restore(RestoredPart.Excuse), Supervisor);
        Settle(bench);
        Assert.Equal((null, AttributionParty.Warehouse), (bench.File.Clocks[0].ExcusedAt, bench.File.Clocks[0].AttributedParty));
        Assert.Equal(RefusalReason.NothingChanged, bench.Refusal(Restore(RestoredPart.Excuse), Supervisor));

        bench.Do(Excuse, Supervisor);
        Settle(bench);
        bench.Do(Restore(RestoredPart.Attribution), Supervisor);
        Settle(bench);
        Assert.Equal((true, (DateTime?)null), (bench.File.Clocks[0].ExcusedAt is not null, bench.File.Clocks[0].ReattributedAt));

        // all of it, where there is one word only, is that word in the history
        bench.Do(Restore(RestoredPart.Both), Supervisor);
        Assert.Contains("\"part\":\"excuse\"", bench.Events[^1].Payload);
    }

    [Fact]
    public void Judgements_TakenBackByHistoryThatNamesNoPart_AreAllGone()
    {
        CaseEvent Said(string kind, string payload) => new() { Kind = kind, Payload = payload };
        var said = ClockJudgements.Of(
        [
            Said(EventKind.BreachExcused, """{"clock":"resolution","run":1}"""),
            Said(EventKind.BreachReattributed, """{"clock":"resolution","run":1,"party":"warehouse"}"""),
            Said(EventKind.BreachRestored, """{"clock":"resolution","run":1}"""),
        ])[(ClockNames.Resolution, 1)];
        Assert.Equal((null, null), (said.Excused, said.Reattributed));
    }

    [Fact]
    public void Judge_WithoutRightReasonOrGround_IsRefused()
    {
        var bench = Breached();
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(Excuse, Agent));
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(Excuse, Auditor));
        Assert.Equal(RefusalReason.NoteRequired, bench.Refusal(Excuse with { Note = " " }, Supervisor));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(Excuse with { Run = 2 }, Supervisor));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(Moved(AttributionParty.Agent, null), Supervisor));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(Moved(AttributionParty.Queue, 11), Supervisor));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(Moved(AttributionParty.Outside, null), Supervisor));
        Assert.Equal(RefusalReason.NothingChanged, bench.Refusal(Moved(AttributionParty.Agent, Agent.AccountId), Supervisor));
        Assert.Equal(RefusalReason.NothingChanged, bench.Refusal(new RestoreClock(ClockNames.Resolution, 1) { Note = "x" }, Supervisor));
        bench.File.Clocks[0].AttributedToId = Supervisor.AccountId;
        Assert.Equal(RefusalReason.OwnVerdict, bench.Refusal(Excuse, Supervisor));
        bench.File.Clocks[0].BreachedAt = null;
        Assert.Equal(RefusalReason.NotExceeded, bench.Refusal(Excuse, OtherSupervisor));
    }

    [Fact]
    public void Judge_TellsWhoHadItAndWhoHasIt()
    {
        var bench = Breached();
        var accepted = Assert.IsType<CaseOutcome.Accepted>(bench.Try(Moved(AttributionParty.Agent, OtherAgent.AccountId), Supervisor));
        Assert.Equal([Agent.AccountId, OtherAgent.AccountId], accepted.Notices.Select(n => n.AccountId));
    }

    [Fact]
    public void Judge_TellsWhichDecisionItIsWhoseItIsNowWhyAndByWhom()
    {
        var bench = Breached();
        var by = FormattableString.Invariant($"{Supervisor.AccountId}");

        Assert.Equal(("notice.clock_reattributed", $"note=x;clock=resolution;party=warehouse;by={by}"), Told(bench, Moved(AttributionParty.Warehouse, null)));
        Assert.Equal(("notice.clock_reattributed", $"note=x;clock=resolution;owner={OtherAgent.AccountId};by={by}"), Told(bench, Moved(AttributionParty.Agent, OtherAgent.AccountId)));
        Assert.Equal(("notice.clock_excused", $"note={Excuse.Note};clock=resolution;owner={Agent.AccountId};by={by}"), Told(bench, Excuse));
        bench.File.Clocks[0].ExcusedAt = bench.Now;
        Assert.Equal("notice.clock_unexcused", Told(bench, Restore(RestoredPart.Both)).Key);
        bench.File.Clocks[0].ReattributedAt = bench.Now;
        Assert.Equal("notice.clock_unexcused", Told(bench, Restore(RestoredPart.Excuse)).Key);
        Assert.Equal(("notice.clock_restored", $"note=查实并非如此;clock=resolution;by={by}"), Told(bench, Restore(RestoredPart.Both)));
    }

    private static (string Key, string Arguments) Told(CaseBench bench, JudgeClock act)
    {
        var notice = Assert.IsType<CaseOutcome.Accepted>(bench.Try(act, Supervisor)).Notices[0];
        return (notice.Key, string.Join(';', notice.Arguments.Where(a => a.Key is not ("number" or "subject")).Select(a => a.Key + "=" + a.Value)));
    }

    private static RestoreClock Restore(RestoredPart part) => new(ClockNames.Resolution, 1, part) { Note = "查实并非如此" };

    /// <summary>Writes what was said into the clock, as the store does behind each act.</summary>
    private static void Settle(CaseBench bench) => ClockJudgements.Write(ClockJudgements.Of(bench.Events)[(ClockNames.Resolution, 1)], bench.File.Clocks[0]);

    private static ReattributeClock Moved(AttributionParty party, long? owner) => new(ClockNames.Resolution, 1, party, owner) { Note = "x" };

    private static CaseBench Breached()
    {
        var bench = new CaseBench();
        bench.File.Clocks.Add(new CaseClock
        {
            Clock = ClockNames.Resolution, Run = 1, State = ClockState.Breached, BreachedAt = bench.Now, AttributedParty = AttributionParty.Agent, AttributedToId = Agent.AccountId,
        });
        return bench;
    }

    private static CaseClock Read(CaseBench bench)
    {
        var row = new CaseClock();
        ClockJudgements.Write(ClockJudgements.Of(bench.Events).GetValueOrDefault((ClockNames.Resolution, 1)), row);
        return row;
    }
}
