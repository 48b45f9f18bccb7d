using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

public sealed class RulingActTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void Rule_AgentAndCourier_ClosesTellsAndProposesThePenalty()
    {
        var bench = new CaseBench().Resolved();
        var accepted = bench.Do(new RuleResponsibility(Shared()), Supervisor);
        Assert.Equal((SharedWorkflow.Closed, Liability.Told), (bench.Case.State, bench.Case.Liability));
        Assert.Equal([EventKind.Ruling, EventKind.Transition], accepted.Events.Select(e => e.Kind));
        Assert.Equal(54.00m, Assert.Single(bench.File.Penalties).Amount);
        Assert.Contains(accepted.Notices, n => n is { Key: "notice.penalty_told", AccountId: 11 });
        Assert.Equal(2, accepted.Added.Count);
    }

    [Fact]
    public void Rule_AsATrigger_TakesTheRulingWithIt()
    {
        var bench = new CaseBench().Resolved();
        Assert.Equal(RefusalReason.RulingRequired, bench.Refusal(Triggers.Rule, Supervisor));
        bench.Fire(Triggers.Rule, Supervisor, new RuleArguments(Nobody()));
        Assert.Equal((SharedWorkflow.Closed, Liability.Nobody), (bench.Case.State, bench.Case.Liability));
        Assert.Empty(bench.File.Penalties);
    }

    [Fact]
    public void Rule_WhenNotAllowed_IsRefused()
    {
        var bench = new CaseBench().Investigating();
        Assert.Equal(RefusalReason.NotResolved, bench.Refusal(new RuleResponsibility(Nobody()), Supervisor));
        bench.Fire(Triggers.Propose, Supervisor, new ProposeArguments("致歉"), "代办").Fire(Triggers.Accept, OtherAgent);
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(new RuleResponsibility(Nobody()), OtherAgent));
        Assert.Equal(RefusalReason.ProposerMayNotDecide, bench.Refusal(new RuleResponsibility(Nobody()), Supervisor));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new RuleResponsibility(Nobody() with { Reason = " " }), OtherSupervisor));
        Assert.Empty(bench.File.Rulings);
        bench.Do(new RuleResponsibility(Nobody()), OtherSupervisor);
        Assert.Equal(RefusalReason.AlreadyRuled, bench.Refusal(new RuleResponsibility(Nobody()), OtherSupervisor));
    }

    [Fact]
    public void Rule_TheSecondQuestion_DoesNotCloseAndMayComeAfterwards()
    {
        var bench = new CaseBench().Resolved();
        bench.Do(new RuleResponsibility(Nobody() with { Question = RulingQuestion.Handled }), Supervisor);
        Assert.Equal(SharedWorkflow.Resolved, bench.Case.State);
        bench.Do(new RuleResponsibility(Nobody()), Supervisor);

        var other = new CaseBench().Resolved();
        other.Do(new RuleResponsibility(Nobody()), Supervisor);
        other.Pass(1).Do(new RuleResponsibility(Shared() with { Question = RulingQuestion.Handled }), Supervisor);
        Assert.Equal((SharedWorkflow.Closed, Liability.Told), (other.Case.State, other.Case.Liability));
    }

    [Fact]
    public void Rule_WhatARuleHadRuled_IsRewrittenByASupervisor()
    {
        var bench = new CaseBench().Explained().Fire(Triggers.Accept, Domain.People.Actor.Buyer);
        Assert.True(Assert.Single(bench.File.Rulings).ByRule);
        var accepted = bench.Do(new RuleResponsibility(Shared()), OtherSupervisor);
        var record = Assert.Single(bench.File.Rulings);
        Assert.Equal((false, 21L, 2, 300m), (record.ByRule, record.RuledById, record.Shares.Count, record.Loss));
        Assert.Equal(2, accepted.Added.OfType<RulingShare>().Count());
        Assert.Equal(Liability.Told, bench.Case.Liability);
    }

    [Fact]
    public void Penalty_AppealedAndReduced_MovesTheLiabilityWhileClosed()
    {
        var bench = new CaseBench().Resolved();
        bench.Do(new RuleResponsibility(Shared()), Supervisor);
        var penalty = bench.File.Penalties[0];
        Assert.Equal("penalty_not_yours", bench.Refusal(new AnswerPenalty(penalty.Id, Accepts: true), Agent));
        Assert.Equal("penalty_reason_required", bench.Refusal(new AnswerPenalty(penalty.Id, Accepts: false), OtherAgent));
        bench.Do(new AnswerPenalty(penalty.Id, Accepts: false) { Note = "快递压坏" }, OtherAgent);
        Assert.Equal((Liability.Contested, EventKind.Penalty), (bench.Case.Liability, bench.Events[^1].Kind));

        var reduce = new DecidePenalty(penalty.Id, PenaltyTrigger.Reduce, Zone) { Note = "部分成立" };
        Assert.Equal(RefusalReason.MissingArgument, bench.Refusal(reduce, GeneralManager));
        Assert.Equal("penalty_same_person", bench.Refusal(reduce with { ReduceTo = 20m }, Supervisor));
        Assert.Equal("penalty_wrong_role", bench.Refusal(reduce with { ReduceTo = 20m }, Finance));
        bench.Do(reduce with { ReduceTo = 20m }, GeneralManager);
        Assert.Equal((Liability.Reduced, 20m, "2026-03"), (bench.Case.Liability, penalty.EffectiveAmount(), penalty.ConfirmedMonth));
        Assert.Equal(RefusalReason.UnknownPenalty, bench.Refusal(reduce with { PenaltyId = 1 }, GeneralManager));
    }

    [Theory]
    [InlineData(PenaltyTrigger.Confirm, Liability.Confirmed)]
    [InlineData(PenaltyTrigger.Drop, Liability.Dropped)]
    public void Penalty_AcceptedThenDecided_SetsTheLiability(PenaltyTrigger decision, Liability liability)
    {
        var bench = new CaseBench().Resolved();
        bench.Do(new RuleResponsibility(Shared()), Supervisor);
        bench.Do(new AnswerPenalty(bench.File.Penalties[0].Id, Accepts: true), OtherAgent);
        Assert.Equal(Liability.Told, bench.Case.Liability);
        bench.Do(new DecidePenalty(bench.File.Penalties[0].Id, decision, Zone) { Note = "核对无误" }, OtherSupervisor);
        Assert.Equal(liability, bench.Case.Liability);
        Assert.Null(EventChain.Verify(bench.Case, bench.Events));
    }

    [Fact]
    public void Rule_AReopenedCaseRuledBefore_IsRuledAnewAndTheFirstRulingStands()
    {
        var bench = new CaseBench().Resolved();
        bench.Do(new RuleResponsibility(Shared()), Supervisor);
        bench.Pass(1).Fire(Triggers.Reopen, OtherAgent)
            .Fire(Triggers.Propose, OtherAgent, new ProposeArguments("再致歉")).Fire(Triggers.Accept, OtherAgent);
        Assert.Equal(RefusalReason.RulingRequired, bench.Refusal(Triggers.Rule, Supervisor));
        bench.Do(new RuleResponsibility(Nobody()), Supervisor);
        Assert.Equal(SharedWorkflow.Closed, bench.Case.State);
        Assert.Equal([(1, 300m), (2, 0m)], bench.File.Rulings.Select(r => (r.Run, r.Loss)));
        Assert.Equal(RefusalReason.AlreadyRuled, bench.Refusal(new RuleResponsibility(Nobody()), Supervisor));
        Assert.Equal(Liability.Told, bench.Case.Liability);
    }

    [Theory]
    [InlineData(Triggers.Withdraw)]
    [InlineData(Triggers.MarkDuplicate)]
    public void Rule_WhatWasWithdrawnOrADuplicate_IsRefused(string ending)
    {
        var bench = new CaseBench().Fire(ending, Agent, ending == Triggers.MarkDuplicate ? new DuplicateArguments(5) : null);
        Assert.Equal(RefusalReason.NotResolved, bench.Refusal(new RuleResponsibility(Shared()), Supervisor));
    }

    [Fact]
    public void Shares_WithAnElementThatIsNull_NameIt()
    {
        Shared().Check(out var none);
        Assert.Empty(none);
        (Shared() with { Shares = [null!] }).Check(out var errors);
        Assert.Contains(errors, e => e.Path == "shares[0].party");
    }

    private static RulingDraft Nobody() => new()
    {
        Question = RulingQuestion.Caused,
        Loss = 0m,
        Severity = Severity.D,
        Reason = "各方无责",
        Evidence = "聊天记录",
        Shares = [new PartyShareDraft(Party.Nobody, null, 10_000)],
    };

    private static RulingDraft Shared() => Nobody() with
    {
        Loss = 300m,
        Severity = Severity.B,
        Shares = [new PartyShareDraft(Party.Agent, 11, 6000), new PartyShareDraft(Party.Courier, null, 4000)],
    };
}
