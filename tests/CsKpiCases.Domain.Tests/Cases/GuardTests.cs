using System.Text.Json;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

public sealed class GuardTests
{
    [Theory]
    [InlineData(CaseType.Dispute, "transport", null, RefusalReason.TypeNotAvailable)]
    [InlineData(CaseType.ReturnVisit, "transport", null, RefusalReason.TypeNotAvailable)]
    [InlineData(CaseType.Unclassified, "transport", null, RefusalReason.TypeNotAvailable)]
    [InlineData(CaseType.Complaint, "weather", null, RefusalReason.InvalidArgument)]
    [InlineData(CaseType.Complaint, "transport", "bad luck", RefusalReason.InvalidArgument)]
    public void Classify_WithWrongArguments_IsRefused(CaseType type, string category, string? cause, string reason) =>
        Assert.Equal(reason, new CaseBench().Refusal(Triggers.Classify, Agent, new ClassifyArguments(type, category) { Cause = cause }));

    [Fact]
    public void Classify_WithoutArguments_IsRefused() =>
        Assert.Equal(RefusalReason.MissingArgument, new CaseBench().Refusal(Triggers.Classify, Agent));

    [Fact]
    public void Classify_BySupervisorOnSomebodyElsesCase_NeedsAReason()
    {
        var bench = new CaseBench();
        Assert.Equal(RefusalReason.ReasonRequired, bench.Refusal(Triggers.Classify, Supervisor, ComplaintLifeTests.Broken));
        bench.Fire(Triggers.Classify, Supervisor, ComplaintLifeTests.Broken, "她今天休息");
        Assert.Equal("她今天休息", bench.Events[^1].Note);
        Assert.Null(bench.Case.OwnerId);
        Assert.Equal(Grade.C, bench.Case.Grade);
    }

    [Fact]
    public void Classify_CaseThatTheBuyerLogged_ByAnyAgent()
    {
        var bench = new CaseBench();
        bench.Case.OwnerId = null;
        bench.Fire(Triggers.Classify, OtherAgent, ComplaintLifeTests.Broken);
        Assert.Equal(SharedWorkflow.Classified, bench.Case.State);
    }

    [Fact]
    public void MarkDuplicate_OfItself_IsRefused()
    {
        var bench = new CaseBench();
        Assert.Equal(RefusalReason.SameCase, bench.Refusal(Triggers.MarkDuplicate, Agent, new DuplicateArguments(bench.Case.Id)));
        var accepted = bench.Do(new FireTrigger(Triggers.MarkDuplicate) { Arguments = new DuplicateArguments(77) }, Agent);
        Assert.Equal((Outcome.Duplicate, 77L), (bench.Case.Outcome, bench.Case.DuplicateOfId));
        Assert.Equal(77, Assert.IsType<CaseLink>(Assert.Single(accepted.Added)).OtherCaseId);
        Assert.Equal(RefusalReason.NotReopenable, bench.Refusal(Triggers.Reopen, Supervisor));
    }

    [Fact]
    public void FindUnjustified_WithoutReasonOrContact_IsRefusedUntilBothAreThere()
    {
        var bench = new CaseBench().Investigating();
        Assert.Equal(RefusalReason.NoteRequired, bench.Refusal(Triggers.FindUnjustified, OtherAgent));
        Assert.Equal(RefusalReason.ContactRequired, bench.Refusal(Triggers.FindUnjustified, OtherAgent, note: "监控完好"));
        bench.Do(new LogContact(Channel.Phone, Reached: false), OtherAgent);
        Assert.Equal(RefusalReason.ContactRequired, bench.Refusal(Triggers.FindUnjustified, OtherAgent, note: "监控完好"));
        bench.Do(new LogContact(Channel.Phone, Reached: true), OtherAgent);
        bench.Fire(Triggers.FindUnjustified, OtherAgent, note: "监控完好");
        Assert.Equal(ComplaintWorkflow.SolutionApproval, bench.Case.State);
    }

    [Fact]
    public void FindUnjustified_OverTheGuard_OnlyBySupervisorAndLogged()
    {
        var bench = new CaseBench().Investigating();
        var overriding = new FireTrigger(Triggers.FindUnjustified) { Note = "号码已停机", Override = true };
        Assert.Equal(RefusalReason.OverrideNotAllowed, bench.Refusal(overriding, OtherAgent));
        bench.Do(overriding, Supervisor);
        Assert.Equal(ComplaintWorkflow.Explained, bench.Case.State);
        Assert.Contains("contact_required", bench.Events[^1].Payload, StringComparison.Ordinal);
    }

    [Fact]
    public void Propose_OnAServiceComplaint_NeedsTheChatRecord()
    {
        var bench = new CaseBench().Investigating(ComplaintCatalogue.Service);
        var solution = new ProposeArguments("道歉") { Cause = ComplaintCatalogue.DissatisfiedWithService };
        Assert.Equal(RefusalReason.ChatRecordRequired, bench.Refusal(Triggers.Propose, OtherAgent, solution));
        bench.Do(Photo('a'), OtherAgent);
        bench.Fire(Triggers.Propose, OtherAgent, solution);
    }

    [Fact]
    public void Propose_WithoutAKnownCause_IsRefused()
    {
        var bench = new CaseBench();
        bench.Fire(Triggers.Classify, Agent, new ClassifyArguments(CaseType.Complaint, ComplaintCatalogue.Transport))
            .Fire(Triggers.Claim, OtherAgent).Fire(Triggers.Start, OtherAgent);
        Assert.Equal(RefusalReason.MissingArgument, bench.Refusal(Triggers.Propose, OtherAgent, new ProposeArguments("补发")));
    }

    [Theory]
    [InlineData("", 0, RefusalReason.InvalidArgument)]
    [InlineData("补偿", -1, RefusalReason.InvalidArgument)]
    [InlineData("补偿", 0.001, RefusalReason.InvalidArgument)]
    [InlineData("补偿", 500.01, RefusalReason.AmountAboveRemaining)]
    public void Propose_WithAWrongSolution_IsRefused(string solution, double amount, string reason) => Assert.Equal(
        reason,
        new CaseBench().Investigating().Refusal(Triggers.Propose, OtherAgent, new ProposeArguments(solution) { Amount = (decimal)amount }));

    [Fact]
    public void Propose_MoneyWithoutAnOrder_IsRefused() => Assert.Equal(
        RefusalReason.OrderRequired,
        new CaseBench(paid: null).Investigating().Refusal(Triggers.Propose, OtherAgent, new ProposeArguments("补偿") { Amount = 1m }));

    [Fact]
    public void Propose_WhatOtherCasesLeft_IsTheBound()
    {
        var bench = new CaseBench(grantedElsewhere: 450m).Investigating();
        Assert.Equal(RefusalReason.AmountAboveRemaining, bench.Refusal(Triggers.Propose, OtherAgent, new ProposeArguments("退") { Amount = 50.01m }));
        bench.Fire(Triggers.Propose, OtherAgent, new ProposeArguments("退") { Amount = 50m });
        Assert.Equal(0m, bench.File.Remaining);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(100.01, false)]
    public void Propose_ByAgent_PassesByItselfWithinHisLimit(double amount, bool passes)
    {
        var bench = new CaseBench().Investigating();
        bench.Fire(Triggers.Propose, OtherAgent, new ProposeArguments("补偿") { Amount = (decimal)amount });
        Assert.Equal(passes ? ComplaintWorkflow.BuyerNotified : ComplaintWorkflow.SolutionApproval, bench.Case.State);
    }

    [Fact]
    public void Approve_ByTheProposerOrAboveTheLimit_IsRefused()
    {
        var bench = new CaseBench(paid: 5000m).Investigating();
        bench.Fire(Triggers.Propose, Supervisor, new ProposeArguments("全额退款") { Amount = 1200m }, "代为处理");
        Assert.Equal(RefusalReason.ProposerMayNotDecide, bench.Refusal(Triggers.Approve, Supervisor));
        Assert.Equal(RefusalReason.AboveLimit, bench.Refusal(Triggers.Approve, OtherSupervisor));
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(Triggers.Approve, OtherAgent));
        bench.Fire(Triggers.Approve, GeneralManager);
        Assert.Equal(ComplaintWorkflow.BuyerNotified, bench.Case.State);
    }

    [Fact]
    public void SendBack_WithoutANote_IsRefused()
    {
        var bench = new CaseBench().Investigating();
        bench.Fire(Triggers.Propose, OtherAgent, new ProposeArguments("补偿") { Amount = 300m });
        Assert.Equal(RefusalReason.NoteRequired, bench.Refusal(Triggers.SendBack, Supervisor));
        bench.Fire(Triggers.SendBack, Supervisor, note: "先核实重量");
        Assert.Equal(ComplaintWorkflow.Investigating, bench.Case.State);
        Assert.Equal((LedgerStep.Withdrawn, 500m), (bench.File.Ledger[^1].Step, bench.File.Remaining));
    }

    [Fact]
    public void Withdraw_AfterMoneyWasSent_IsASupervisors()
    {
        var bench = new CaseBench().Investigating();
        bench.Do(new MakePromise(PromiseKind.Cashback, "返现 20", Wait.Finance, bench.Now.AddDays(1)) { Amount = 20m }, OtherAgent);
        bench.Do(new MoveMoney(bench.File.Ledger[0].PaymentId, LedgerStep.Sent), Finance);
        Assert.Equal(RefusalReason.SettleFirst, bench.Refusal(Triggers.Withdraw, OtherAgent));
        Assert.Equal(RefusalReason.SettleFirst, bench.Refusal(Triggers.Withdraw, Actor.Buyer));
        bench.Fire(Triggers.Withdraw, Supervisor, note: "买家已撤诉");
        Assert.Equal((SharedWorkflow.Closed, Outcome.Withdrawn), (bench.Case.State, bench.Case.Outcome));
        Assert.Equal(RefusalReason.NotReopenable, bench.Refusal(Triggers.Reopen, Supervisor));
    }

    [Fact]
    public void Withdraw_BeforeMoneyWasSent_TakesItBack()
    {
        var bench = new CaseBench().Investigating();
        bench.Fire(Triggers.Propose, OtherAgent, new ProposeArguments("补偿") { Amount = 50m }).Fire(Triggers.Withdraw, Actor.Buyer);
        Assert.Equal(500m, bench.File.Remaining);
        Assert.DoesNotContain(bench.File.Promises, p => p.IsOpen);
    }

    [Fact]
    public void MarkDuplicate_AfterMoneyWasSent_IsASupervisors()
    {
        var bench = new CaseBench();
        bench.Do(new MakePromise(PromiseKind.Cashback, "返现 20", Wait.Finance, bench.Now.AddDays(1)) { Amount = 20m }, Agent);
        bench.Do(new MoveMoney(bench.File.Ledger[0].PaymentId, LedgerStep.Sent), Finance);
        Assert.Equal(RefusalReason.SettleFirst, bench.Refusal(Triggers.MarkDuplicate, Agent, new DuplicateArguments(5)));
        bench.Fire(Triggers.MarkDuplicate, Supervisor, new DuplicateArguments(5), "已结清");
        Assert.Equal(Outcome.Duplicate, bench.Case.Outcome);
    }

    [Fact]
    public void Reopen_SaidToHaveHappenedInTime_IsHeldAgainstThePresent()
    {
        var bench = new CaseBench().Resolved();
        var inTime = bench.Now.AddDays(2);
        var late = bench.Pass(24 * 30).Try(new FireTrigger(Triggers.Reopen) { At = inTime }, OtherAgent);
        Assert.Equal(RefusalReason.ReopenTooLate, Assert.IsType<CaseOutcome.Refused>(late).Refusal.Reason);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, RefusalReason.ReopenTooLate)]
    public void Reopen_AtTheEndOfSevenDays_AndASecondLater(int secondsLate, string? reason)
    {
        var bench = new CaseBench().Resolved();
        bench.Now = bench.Case.ResolvedAt!.Value.AddDays(7).AddSeconds(secondsLate);
        var outcome = bench.Try(new FireTrigger(Triggers.Reopen), OtherAgent);
        Assert.Equal(reason, (outcome as CaseOutcome.Refused)?.Refusal.Reason);
        Assert.Equal(reason is null ? 1 : 0, bench.Case.ReopenCount);
    }

    [Fact]
    public void Permitted_ForAnAgent_SaysWhyNot()
    {
        var bench = new CaseBench().Investigating();
        bench.Pass(1);
        var permitted = CaseActs.Permitted(bench.File, OtherAgent, bench.Now, bench.Settings).ToDictionary(p => p.Trigger);
        Assert.True(permitted[Triggers.Propose].IsAllowed);
        Assert.Equal(typeof(ProposeArguments), permitted[Triggers.Propose].Arguments);
        Assert.Equal(RefusalReason.ContactRequired, permitted[Triggers.FindUnjustified].Refusal!.Reason);
        Assert.True(permitted[Triggers.FindUnjustified].NeedsNote);
        Assert.Equal(RefusalReason.NotFromThisState, permitted[Triggers.Approve].Refusal!.Reason);
        Assert.Equal("SolutionApproval", permitted[Triggers.Approve].Refusal!.Arguments["states"]);
        Assert.False(permitted[Triggers.Approve].IsOfThisState);
        Assert.False(permitted.ContainsKey(Triggers.Lapse));

        var others = CaseActs.Permitted(bench.File, Agent, bench.Now, bench.Settings).ToDictionary(p => p.Trigger);
        Assert.Equal(RefusalReason.NotOwner, others[Triggers.Propose].Refusal!.Reason);
        var supervisors = CaseActs.Permitted(bench.File, Supervisor, bench.Now, bench.Settings).ToDictionary(p => p.Trigger);
        Assert.True(supervisors[Triggers.Propose] is { IsAllowed: true, NeedsNote: true });
        Assert.True(supervisors[Triggers.FindUnjustified] is { IsAllowed: false, CanOverride: true });
    }

    [Fact]
    public void Arguments_AsJson_AreReadStrictly()
    {
        var good = JsonDocument.Parse("""{"type":"complaint","category":"transport","grade":"B","priority":"high"}""").RootElement;
        Assert.True(TriggerArguments.TryRead(typeof(ClassifyArguments), good, out var arguments, out _));
        Assert.Equal(new ClassifyArguments(CaseType.Complaint, "transport") { Grade = Grade.B, Priority = Priority.High }, arguments);

        var bad = JsonDocument.Parse("""{"solution":"x","amount":"ten"}""").RootElement;
        Assert.False(TriggerArguments.TryRead(typeof(ProposeArguments), bad, out _, out var path));
        Assert.Equal("$.amount", path);
        var unknown = JsonDocument.Parse("""{"ownerId":1,"x":2}""").RootElement;
        Assert.False(TriggerArguments.TryRead(typeof(AssignArguments), unknown, out _, out path));
        Assert.False(TriggerArguments.TryRead(typeof(AssignArguments), JsonDocument.Parse("{}").RootElement, out _, out _));
    }

    internal static AttachEvidence Photo(char digit) => new(new string(digit, 64), "杯子.jpg", "image/jpeg", 1234);
}
