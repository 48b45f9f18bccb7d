using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

public sealed class CascadeTests
{
    [Fact]
    public void Propose_WithinTheLimit_IsApprovedByTheSystemAndPromisedWhenTheBuyerAgrees()
    {
        var bench = new CaseBench().Investigating();
        var accepted = bench.Do(
            new FireTrigger(Triggers.Propose)
            {
                Arguments = new ProposeArguments("补偿并回电")
                {
                    Amount = 30m,
                    AmountKind = PromiseKind.Cashback,
                    Promises = [new PromiseTerms(PromiseKind.CallBack, "周三回电", Wait.Agent, 24)],
                },
            },
            OtherAgent);
        Assert.Equal(
            [EventKind.Transition, EventKind.Ledger, EventKind.Transition, EventKind.Ledger], accepted.Events.Select(e => e.Kind));
        Assert.Equal(ActorKind.System, accepted.Events[2].Actor.Kind);
        Assert.Contains("\"byItself\":true", accepted.Events[2].Payload, StringComparison.Ordinal);
        Assert.Equal([LedgerStep.Proposed, LedgerStep.Granted], bench.File.Ledger.Select(e => e.Step));
        Assert.Equal((2, 0), (accepted.Added.Count, bench.File.Promises.Count));
        Assert.Contains(accepted.Notices, n => n is { Key: "notice.solution_offered", Audience: Audience.Buyer });
        Assert.DoesNotContain(accepted.Notices, n => n.Audience == Audience.Finance);
        Assert.Equal(RefusalReason.SolutionNotAccepted, bench.Refusal(new MoveMoney(bench.File.Ledger[0].PaymentId, LedgerStep.Sent), Finance));

        var agreed = bench.Pass(5).Do(new FireTrigger(Triggers.Accept), OtherAgent);
        Assert.Equal([30m, 0m], bench.File.Promises.Select(p => p.Amount));
        Assert.Equal([bench.Now.AddHours(48), bench.Now.AddHours(24)], bench.File.Promises.Select(p => p.DueAt));
        Assert.Contains(agreed.Notices, n => n is { Key: "notice.payment_due", Audience: Audience.Finance });
    }

    [Fact]
    public void Propose_ASecondTimeWithinTheLimit_WaitsForApprovalOnceBothTogetherAreAboveIt()
    {
        var bench = new CaseBench().Investigating();
        bench.Do(new MakePromise(PromiseKind.Cashback, "返现", Wait.Finance, bench.Now.AddDays(1)) { Amount = 60m }, OtherAgent);
        bench.Fire(Triggers.Propose, OtherAgent, new ProposeArguments("补偿") { Amount = 40m });
        Assert.Equal(ComplaintWorkflow.BuyerNotified, bench.Case.State);
        bench.Fire(Triggers.Decline, Actor.Buyer).Fire(Triggers.Propose, OtherAgent, new ProposeArguments("补偿") { Amount = 40.01m });
        Assert.Equal(ComplaintWorkflow.SolutionApproval, bench.Case.State);
    }

    [Fact]
    public void KeepPromise_TheLastOne_ResolvesAndACauseThatRulesItselfCloses()
    {
        var bench = new CaseBench().Investigating(cause: ComplaintCatalogue.BuyerChangedMind);
        bench.Fire(Triggers.Propose, OtherAgent, new ProposeArguments("退差价") { Amount = 10m, Promises = [new(PromiseKind.CallBack, "回电", Wait.Agent, 1)] });
        bench.Fire(Triggers.Accept, OtherAgent);
        Assert.Equal((ComplaintWorkflow.Fulfilling, Wait.Agent), (bench.Case.State, bench.Case.WaitsOn));
        bench.Do(new KeepPromise(bench.File.Promises[1].Id), OtherAgent);
        Assert.Equal((Wait.Finance, Wait.Finance), (bench.Case.WaitsOn, bench.Events[^1].WaitsOn));
        var accepted = bench.Do(new KeepPromise(bench.File.Promises[0].Id) { Reference = "2026030299" }, Finance);
        Assert.Equal(
            [EventKind.PromiseKept, EventKind.Ledger, EventKind.Transition, EventKind.Transition, EventKind.Ruling],
            accepted.Events.Select(e => e.Kind));
        Assert.Equal((SharedWorkflow.Closed, Liability.Nobody), (bench.Case.State, bench.Case.Liability));
        Assert.Equal((LedgerStep.Succeeded, "2026030299"), (bench.File.Ledger[^1].Step, bench.File.Ledger[^1].Reference));
    }

    [Fact]
    public void Resolved_DrawnForTheSample_WaitsForASupervisor()
    {
        var id = Enumerable.Range(1, 1000).First(n => SelfRuling.IsSampled(n, 20));
        var bench = new CaseBench(firstId: id) { Settings = new WorkflowSettings() }.Explained();
        bench.Fire(Triggers.Accept, Actor.Buyer);
        Assert.Equal((SharedWorkflow.Resolved, Liability.Nobody), (bench.Case.State, bench.Case.Liability));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void Explained_Ended_TellsASupervisorWhatDoesNotRuleItself(int reviewOneIn, bool isTold)
    {
        var bench = new CaseBench { Settings = new WorkflowSettings { ReviewOneIn = reviewOneIn } }.Explained();
        var ended = bench.Do(new FireTrigger(Triggers.Accept), Actor.Buyer);
        Assert.Equal(isTold, ended.Notices.Any(n => n is { Key: "notice.ruling_needed", Audience: Audience.Supervisors }));
    }

    [Fact]
    public void FindUnjustified_UntilASupervisorConsents_SaysNothingOfTheCase()
    {
        var bench = new CaseBench().Investigating();
        bench.Do(new LogContact(Channel.Phone, true), OtherAgent);
        bench.Fire(Triggers.FindUnjustified, OtherAgent, note: "已过期");
        Assert.Null(bench.Case.IsJustified);
        bench.Fire(Triggers.Approve, Supervisor);
        Assert.False(bench.Case.IsJustified);
        bench.Fire(Triggers.Insist, Actor.Buyer);
        Assert.Null(bench.Case.IsJustified);
    }

    [Fact]
    public void Sample_OverManyCases_IsOneInTwenty() =>
        Assert.InRange(Enumerable.Range(1, 20_000).Count(n => SelfRuling.IsSampled(n, 20)), 900, 1100);

    [Fact]
    public void Fulfilling_WithALinkedCaseOpen_WaitsForIt()
    {
        var bench = new CaseBench(openLinkedCases: 1).Investigating();
        bench.Fire(Triggers.Propose, OtherAgent, new ProposeArguments("补发")).Fire(Triggers.Accept, OtherAgent);
        Assert.Equal(ComplaintWorkflow.Fulfilling, bench.Case.State);
        Assert.Equal(RefusalReason.LinkedCasesOpen, bench.Refusal(Triggers.Fulfilled, Actor.System));
    }

    [Fact]
    public void FindUnjustified_ByAnAgent_IsApprovedByASupervisorThenExplained()
    {
        var bench = new CaseBench().Investigating();
        bench.Do(new LogContact(Channel.Phone, true), OtherAgent);
        bench.Fire(Triggers.FindUnjustified, OtherAgent, note: "已过期");
        Assert.Equal((ComplaintWorkflow.SolutionApproval, ProposalKind.Unjustified), (bench.Case.State, bench.Case.ProposedKind));
        bench.Fire(Triggers.Approve, Supervisor).Fire(Triggers.Insist, Actor.Buyer);
        Assert.Equal(ComplaintWorkflow.Investigating, bench.Case.State);
        bench.Fire(Triggers.Propose, OtherAgent, new ProposeArguments("安抚"));
        Assert.Equal(ComplaintWorkflow.BuyerNotified, bench.Case.State);
    }

    [Fact]
    public void Decline_OfASolution_TakesBackWhatItPromised()
    {
        var bench = new CaseBench().Investigating();
        bench.Do(new MakePromise(PromiseKind.CallBack, "回电", Wait.Agent, bench.Now.AddHours(4)), OtherAgent);
        bench.Fire(Triggers.Propose, OtherAgent, new ProposeArguments("补偿") { Amount = 30m }).Fire(Triggers.Decline, Actor.Buyer);
        Assert.Equal((500m, ComplaintWorkflow.Investigating), (bench.File.Remaining, bench.Case.State));
        Assert.Equal("回电", Assert.Single(bench.File.Promises, p => p.IsOpen).What);
    }

    [Fact]
    public void Reopen_AfterSelfRuling_IsUndecidedAgainAndRulesAgain()
    {
        var bench = new CaseBench().Explained().Fire(Triggers.Accept, Actor.Buyer);
        Assert.Equal(SharedWorkflow.Closed, bench.Case.State);
        bench.Pass(1).Fire(Triggers.Reopen, OtherAgent);
        Assert.Equal((ComplaintWorkflow.Investigating, Liability.Undecided, Outcome.None), (bench.Case.State, bench.Case.Liability, bench.Case.Outcome));
        Assert.NotNull(bench.Case.FirstResolvedAt);
        bench.Fire(Triggers.FindUnjustified, Supervisor, note: "同前").Fire(Triggers.Accept, Actor.Buyer);
        Assert.Equal(SharedWorkflow.Closed, bench.Case.State);
        Assert.Equal([1, 2], bench.File.Rulings.Select(r => r.Run));
    }
}
