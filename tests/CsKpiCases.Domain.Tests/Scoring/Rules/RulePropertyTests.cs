using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace CsKpiCases.Domain.Tests.Scoring.Rules;

/// <summary>What must hold of any rule that a shop may write.</summary>
public sealed class RulePropertyTests
{
    private static readonly Indicator Sales = IndicatorCatalogue.Get("sales");

    private static Gen<CommissionTable> Tables { get; } =
        from count in Gen.Choose(1, 5)
        from ends in Gen.ArrayOf(Property.Cents(1, 50_000), count - 1)
        from rates in Gen.ArrayOf(Property.Cents(0, 10), count)
        from overs in Gen.ArrayOf(Property.Cents(0, 30_000), count)
        from plus in Gen.ArrayOf(Property.Cents(0, 900), count)
        let rising = ends.Distinct().Order().ToList()
        select CommissionTable.Make([.. Enumerable.Range(0, rising.Count + 1).Select(i => new CommissionStep(i < rising.Count ? rising[i] : null, overs[i], rates[i] / 100, plus[i]))], "steps", out _)!;

    [Fact]
    public void Score_AnyRuleWithACap_NeverExceedsItNorFallsBelowNothing() => Property.Holds(
        from kind in Gen.Elements(Enum.GetValues<ScoringRuleKind>())
        from cap in Property.Cents(1, 200)
        from target in Property.Cents(1, 2000)
        from cut in Property.Cents(1, 999)
        from points in Gen.Choose(0, 100)
        from value in Property.Cents(-5000, 5000)
        from indicator in Gen.Elements(IndicatorCatalogue.All.ToArray())
        select (Cap: cap, Score: new ScoringRule(kind, target, target + 1, cap, [new Band(0, cut, points), new Band(cut, null, 100 - points)]).Score(indicator, value)),
        x => x.Score >= 0 && x.Score <= x.Cap);

    [Fact]
    public void Score_BandsThatRise_NeverGiveMoreForLess() => Property.Holds(
        from cuts in Gen.ArrayOf(Property.Cents(1, 1000), 4)
        from points in Gen.ArrayOf(Gen.Choose(0, 100), 5)
        from value in Property.Cents(0, 1200)
        from more in Property.Cents(0, 1200)
        let ends = cuts.Distinct().Order().ToList()
        let rising = points.Order().ToList()
        select (Rule: new ScoringRule(ScoringRuleKind.Bands, Bands: [.. Enumerable.Range(0, ends.Count + 1).Select(i => new Band(i == 0 ? 0 : ends[i - 1], i < ends.Count ? ends[i] : null, rising[i]))]), value, more),
        x => x.Rule.Score(Sales, x.value + x.more) >= x.Rule.Score(Sales, x.value));

    [Fact]
    public void OfClocks_AnyCounts_CostsAtMostTheLimitAndMoreLatenessNeverLess() => Property.Holds(
        from judged in Gen.Choose(0, 300)
        from missed in Gen.Choose(0, 100)
        from breached in Gen.Choose(0, 100)
        from more in Gen.Choose(0, 50)
        from most in Property.Cents(0, 60)
        from perMiss in Property.Cents(0, 5)
        let rules = new DeductionRules { MostForClocks = most, PerMiss = perMiss, PerMissRate = perMiss * 100 }
        select (One: rules.OfClocks(judged, missed, breached), Worse: rules.OfClocks(judged, missed + more, breached + more), most),
        x => x.One.Points >= 0 && x.One.Points <= x.most && x.Worse.Points >= x.One.Points && x.One.CutOff >= 0 && x.One.Points + x.One.CutOff == x.One.ForBreaches + x.One.ForMisses);

    [Fact]
    public void Commission_AnyTable_FallsOnlyWhereItIsWarnedOfAndItsContinuousVariantNowhere() => Property.Holds(
        from table in Tables
        from sales in Property.Cents(0, 60_000)
        from more in Property.Cents(0, 20_000)
        select (table, sales, more),
        x => x.table.Continuous() is var straight && straight.Falls().Count == 0 && straight.Of(x.sales + x.more) >= straight.Of(x.sales)
            && (x.table.Of(x.sales + x.more) >= x.table.Of(x.sales) || x.table.Falls().Any(fall => fall.Sales >= x.sales && fall.Sales < x.sales + x.more)));

    [Fact]
    public void Pay_AnyTable_IsReadAgainAsItWasSaved() => Property.Holds(
        from table in Tables
        from bonus in Property.Cents(0, 5000)
        from rate in Property.Cents(0, 1)
        select new PayTable { Rates = new PayRules { Commission = table, RetentionRate = rate, PenaltyShare = 1 - rate }, DepartmentBonus = bonus },
        pay =>
        {
            var document = RuleJson.Write(PayDraft.Of(pay));
            var again = RuleJson.Read<PayDraft>(document).Check(out var errors);
            return errors.Count == 0 && RuleJson.Write(PayDraft.Of(again!)) == document;
        });

    [Fact]
    public void Trial_ByItsOwnRules_ChangesNothingAndABonusAddsUpToTheFen() => Property.Holds(
        from stars in Gen.Choose(10, 50)
        from customers in Gen.Choose(0, 2000)
        from performance in Property.Cents(0, 3000)
        from rule in Gen.Elements(ShippedRules.All.Where(r => r.Name.Kind != RuleKinds.Pay).ToArray())
        from everybody in Gen.Elements(true, false)
        select (Inputs: new ScoreInputs
        {
            ShopId = 1, AccountId = 2, Month = new CalendarMonth(2026, 2), Scheme = ShippedSchemes.AfterSalesStandard, PerformanceBase = performance,
            Facts = new AgentFacts { Ratings = new RatingFacts(10, stars, [1]), BuyerDays = new BuyerDayFacts(customers, [1]) },
        }, rule, everybody),
        x =>
        {
            var trial = RuleTrial.Of(x.Inputs, x.rule, x.everybody);
            var isOwn = x.rule.Name.Kind != RuleKinds.Scheme || x.rule.Name.Key == x.Inputs.Scheme.Key || !x.everybody;
            return (!isOwn || (trial.ScoreChange == 0 && !trial.GradeChanges && trial.BonusChange == 0))
                && trial.BonusBefore + trial.BonusChange == trial.BonusAfter && decimal.Round(trial.BonusAfter, 2) == trial.BonusAfter;
        });
}
