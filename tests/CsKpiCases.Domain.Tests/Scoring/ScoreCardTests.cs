using System.Globalization;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Scoring;
using FsCheck.Fluent;

namespace CsKpiCases.Domain.Tests.Scoring;

public class ScoreCardTests
{
    [Fact]
    public void Compute_WorkedExample1_IsOutstandingWithAFullBonus()
    {
        var card = ScoreCard.Compute(Example());

        Assert.Equal((90.8m, 3m, 15m, 102.8m), (card.Base, card.Deductions.Total, card.Additional, card.Final));
        Assert.Equal(("A", 800m), (card.Bonus!.Grade, card.Bonus.Ratio * ShippedLadders.PerformanceBase));
        Assert.Equal("outstanding", card.Post!.Grade);
        Assert.Equal([36.8m, 38m, 16m], card.Lines.Select(line => line.Scored.Points!.Value));
        Assert.Equal((95m, 100m, 100), (card.Lines[1].Fact.Numerator, card.Lines[1].Fact.Denominator, card.Lines[1].Fact.SourceIds.Count));
    }

    [Fact]
    public void Compute_WorkedExample1WithoutAddition_IsTheDeductedBase() =>
        Assert.Equal(87.8m, ScoreCard.Compute(Example() with { Facts = Example().Facts with { Additions = [] } }).Final);

    [Fact]
    public void Final_WorkedExample2_IsA() => Assert.Equal("A", ShippedLadders.Bonus.For(FinalScore.Of(90, 0, 15)!.Value).Grade);

    [Fact]
    public void OfClocks_WorkedExample1ByRate_Is6Point5()
    {
        var clocks = DeductionRules.Shipped.OfClocks(200, 10, 4);

        Assert.Equal((true, 4m, 2.5m, 6.5m), (clocks.ByRate, clocks.ForBreaches, clocks.ForMisses, clocks.Points));
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(19, 0, 1, 2)]
    [InlineData(20, 0, 1, 10)]
    [InlineData(20, 1, 0, 2.5)]
    [InlineData(19, 19, 0, 9.5)]
    [InlineData(19, 0, 19, 20)]
    [InlineData(100, 0, 100, 20)]
    public void OfClocks_Boundaries_ByCountUnderTwentyAndAtMostTwenty(long judged, long missed, long breached, double expected)
    {
        var clocks = DeductionRules.Shipped.OfClocks(judged, missed, breached);

        Assert.Equal((decimal)expected, clocks.Points);
        Assert.Equal(clocks.ForBreaches + clocks.ForMisses, clocks.Points + clocks.CutOff);
    }

    [Fact]
    public void Of_Penalties_AreUncapped() =>
        Assert.Equal(20 + 58m, DeductionRules.Shipped.Of(10, 0, 10, [Severity.A, Severity.A, Severity.A, Severity.A, Severity.A, Severity.B, Severity.C, Severity.D]).Total);

    [Theory]
    [InlineData(10, 30, 15, 15)]
    [InlineData(90.005, 0, 0, 90.01)]
    [InlineData(90.0049, 0, 0, 90)]
    [InlineData(0, 0, 0, 0)]
    public void Final_DeductionsBeyondTheBase_LeaveTheAddition(double baseScore, double deductions, double additional, double expected) =>
        Assert.Equal((decimal)expected, FinalScore.Of((decimal)baseScore, (decimal)deductions, (decimal)additional));

    [Fact]
    public void Compute_NothingMeasured_HasNoScoreRatherThanZero()
    {
        var card = ScoreCard.Compute(Example() with { Facts = new AgentFacts { Additions = [new AdditionFact(1, 5, "help")] } });

        Assert.Null(card.Base);
        Assert.Null(card.Final);
        Assert.Null(card.Bonus);
        Assert.Null(card.Post);
    }

    [Fact]
    public void Compute_NoRatings_WeightGoesToTheOthersInProportion()
    {
        var card = ScoreCard.Compute(Example() with { Facts = Example().Facts with { Ratings = new RatingFacts(0, 0, []) } });

        Assert.Equal(90m, card.Base);
        Assert.Null(card.Lines[0].Scored.Score);
        Assert.Equal(66.67m, decimal.Round(card.Lines[1].Scored.EffectiveWeight!.Value, 2));
    }

    [Fact]
    public void Compute_PartlyAbsent_QuantityTargetIsProrated()
    {
        var card = ScoreCard.Compute(Example() with { Facts = Example().Facts with { Attendance = new Attendance(25, 20) } });

        Assert.Equal((240m, 100m), (card.Lines[2].Scored.Rule.Target, card.Lines[2].Scored.Score));
        Assert.Equal(95m, card.Lines[1].Scored.Score);
    }

    [Fact]
    public void Compute_NeverPresent_QuantityIsNoData() => Assert.Null(
        ScoreCard.Compute(Example() with { Facts = Example().Facts with { Attendance = new Attendance(25, 0) } }).Lines[2].Scored.Score);

    [Fact]
    public void Hash_SameInputsInAnotherOrderCultureAndScale_IsTheSame()
    {
        var inputs = Example();
        var facts = inputs.Facts;
        var shuffled = inputs with
        {
            Facts = facts with
            {
                Ratings = facts.Ratings with { StarTotal = 46.000m, RatingIds = [.. facts.Ratings.RatingIds.Reverse()] },
                Penalties = [.. facts.Penalties.Reverse()],
                Additions = [.. facts.Additions.Reverse()],
            },
        };
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(ScoreInputText.Hash(inputs), ScoreInputText.Hash(shuffled));
            Assert.Equal(ScoreCard.Compute(inputs).Final, ScoreCard.Compute(shuffled).Final);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Hash_AnyFactChanged_Differs()
    {
        var inputs = Example();
        var facts = inputs.Facts;
        ScoreInputs[] others =
        [
            inputs,
            inputs with { AccountId = 8 },
            inputs with { Month = inputs.Month.Next },
            inputs with { Scheme = inputs.Scheme with { Version = 2 } },
            inputs with { Deductions = new DeductionRules { PerMiss = 0.6m } },
            inputs with { Facts = facts with { Attendance = new Attendance(22, 21) } },
            inputs with { Facts = facts with { BuyerDays = facts.BuyerDays with { Count = 241 } } },
            inputs with { Facts = facts with { Penalties = [new PenaltyFact(1, 2, Severity.D)] } },
            inputs with { Facts = facts with { Additions = [new AdditionFact(1, 15, "helped\naddition=2 9")] } },
            inputs with { Facts = facts with { Others = [new IndicatorFact("sales", 5, null, null, [1])] } },
        ];

        Assert.Equal(others.Length, others.Select(ScoreInputText.Hash).Distinct().Count());
        Assert.Matches("^[0-9a-f]{64}$", ScoreInputText.Hash(inputs));
    }

    // A stored hash must be found again by every later version: changing the layout needs a new layout name.
    [Fact]
    public void Hash_WorkedExample_NeverChanges() =>
        Assert.Equal("35093fb35ca03d50755e5473573b0cf73ebdcac884d50db69b6c227c4d63d62d", ScoreInputText.Hash(Example()));

    [Fact]
    public void Base_AnyWeightsAndHoles_StaysWithinZeroAndHundredAndItsPointsAddUp() => Property.Holds(
        from weights in Property.Cut(10000)
        from values in Gen.ArrayOf(Property.Cents(0, 100), weights.Length)
        from holes in Gen.ArrayOf(Gen.Elements(true, false), weights.Length)
        select (weights, values, holes),
        x =>
        {
            var indicators = IndicatorCatalogue.All.Take(x.weights.Length).ToList();
            var lines = x.weights.Select((weight, i) => new SchemeLine(indicators[i] with { Unit = IndicatorUnit.Points }, weight / 100m, new ScoringRule(ScoringRuleKind.Direct))).ToList();
            var score = BaseScore.Of(lines, indicator => indicators.FindIndex(i => i.Key == indicator.Key) is var at && x.holes[at] ? null : x.values[at]);
            var weighed = score.Lines.Where(line => line.Points is not null).ToList();
            return score.Total is null
                ? x.weights.Where((_, i) => !x.holes[i]).Sum() == 0
                : score.Total is >= 0 and <= 100
                    && Math.Abs(weighed.Sum(line => line.Points!.Value) - score.Total.Value) < 0.000001m
                    && Math.Abs(weighed.Sum(line => line.EffectiveWeight!.Value) - 100) < 0.000001m;
        });

    [Fact]
    public void Shipped_EveryScheme_PassesItsOwnValidation() => Assert.All(ShippedSchemes.All, scheme =>
    {
        var draft = new SchemeDraft
        {
            Lines = [.. scheme.Lines.Select(line => new SchemeLineDraft
            {
                Indicator = line.Indicator.Key, Weight = line.Weight, Rule = ScoringRule.KeyOf(line.Rule.Kind), Target = line.Rule.Target, Threshold = line.Rule.Threshold,
            })],
        };
        Assert.Equal(scheme.Lines, SchemeValidation.Check(draft, "scheme", out var errors));
        Assert.Empty(errors);
        Assert.Equal(100, scheme.Lines.Sum(line => line.Weight));
    });

    [Fact]
    public void InForce_SeveralVersions_LatestEffectiveScores()
    {
        var first = ShippedSchemes.AfterSalesStandard with { EffectiveFrom = new CalendarMonth(2026, 1) };
        var second = first with { Version = 2, EffectiveFrom = new CalendarMonth(2026, 6) };

        Assert.Equal(1, Scheme.InForce([second, first], new CalendarMonth(2026, 5))!.Version);
        Assert.Equal(2, Scheme.InForce([first, second], new CalendarMonth(2026, 6))!.Version);
        Assert.Null(Scheme.InForce([first, second], new CalendarMonth(2025, 12)));
    }

    private static ScoreInputs Example()
    {
        var standard = ShippedSchemes.AfterSalesStandard;
        return new ScoreInputs
        {
            ShopId = 3,
            AccountId = 7,
            Month = new CalendarMonth(2026, 10),
            Scheme = standard with { Lines = [standard.Lines[0], standard.Lines[1], standard.Lines[2] with { Rule = new ScoringRule(ScoringRuleKind.Proportional, Target: 300) }] },
            Facts = new AgentFacts
            {
                Ratings = new RatingFacts(10, 46, Ids(10)),
                Resolution = new ResolutionFacts(Ids(95), Ids(100)),
                BuyerDays = new BuyerDayFacts(240, Ids(100)),
                Clocks = new ClockFacts(Ids(15), [1, 2], [3]),
                Additions = [new AdditionFact(1, 10, "helped"), new AdditionFact(2, 5, "taught")],
            },
        };
    }

    private static long[] Ids(int count) => [.. Enumerable.Range(1, count).Select(id => (long)id)];
}
