using CsKpiCases.Domain.Scoring;
using FsCheck.Fluent;

namespace CsKpiCases.Domain.Tests.Scoring;

public class ScoringRuleTests
{
    private static readonly Indicator Rate = IndicatorCatalogue.Get("conversion_rate");
    private static readonly Indicator Refunds = IndicatorCatalogue.Get("refund_rate");
    private static readonly Indicator Service = IndicatorCatalogue.Get("service_score");
    private static readonly Indicator Sales = IndicatorCatalogue.Get("sales");

    [Theory]
    [InlineData(0.5, 50)]
    [InlineData(1.2, 100)]
    [InlineData(-0.1, 0)]
    public void Direct_Rate_CountsTimesHundredAndIsClamped(double value, double expected) =>
        Assert.Equal((decimal)expected, new ScoringRule(ScoringRuleKind.Direct).Score(Rate, (decimal)value));

    [Fact]
    public void Direct_Points_CountAsTheyAre() => Assert.Equal(92m, new ScoringRule(ScoringRuleKind.Direct).Score(Service, 92));

    [Theory]
    [InlineData(240, 100, 80)]
    [InlineData(300, 100, 100)]
    [InlineData(900, 100, 100)]
    [InlineData(330, 120, 110)]
    [InlineData(900, 120, 120)]
    [InlineData(900, 60, 60)]
    [InlineData(-5, 100, 0)]
    public void Proportional_TargetOf300_IsCappedAtTheLinesCap(double value, double cap, double expected) =>
        Assert.Equal((decimal)expected, new ScoringRule(ScoringRuleKind.Proportional, Target: 300, Cap: (decimal)cap).Score(Sales, (decimal)value));

    [Fact]
    public void Proportional_TinyTargetAndHugeValue_DoNotOverflow() =>
        Assert.Equal(100m, new ScoringRule(ScoringRuleKind.Proportional, Target: 0.0000000000000000000000000001m).Score(Sales, 1_000_000_000_000));

    [Theory]
    [InlineData(0.2, 0)]
    [InlineData(0.4, 50)]
    [InlineData(0.6, 100)]
    [InlineData(0.9, 100)]
    [InlineData(0.1, 0)]
    public void Linear_HigherIsBetter_ZeroAtThresholdFullAtTarget(double value, double expected) =>
        Assert.Equal((decimal)expected, new ScoringRule(ScoringRuleKind.Linear, 0.6m, 0.2m).Score(Rate, (decimal)value));

    [Theory]
    [InlineData(0.15, 0)]
    [InlineData(0.09, 50)]
    [InlineData(0.03, 100)]
    [InlineData(0, 100)]
    [InlineData(0.5, 0)]
    public void Linear_LowerIsBetter_ZeroAtThresholdFullAtTarget(double value, double expected) =>
        Assert.Equal((decimal)expected, new ScoringRule(ScoringRuleKind.Linear, 0.03m, 0.15m).Score(Refunds, (decimal)value));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(9.99, 10)]
    [InlineData(10, 60)]
    [InlineData(1000, 60)]
    [InlineData(-1, 10)]
    public void Bands_Bounds_LowerIncludedUpperExcluded(double value, double expected) => Assert.Equal(
        (decimal)expected,
        new ScoringRule(ScoringRuleKind.Bands, Bands: [new Band(0, 10, 10), new Band(10, null, 60)]).Score(Sales, (decimal)value));

    [Theory]
    [InlineData("conversion_rate", 0.5, 100)]
    [InlineData("conversion_rate", 0.49, 0)]
    [InlineData("refund_rate", 0.5, 100)]
    [InlineData("refund_rate", 0.51, 0)]
    public void Pass_AtTheTarget_IsMetInTheIndicatorsDirection(string indicator, double value, double expected) => Assert.Equal(
        (decimal)expected,
        new ScoringRule(ScoringRuleKind.Pass, Target: 0.5m).Score(IndicatorCatalogue.Get(indicator), (decimal)value));

    [Fact]
    public void Score_AnyRuleAndValue_StaysWithinZeroAndHundred() => Property.Holds(
        from kind in Gen.Elements(ScoringRuleKind.Direct, ScoringRuleKind.Proportional, ScoringRuleKind.Linear, ScoringRuleKind.Pass)
        from target in Property.Cents(1, 2000)
        from gap in Property.Cents(1, 2000)
        from value in Property.Cents(-5000, 5000)
        from indicator in Gen.Elements(IndicatorCatalogue.All.ToArray())
        select new ScoringRule(kind, target, target - gap).Score(indicator, value),
        score => score is >= 0 and <= 100);

    [Fact]
    public void Score_BetterValue_NeverScoresLess() => Property.Holds(
        from kind in Gen.Elements(ScoringRuleKind.Proportional, ScoringRuleKind.Linear, ScoringRuleKind.Pass)
        from indicator in Gen.Elements(Sales, Refunds)
        from target in Property.Cents(1, 2000)
        from gap in Property.Cents(1, 2000)
        from value in Property.Cents(-3000, 3000)
        from more in Property.Cents(0, 3000)
        select (kind, indicator, target, gap, value, more),
        x =>
        {
            var up = x.indicator.Direction == IndicatorDirection.HigherIsBetter;
            var rule = new ScoringRule(x.kind, x.target, up ? x.target - x.gap : x.target + x.gap);
            return (!up && x.kind == ScoringRuleKind.Proportional)
                || rule.Score(x.indicator, up ? x.value + x.more : x.value - x.more) >= rule.Score(x.indicator, x.value);
        });

    [Fact]
    public void Keys_EveryKind_ComesBack() =>
        Assert.All(Enum.GetValues<ScoringRuleKind>(), kind => Assert.Equal(kind, ScoringRule.KindOf(ScoringRule.KeyOf(kind))));

    [Fact]
    public void Catalogue_EveryIndicator_IsNamedInBothLanguagesAndOnce()
    {
        Assert.All(IndicatorCatalogue.All, i => Assert.True(i.NameZh.Length > 0 && i.NameEn.Length > 0 && i.Levels != IndicatorLevels.None));
        Assert.Equal(IndicatorCatalogue.All.Count, IndicatorCatalogue.All.Select(i => i.Key).Distinct().Count());
        Assert.Null(IndicatorCatalogue.Find("Service_Score"));
    }
}
