using CsKpiCases.Domain.Cases;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;
using static CsKpiCases.Domain.Tests.Cases.Trade;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>Buyer and seller may settle on another sum on the platform than the one that was put forward here: its sum is what was paid.</summary>
public sealed class PlatformMoneyTests
{
    [Theory]
    [InlineData(60, 60)]
    [InlineData(250, 250)]
    [InlineData(1000, 409.99)]
    public void Sum_ThatThePlatformPays_TakesThePlaceOfTheProposedOne(decimal told, decimal paid)
    {
        var bench = ReturnGuardTests.Returning();
        bench.Do(new FollowPlatform(ReturnWorkflow.Refunding, "退款中") { Amount = told }, Import);
        Assert.Equal((paid, paid), (LedgerSums.Granted(bench.File.Ledger), bench.Case.ProposedAmount));
        Sound.Assert(bench);
        bench.Do(new FollowPlatform(SharedWorkflow.Resolved, "退款成功") { Amount = told }, Import);
        Assert.Equal(paid, Succeeded(bench));
        Assert.Contains(bench.File.Ledger, e => e is { Step: LedgerStep.Proposed, Amount: 200m });
        Sound.Assert(bench);
    }

    [Theory]
    [InlineData(60, 4, 1.4)]
    [InlineData(200, 13.34, 4.67)]
    public void Sum_ThatThePlatformHasPaid_TakesThePlaceOfTheGrantedOneWithItsCouponsAndPoints(decimal told, decimal coupons, decimal points)
    {
        var bench = ReturnGuardTests.Returning();
        bench.Do(new FollowPlatform(ReturnWorkflow.Refunding, "退款中"), Import);
        bench.Do(new FollowPlatform(SharedWorkflow.Resolved, "退款成功") { Amount = told }, Import);
        Assert.Equal(told, Succeeded(bench));
        Assert.Equal((coupons, points), (Back(Tender.Coupon), Back(Tender.Points)));
        Assert.All(LedgerSums.LastSteps(bench.File.Ledger), e => Assert.True(e.Step is LedgerStep.Succeeded or LedgerStep.Withdrawn));
        Sound.Assert(bench);
        decimal Back(Tender tender) => LedgerSums.LastSteps(bench.File.Ledger).Where(e => e.Tender == tender && e.Step == LedgerStep.Succeeded).Sum(e => e.Amount);
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(15, 15)]
    [InlineData(30, 30)]
    public void Sum_OfASmallClaim_IsPaidOnce(decimal told, decimal paid)
    {
        var bench = Begun(CaseType.Return).WithPhoto().Fire(Triggers.Compensate, OtherAgent, new CompensateArguments(20m));
        bench.Do(new FollowPlatform(SharedWorkflow.Resolved, "退款成功") { Amount = told }, Import);
        Assert.Equal(paid, Succeeded(bench));
        Assert.Equal(paid, LedgerSums.Granted(bench.File.Ledger));
        Sound.Assert(bench);
    }

    [Fact]
    public void Sum_OfAnOrderWithOneLine_IsOnTheLineAsFarAsItWasPaid()
    {
        var order = Order(Start);
        order.Lines.RemoveAt(1);
        order.PaidAmount = 310m;
        var bench = Begun(CaseType.Return, load: With(order));
        bench.Do(new FollowPlatform(ReturnWorkflow.Refunding, "退款中") { Amount = 310m }, Import);
        Assert.Equal((310m, 300m), (LedgerSums.Granted(bench.File.Ledger), LedgerSums.GrantedForLine(bench.File.Ledger, Cups)));
    }

    private static decimal Succeeded(CaseBench bench) =>
        LedgerSums.LastSteps(bench.File.Ledger).Where(e => e is { Step: LedgerStep.Succeeded, Tender: Tender.Cash }).Sum(e => e.Amount);
}
