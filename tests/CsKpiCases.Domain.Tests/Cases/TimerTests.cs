using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

public sealed class TimerTests
{
    [Fact]
    public void Lapse_AfterSeventyTwoHours_HappensAtItsInstantHoweverLate()
    {
        var bench = new CaseBench().Investigating();
        bench.Fire(Triggers.AskBuyer, OtherAgent, note: "请拍照");
        var due = bench.Now.AddHours(72);
        Assert.Equal(due, bench.Case.TimerDueAt);
        bench.Now = due.AddSeconds(-1);
        Assert.Equal(RefusalReason.TimerNotDue, bench.Refusal(new RaiseTimer(), Actor.System));
        bench.Now = due.AddDays(2);
        bench.Do(new RaiseTimer(), Actor.System);
        Assert.Equal((ComplaintWorkflow.Investigating, Case.Never), (bench.Case.State, bench.Case.TimerDueAt));
        Assert.Equal((due, Triggers.Lapse, ActorKind.System), (bench.Events[^1].At, bench.Events[^1].Trigger, bench.Events[^1].ActorKind));
    }

    [Fact]
    public void Timer_DueBeforeTheLastEvent_HappensWithIt()
    {
        var bench = new CaseBench().Investigating();
        bench.Fire(Triggers.AskBuyer, OtherAgent).Pass(80).Do(new AddNote { Note = "还没回" }, OtherAgent);
        bench.Pass(1).Do(new RaiseTimer(), Actor.System);
        Assert.Equal(bench.Now.AddHours(-1), bench.Events[^1].At);
    }

    [Fact]
    public void Timer_RaisedByAPersonOrWithoutOne_IsRefused()
    {
        var bench = new CaseBench().Investigating();
        Assert.Equal(RefusalReason.TimerNotDue, bench.Refusal(new RaiseTimer(), Actor.System));
        Assert.Equal(RefusalReason.SystemOnly, bench.Refusal(new RaiseTimer(), Supervisor));
    }

    [Fact]
    public void DepartmentOverdue_EachDay_EscalatesToTheTopAndStays()
    {
        var bench = new CaseBench().Investigating();
        bench.Fire(Triggers.AskDepartment, OtherAgent, new AskDepartmentArguments("仓库"));
        bench.Pass(24).Do(new RaiseTimer(), Actor.System);
        Assert.Equal((1, ComplaintWorkflow.AwaitingDepartment, bench.Now.AddHours(24)), (bench.Case.EscalationLevel, bench.Case.State, bench.Case.TimerDueAt));
        Assert.Equal((EventKind.Escalated, Triggers.DepartmentOverdue), (bench.Events[^1].Kind, bench.Events[^1].Trigger));
        bench.Pass(24).Do(new RaiseTimer(), Actor.System);
        Assert.Equal((2, Case.Never), (bench.Case.EscalationLevel, bench.Case.TimerDueAt));
        bench.Fire(Triggers.DepartmentAnswered, OtherAgent);
        Assert.Equal(ComplaintWorkflow.Investigating, bench.Case.State);
    }

    [Fact]
    public void Silence_OnASolutionWithNothingToDo_ResolvesAtOnce()
    {
        var bench = new CaseBench().Investigating();
        bench.Fire(Triggers.Propose, OtherAgent, new ProposeArguments("致歉"));
        bench.Pass(72).Do(new RaiseTimer(), Actor.System);
        Assert.Equal(SharedWorkflow.Resolved, bench.Case.State);
        Assert.Equal([Triggers.Silence, Triggers.Fulfilled], bench.Events.TakeLast(2).Select(e => e.Trigger));
    }

    [Fact]
    public void Silence_OnAnExplanation_EndsUnjustifiedAndRulesItself()
    {
        var bench = new CaseBench().Explained();
        bench.Pass(72).Do(new RaiseTimer(), Actor.System);
        Assert.Equal((SharedWorkflow.Closed, Outcome.Unjustified, Liability.Nobody), (bench.Case.State, bench.Case.Outcome, bench.Case.Liability));
    }

    [Fact]
    public void HandOver_WhileATimerRuns_LeavesItRunning()
    {
        var bench = new CaseBench().Investigating();
        bench.Fire(Triggers.AskBuyer, OtherAgent);
        var due = bench.Case.TimerDueAt;
        bench.Pass(5).Fire(Triggers.HandOver, OtherAgent, new HandOverArguments(10)).Fire(Triggers.AcceptHandOver, Agent);
        Assert.Equal((due, 10L), (bench.Case.TimerDueAt, bench.Case.OwnerId));
    }
}
