using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;
using static CsKpiCases.Domain.Tests.Cases.Trade;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>Planning a return visit for a case that has ended.</summary>
public sealed class VisitActTests
{
    [Fact]
    public void Plan_OfAnEndedCase_OpensAVisitOfItsOwnersForThatDay()
    {
        var bench = new CaseBench().Resolved();
        var on = bench.Now.AddDays(3);

        var planned = bench.Do(new PlanVisit(on) { Note = "老客户" }, Supervisor);

        Assert.Equal([EventKind.Opened], planned.Events.Select(e => e.Kind));
        var opened = Assert.Single(planned.Opened);
        Assert.Equal((CaseType.ReturnVisit, LinkKind.FollowUpOf, on), (opened.Type, opened.Link, opened.PlannedFor));
        var visit = CaseActs.Open(opened, planned.File, "AS2603020002", bench.Now, Shanghai, bench.Settings).File.Case;
        Assert.Equal((ReturnVisitWorkflow.Planned, on, bench.Case.OwnerId, on), (visit.State, visit.PlannedFor, visit.OwnerId, visit.TimerDueAt));
    }

    [Fact]
    public void Plan_ThatIsWrong_IsRefused()
    {
        var bench = new CaseBench().Resolved();

        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new PlanVisit(bench.Now), Supervisor));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new PlanVisit(bench.Now.AddDays(184)), Supervisor));
        Assert.Equal(RefusalReason.NotOwner, bench.Refusal(new PlanVisit(bench.Now.AddDays(3)), Agent));
        Assert.Equal(RefusalReason.NothingToVisit, new CaseBench().Refusal(new PlanVisit(Start.AddDays(3)), Agent));
        Assert.Equal(RefusalReason.NothingToVisit, new CaseBench().Fire(Triggers.Withdraw, Agent).Refusal(new PlanVisit(Start.AddDays(3)), Agent));
        var planned = new CaseBench().Resolved();
        planned.File.HasOpenVisit = true;
        Assert.Equal(RefusalReason.VisitPlanned, planned.Refusal(new PlanVisit(planned.Now.AddDays(3)), Supervisor));
        var visited = Alone(CaseType.ReturnVisit).Fire(Triggers.BeginVisit, Agent).Fire(Triggers.Answered, Agent, new VisitAnswers(5, true));
        Assert.Equal(RefusalReason.NothingToVisit, visited.Refusal(new PlanVisit(Start.AddDays(3)), Agent));
    }
}
