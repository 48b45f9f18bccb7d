using CsKpiCases.Domain.Platforms;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Tests.Scoring;
using FsCheck.Fluent;

namespace CsKpiCases.Domain.Tests.Platforms;

public sealed class AssessLineTests
{
    private static readonly DateOnly Date = new(2026, 11, 16);
    private static readonly PackLine Disputes = Kuaishou("dispute_rate");

    [Theory]
    [InlineData(4, 900, 0.0044, true, false, 0)]
    [InlineData(2, 2000, 0.001, true, false, 7)]
    [InlineData(9, 2000, 0.0045, true, false, 0)]
    public void Disputes_OfTheWorkedExample_LeaveSoMuchRoom(long bad, long paid, double value, bool met, bool hit, long headroom)
    {
        var read = Assess(Disputes, Tally(Counting.BadAgainst, 0, bad, paid));

        Assert.Equal((met, hit, headroom), (read.TargetMet, read.ThresholdHit, read.Headroom));
        Assert.Equal((decimal)value, Math.Round(read.Value!.Value, 4));
        Assert.Equal((bad, paid), (read.Numerator, read.Denominator));
        Assert.Equal(Consequence.None, read.Consequence);
    }

    [Theory]
    [InlineData(5, 1000, true, true)]
    [InlineData(5, 900, false, true)]
    [InlineData(4, 100, false, false)]
    [InlineData(5, 1001, true, false)]
    public void Disputes_AtTheEdge_MeetTheTargetAndHitTheThresholdEachForItself(long bad, long paid, bool met, bool hit)
    {
        var read = Assess(Disputes, Tally(Counting.BadAgainst, 0, bad, paid));

        Assert.Equal((met, hit), (read.TargetMet, read.ThresholdHit));
        Assert.Equal(hit ? Consequence.Violation : Consequence.None, read.Consequence);
        Assert.Equal(hit, read.Headroom is null);
    }

    [Fact]
    public void Satisfaction_OfTheWorkedExample_NeedsFiftyGoodRatings()
    {
        var line = ShippedPacks.Douyin.Find("satisfaction_rate")!;
        var counter = new Counter(Counting.GoodShare);
        for (var i = 0; i < 1000; i++) counter.Add(Measure(line, new Rating { Stars = i < 520 ? 5 : i < 790 ? 4 : 3 })!.Value);

        var read = Assess(line, counter.Sum());

        Assert.Equal((0.79m, false, 50L), (read.Value, read.TargetMet, read.GoodNeeded));
        Assert.Equal(Consequence.CampaignsBarred, read.Consequence);
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 15), 0), (read.From, read.To, read.DaysLeft));
        Assert.Null(read.Headroom);
    }

    [Theory]
    [InlineData("merchant_liable_dispute_rate", 3, 1400, false)] // three of them do not count yet
    [InlineData("merchant_liable_dispute_rate", 4, 2000, true)]
    [InlineData("merchant_liable_dispute_rate", 4, 2001, false)]
    [InlineData("pickup_anomaly_rate", 4, 100, true)]
    [InlineData("pickup_anomaly_rate", 3, 76, false)]
    [InlineData("bad_attitude_share", 6, 100, false)] // "not above 6%"
    [InlineData("bad_attitude_share", 7, 100, true)]
    public void BadShare_AtItsThreshold_IsHitOrNot(string key, long bad, long all, bool hit) =>
        Assert.Equal(hit, Assess(Kuaishou(key), Tally(Counting.BadShare, all - bad, bad)).ThresholdHit);

    [Theory]
    [InlineData("good_rating_rate", 800, true)]
    [InlineData("good_rating_rate", 801, false)]
    [InlineData("reply_3min_rate", 700, true)]
    [InlineData("reply_3min_rate", 701, false)]
    public void GoodShare_AtItsThreshold_IsHit(string key, long good, bool hit) =>
        Assert.Equal(hit, Assess(Kuaishou(key), Tally(Counting.GoodShare, good, 1000 - good)).ThresholdHit);

    [Fact]
    public void Mean_BelowItsThreshold_HasTheHoursThatAreLeft()
    {
        // 10 of 9 h each: 10 × (12 − 9) = 30 h
        var read = Assess(Kuaishou("refund_only_first_handling"), new Tally(Counting.Mean, 10, 0, 10 * 9 * 3600));

        Assert.Equal((9m, 90m, 10m, 30m), (read.Value, read.Numerator, read.Denominator, read.Headroom));
        Assert.Equal((false, false), (read.TargetMet, read.ThresholdHit));
        Assert.Equal(35, read.GoodNeeded); // 90 h over 45 is 2 h
        Assert.True(Assess(Kuaishou("refund_only_first_handling"), new Tally(Counting.Mean, 1, 0, 12 * 3600)).ThresholdHit);
    }

    [Fact]
    public void Line_WithoutData_SaysNothing()
    {
        foreach (var line in ShippedPacks.All.SelectMany(p => p.Lines))
        {
            var read = Assess(line, new Counter(line.Formula.Counting).Sum());
            Assert.Equal((null, null, null, null, null, Consequence.None), (read.Value, read.TargetMet, read.ThresholdHit, read.Headroom, read.GoodNeeded, read.Consequence));
        }
    }

    [Fact]
    public void Line_OfAFigure_TakesThePlatformsWord()
    {
        var figure = new ShopFigure { Indicator = "satisfaction_rate", Value = 0.55m, From = new(2026, 11, 1), To = new(2026, 11, 30) };

        var read = AssessLine.Of(ShippedPacks.JingDong.Find("satisfaction_rate")!, AssessmentWindow.Of(WindowKind.NaturalMonth, Date), default, figure);

        Assert.Equal((true, 0.55m, false), (read.IsImported, read.Value, read.TargetMet));
        var ours = Assess(Disputes, Tally(Counting.BadAgainst, 0, 4, 900), figure);
        Assert.Equal((false, 0.55m, true), (ours.IsImported, ours.Platform!.Value, ours.TargetMet));
    }

    [Theory]
    [InlineData("dispute_rate", 0.0044, 4.0, 900.0, true, false, 0.0, Consequence.None)]
    [InlineData("dispute_rate", 0.005, 5.0, 1000.0, true, true, null, Consequence.Violation)]
    [InlineData("dispute_rate", 0.0056, null, null, false, null, null, Consequence.None)] // beyond the rate, and how many nobody knows
    [InlineData("dispute_rate", 0.0049, null, null, true, false, null, Consequence.None)]
    [InlineData("merchant_liable_dispute_rate", 0.003, 3.0, 1000.0, false, false, 0.0, Consequence.None)]
    [InlineData("merchant_liable_dispute_rate", 0.9, 4.0, 1000.0, false, true, null, Consequence.StarGate)] // its counts are others than its value: the value counts
    [InlineData("good_rating_rate", 0.8, null, null, false, true, null, Consequence.Violation)]
    [InlineData("good_rating_rate", 0.81, 81.0, 100.0, false, false, 1.0, Consequence.None)]
    [InlineData("bad_attitude_share", 0.06, null, null, true, false, null, Consequence.None)]
    [InlineData("bad_attitude_share", 0.07, null, null, false, true, null, Consequence.ByGravity)]
    [InlineData("refund_only_first_handling", 9, 90.0, 10.0, false, false, 30.0, Consequence.None)]
    [InlineData("refund_only_first_handling", 12, null, null, false, true, null, Consequence.Violation)]
    [InlineData("on_time_shipping_rate", 0.8947, null, null, false, true, null, Consequence.LowestMark)]
    public void Figure_Alone_IsHeldAgainstTargetAndThreshold(string key, double value, double? above, double? below, bool met, bool? hit, double? room, Consequence follows)
    {
        var line = Kuaishou(key);
        var figure = new ShopFigure { Indicator = line.Indicator.Key, Value = (decimal)value, Numerator = (decimal?)above, Denominator = (decimal?)below };

        var read = Assess(line, new Counter(line.Formula.Counting).Sum(), figure);

        Assert.Equal((true, (decimal)value, met, hit, follows), (read.IsImported, read.Value, read.TargetMet, read.ThresholdHit, read.Consequence));
        Assert.Equal((decimal?)room, read.Headroom);
        Assert.Equal(((decimal?)above, (decimal?)below), (read.Numerator, read.Denominator));
    }

    [Fact]
    public void FigureWithItsCounts_TargetMissed_TellsHowManyGoodOnesBringItBack()
    {
        var line = ShippedPacks.Douyin.Find("satisfaction_rate")!;

        var read = Assess(line, default, new ShopFigure { Value = 0.79m, Numerator = 790, Denominator = 1000 });

        Assert.Equal((false, 50L, Consequence.CampaignsBarred), (read.TargetMet, read.GoodNeeded, read.Consequence));
    }

    [Fact]
    public void TargetOfNothingBad_OnceMissed_IsBroughtBackByNoNumber() =>
        Assert.Null(Assess(Kuaishou("pickup_anomaly_rate"), Tally(Counting.BadShare, 999, 1)).GoodNeeded);

    [Fact]
    public void Headroom_OfAnyCounts_IsExact() => Property.Holds(
        from line in Gen.Elements(ShippedPacks.All.SelectMany(p => p.Lines).Where(l => l.Formula.Counting is Counting.GoodShare or Counting.BadShare or Counting.BadAgainst).ToArray())
        from good in Gen.Choose(0, 3000)
        from bad in Gen.Choose(0, 300)
        select (line, tally: new Tally(line.Formula.Counting, good, bad, 0, line.Formula.Against == Against.PaidOrders ? (long)good + bad + 1 : null)),
        x =>
        {
            bool Stops(Tally t) => Assess(x.line, t) is var read && (x.line.Threshold is null ? read.TargetMet == false : read.ThresholdHit == true);
            var read = Assess(x.line, x.tally);
            return read.Headroom is not { } room || (!Stops(x.tally.WithBad((long)room)) && Stops(x.tally.WithBad((long)room + 1)));
        });

    [Fact]
    public void GoodNeeded_OfAnyCounts_BringsTheTargetBackAndOneFewerDoesNot() => Property.Holds(
        from line in Gen.Elements(ShippedPacks.All.SelectMany(p => p.Lines).Where(l => l.Target is not null && l.Formula.Counting != Counting.Figure).ToArray())
        from good in Gen.Choose(0, 3000)
        from bad in Gen.Choose(0, 300)
        from hours in Gen.Choose(0, 200)
        select (line, tally: new Tally(line.Formula.Counting, good, bad, (long)good * hours * 360, line.Formula.Against == Against.None ? null : (long)good + bad + 1)),
        x => Assess(x.line, x.tally).GoodNeeded is not { } more
            || (Assess(x.line, x.tally.WithGood(more)).TargetMet == true && Assess(x.line, x.tally.WithGood(more - 1)).TargetMet == false));

    private static PackLine Kuaishou(string key) => ShippedPacks.Kuaishou.Find(key)!;

    private static Tally Tally(Counting counting, long good, long bad, long? against = null) => new(counting, good, bad, 0, against);

    private static Measured? Measure(PackLine line, Rating rating) => ((Formula<Rating>)line.Formula).Of(rating, DateTime.MaxValue);

    private static LineAssessment Assess(PackLine line, Tally tally, ShopFigure? figure = null) => AssessLine.Of(line, AssessmentWindow.Of(line.Window, Date), tally, figure);
}
