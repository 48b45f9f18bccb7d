using CsKpiCases.Domain.Scoring;
using FsCheck.Fluent;

namespace CsKpiCases.Domain.Tests.Scoring;

public class GradeLadderTests
{
    [Theory]
    [InlineData(0, "F", 0)]
    [InlineData(59.99, "F", 0)]
    [InlineData(60, "E", 0.3)]
    [InlineData(69.99, "E", 0.3)]
    [InlineData(70, "D", 0.5)]
    [InlineData(79.99, "D", 0.5)]
    [InlineData(80, "C", 0.7)]
    [InlineData(89.99, "C", 0.7)]
    [InlineData(90, "B", 0.9)]
    [InlineData(99.99, "B", 0.9)]
    [InlineData(100, "A", 1)]
    [InlineData(105, "A", 1)]
    [InlineData(109.99, "A", 1)]
    [InlineData(110, "优", 1.2)]
    [InlineData(119.99, "优", 1.2)]
    [InlineData(120, "特", 1.5)]
    [InlineData(5000, "特", 1.5)]
    public void Bonus_Boundary_LowerBoundIncluded(double score, string grade, double ratio)
    {
        var rung = ShippedLadders.Bonus.For((decimal)score);

        Assert.Equal((grade, (decimal)ratio), (rung.Grade, rung.Ratio));
    }

    [Theory]
    [InlineData(0, "fail", "trainee", 1400)]
    [InlineData(64.99, "fail", "trainee", 1400)]
    [InlineData(65, "fair", "junior", 1500)]
    [InlineData(75, "good", "first-class", 1600)]
    [InlineData(84.99, "good", "first-class", 1600)]
    [InlineData(85, "excellent", "second-class", 1700)]
    [InlineData(94.99, "excellent", "second-class", 1700)]
    [InlineData(95, "outstanding", "senior", 1800)]
    public void Post_Boundary_LowerBoundIncluded(double score, string grade, string post, double salary)
    {
        var rung = ShippedLadders.Post.For((decimal)score);

        Assert.Equal((grade, post, (decimal)salary), (rung.Grade, rung.Post.Key, rung.Salary));
    }

    [Fact]
    public void Newcomer_NoPublishedMonth_IsJunior() => Assert.Equal(1500, ShippedLadders.Newcomer.Salary);

    [Fact]
    public void Shipped_BothLadders_PassTheirOwnCheck()
    {
        Assert.NotNull(GradeLadder.Make(ShippedLadders.Bonus.Rungs, "bonus", out var bonus));
        Assert.NotNull(GradeLadder.Make(ShippedLadders.Post.Rungs, "post", out var post));
        Assert.Empty(bonus.Concat(post));
    }

    [Fact]
    public void Above_BelowARung_SaysWhatIsMissing()
    {
        var above = ShippedLadders.Bonus.Above(87.8m);

        Assert.Equal(("B", 2.2m), (above!.Value.Rung.Grade, above.Value.Missing));
        Assert.Null(ShippedLadders.Bonus.Above(120));
    }

    [Theory]
    [InlineData("0-60 70-*", "ladder_gap", "[60, 70)")]
    [InlineData("10-*", "ladder_gap", "[0, 10)")]
    [InlineData("0-60 60-99.5", "ladder_gap", "[99.5, ∞)")]
    [InlineData("0-70 60-*", "ladder_overlap", "[60, 70)")]
    [InlineData("0-* 60-70", "ladder_overlap", "[60, 70)")]
    [InlineData("0-60 60-60 60-*", "ladder_empty_interval", "[60, 60)")]
    [InlineData("", "ladder_gap", "[0, ∞)")]
    public void Make_GapOrOverlap_IsRefusedByName(string intervals, string code, string stretch)
    {
        Assert.Null(GradeLadder.Make(Rungs(intervals), "bonus", out var errors));
        var error = Assert.Single(errors);
        Assert.Equal(("bonus", code), (error.Path, error.Code));
        Assert.Contains(stretch, error.Message, StringComparison.Ordinal);
        Assert.Contains(stretch, error.MessageZh, StringComparison.Ordinal);
    }

    [Fact]
    public void Make_AnyCuts_EveryScoreStandsOnExactlyOneRung() => Property.Holds(
        from parts in Property.Cut(1000)
        from score in Property.Cents(0, 1500)
        select (parts: parts.Where(p => p > 0).ToArray(), score),
        x =>
        {
            var bounds = x.parts.Aggregate(new List<int> { 0 }, (sums, part) => [.. sums, sums[^1] + part]);
            var rungs = bounds.Select((from, i) => Rung(from, i + 1 < bounds.Count ? bounds[i + 1] : null)).ToList();
            var ladder = GradeLadder.Make(rungs, "bonus", out _)!;
            var holding = rungs.Where(rung => x.score >= rung.From && (rung.To is null || x.score < rung.To)).ToList();
            return holding.Count == 1 && ladder.For(x.score) == holding[0];
        });

    private static BonusRung Rung(decimal from, decimal? to) => new(from, to, $"g{from}", "级", "Grade", 1);

    private static IEnumerable<BonusRung> Rungs(string intervals) => intervals
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(text => text.Split('-'))
        .Select(ends => Rung(Number(ends[0]), ends[1] == "*" ? null : Number(ends[1])));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
