using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Tests.Scoring;
using FsCheck.Fluent;

namespace CsKpiCases.Domain.Tests.Penalties;

public class PenaltyCapTests
{
    [Fact]
    public void Apply_WorkedExample5_Takes400AndWaives300()
    {
        var capped = PenaltyCap.Apply(new CappedPay(2600, 800, 2200), 700);

        Assert.Equal((400m, CapReason.AboveMinimumWage), (capped.Limit.Most, capped.Limit.Reason));
        Assert.Equal((400m, 300m), (capped.Deducted, capped.Waived));
    }

    [Theory]
    [InlineData(2600, 100, 2200, 100, CapReason.VariablePay)]
    [InlineData(5000, 2000, 2200, 1000, CapReason.ShareOfPay)]
    [InlineData(2100, 800, 2200, 0, CapReason.AboveMinimumWage)]
    [InlineData(0, 0, 0, 0, CapReason.VariablePay)]
    public void LimitOf_LeastOfThree_NeverBelowZero(double pay, double variable, double minimum, double most, CapReason reason) =>
        Assert.Equal(new PenaltyLimit((decimal)most, reason), PenaltyCap.LimitOf(new CappedPay((decimal)pay, (decimal)variable, (decimal)minimum)));

    [Fact]
    public void Preview_OneMorePenalty_ShowsWhatItReallyTakes()
    {
        var total = PenaltyCap.Preview(new CappedPay(2600, 800, 2200), 300, 250);

        Assert.Equal((300m, 400m, 150m, 100m), (total.Before.Deducted, total.After.Deducted, total.After.Waived, total.Adds));
    }

    [Fact]
    public void Apply_AnyPay_CapIsNeverExceededAndNothingIsLost() => Property.Holds(
        from pay in Property.Cents(0, 20_000)
        from part in Gen.Choose(0, 10_000)
        from minimum in Property.Cents(0, 5_000)
        from penalties in Property.Cents(0, 10_000)
        select (pay: new CappedPay(pay, decimal.Round(pay * part / 10_000, 2), minimum), penalties),
        x =>
        {
            var capped = PenaltyCap.Apply(x.pay, x.penalties);
            return capped.Deducted >= 0
                && capped.Deducted + capped.Waived == x.penalties
                && capped.Deducted <= Math.Max(0, x.pay.Variable)
                && capped.Deducted <= Math.Max(0, (x.pay.BeforePenalties * 0.2m) + 0.005m)
                && capped.Deducted <= Math.Max(0, x.pay.BeforePenalties - x.pay.MinimumWage);
        });
}
