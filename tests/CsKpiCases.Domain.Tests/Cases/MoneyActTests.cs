using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

public sealed class MoneyActTests
{
    [Theory]
    [InlineData(100, null)]
    [InlineData(100.01, RefusalReason.AboveLimit)]
    [InlineData(501, RefusalReason.AmountAboveRemaining)]
    public void MakePromise_OfMoney_WithinTheActorsLimit(double amount, string? reason)
    {
        var bench = new CaseBench().Investigating();
        var outcome = bench.Try(Cashback(bench, (decimal)amount), OtherAgent);
        Assert.Equal(reason, (outcome as CaseOutcome.Refused)?.Refusal.Reason);
        Assert.Equal(reason is null ? 400m : 500m, bench.File.Remaining);
    }

    [Fact]
    public void MakePromise_InSmallSums_IsHeldAgainstTheLimitTogether()
    {
        var bench = new CaseBench().Investigating();
        bench.Do(Cashback(bench, 70m), OtherAgent);
        Assert.Equal(RefusalReason.AboveLimit, bench.Refusal(Cashback(bench, 30.01m), OtherAgent));
        bench.Do(Cashback(bench, 30m), OtherAgent);
        Assert.Equal(RefusalReason.AboveLimit, bench.Refusal(Cashback(bench, 0.01m), OtherAgent));
        bench.Do(new CancelPromise(bench.File.Promises[1].Id) { Note = "误登" }, Supervisor);
        bench.Do(Cashback(bench, 30m), OtherAgent);
        bench.Do(Cashback(bench, 300m) with { Note = "代为处理" }, Supervisor);
    }

    [Fact]
    public void Money_WithdrawnOrPaidAnotherWay_NeedsItsReasonOrVoucher()
    {
        var bench = new CaseBench().Investigating();
        bench.Do(Cashback(bench, 20m), OtherAgent);
        var payment = bench.File.Ledger[0].PaymentId;
        Assert.Equal(RefusalReason.NoteRequired, bench.Refusal(new MoveMoney(payment, LedgerStep.Withdrawn), Supervisor));
        bench.Do(new MoveMoney(payment, LedgerStep.Sent), Finance);
        bench.Do(new MoveMoney(payment, LedgerStep.Failed), Finance);
        Assert.Equal(RefusalReason.MissingArgument, bench.Refusal(new MoveMoney(payment, LedgerStep.Succeeded), Finance));
        Assert.Equal(RefusalReason.MissingArgument, bench.Refusal(new KeepPromise(bench.File.Promises[0].Id), Finance));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new KeepPromise(bench.File.Promises[0].Id) { Reference = new string('1', 201) }, Finance));
        bench.Do(new KeepPromise(bench.File.Promises[0].Id) { Reference = "线下转账 0312" }, Finance);
        Assert.Equal((LedgerStep.Succeeded, 4), (bench.File.Ledger[^1].Step, bench.File.Ledger[^1].StepNumber));
    }

    [Fact]
    public void Payment_WhoseLaterStepGotASmallerIdFromAnotherNode_StandsAtThatStep()
    {
        LedgerEntry[] ledger = [new() { Id = 90, PaymentId = 7, StepNumber = 1, Step = LedgerStep.Granted, Amount = 5m }, new() { Id = 80, PaymentId = 7, StepNumber = 2, Step = LedgerStep.Withdrawn, Amount = 5m }];
        Assert.Equal(LedgerStep.Withdrawn, LedgerSums.Last(ledger, 7)!.Step);
        Assert.Equal(0m, LedgerSums.Granted(ledger));
    }

    [Fact]
    public void MakePromise_DueInThePastOrOwedByTheBuyer_IsRefused()
    {
        var bench = new CaseBench();
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new MakePromise(PromiseKind.CallBack, "回电", Wait.Agent, bench.Now), Agent));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new MakePromise(PromiseKind.CallBack, "回电", Wait.Buyer, bench.Now.AddDays(1)), Agent));
        Assert.Equal(RefusalReason.NotOwner, bench.Refusal(new MakePromise(PromiseKind.CallBack, "回电", Wait.Agent, bench.Now.AddDays(1)), OtherAgent));
    }

    [Fact]
    public void Money_SentFailedAndSentAgain_SucceedsOnce()
    {
        var bench = new CaseBench().Investigating();
        bench.Do(Cashback(bench, 20m), OtherAgent);
        var payment = bench.File.Ledger[0].PaymentId;
        Assert.Equal(RefusalReason.UnknownPayment, bench.Refusal(new MoveMoney(1, LedgerStep.Sent), Finance));
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(new MoveMoney(payment, LedgerStep.Sent), Warehouse));
        Assert.Equal(RefusalReason.MoneyStepNotAllowed, bench.Refusal(new MoveMoney(payment, LedgerStep.Failed), Finance));
        bench.Do(new MoveMoney(payment, LedgerStep.Sent), Finance);
        bench.Do(new MoveMoney(payment, LedgerStep.Failed) { Note = "账号不存在" }, Finance);
        Assert.Equal(480m, bench.File.Remaining);
        bench.Do(new MoveMoney(payment, LedgerStep.Sent), Finance);
        Assert.Equal(RefusalReason.MoneyStepNotAllowed, bench.Refusal(new MoveMoney(payment, LedgerStep.Withdrawn) { Note = "改线下" }, Supervisor));
        bench.Do(new MoveMoney(payment, LedgerStep.Succeeded) { Reference = "V1" }, Finance);
        Assert.False(bench.File.Promises[0].IsOpen);
        Assert.Equal(RefusalReason.PromiseNotOpen, bench.Refusal(new KeepPromise(bench.File.Promises[0].Id), Finance));
        Assert.Equal(RefusalReason.MoneyStepNotAllowed, bench.Refusal(new MoveMoney(payment, LedgerStep.Succeeded), Finance));
    }

    [Fact]
    public void CancelPromise_NeedsAReasonAndForMoneyASupervisor()
    {
        var bench = new CaseBench().Investigating();
        bench.Do(Cashback(bench, 20m), OtherAgent);
        var cancel = new CancelPromise(bench.File.Promises[0].Id);
        Assert.Equal(RefusalReason.UnknownPromise, bench.Refusal(cancel with { PromiseId = 1 }, Supervisor));
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(cancel with { Note = "误登" }, OtherAgent));
        Assert.Equal(RefusalReason.NoteRequired, bench.Refusal(cancel, Supervisor));
        bench.Do(cancel with { Note = "误登" }, Supervisor);
        Assert.Equal((500m, "误登"), (bench.File.Remaining, bench.Events.Single(e => e.Kind == EventKind.PromiseCancelled).Note));
    }

    [Fact]
    public void KeepPromise_ByWhoOwesIt()
    {
        var bench = new CaseBench().Investigating();
        bench.Do(new MakePromise(PromiseKind.Replacement, "补发赠品", Wait.Warehouse, bench.Now.AddDays(1)), OtherAgent);
        var keep = new KeepPromise(bench.File.Promises[0].Id);
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(keep, OtherAgent));
        Assert.Equal(RefusalReason.ReasonRequired, bench.Refusal(keep, Supervisor));
        bench.Do(keep, Warehouse);
        Assert.Equal((bench.Now, 40L), (bench.File.Promises[0].KeptAt, bench.File.Promises[0].KeptById));
    }

    private static MakePromise Cashback(CaseBench bench, decimal amount) =>
        new(PromiseKind.Cashback, "返现", Wait.Finance, bench.Now.AddDays(1)) { Amount = amount };
}
