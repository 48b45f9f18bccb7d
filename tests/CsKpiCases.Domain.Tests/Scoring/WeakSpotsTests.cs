using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Domain.Tests.Scoring;

public sealed class WeakSpotsTests
{
    private static IndicatorStanding Standing(string key, decimal value, decimal median, decimal? before = null) => new(IndicatorCatalogue.Get(key), value, median, before);

    [Fact]
    public void Of_ThreeBehind_NamesTheTwoWorst()
    {
        var found = WeakSpots.Of([Standing("resolution_rate", 0.9m, 0.95m), Standing("first_handling_avg", 6, 4), Standing("service_score", 60, 90), Standing("customers_received", 400, 300)]);
        Assert.Equal(["first_handling_avg", "service_score"], found.Select(s => s.Indicator.Key));
    }

    [Fact]
    public void Of_LevelWithTheTeamButFalling_IsNamed()
    {
        var falling = Standing("service_score", 90, 90, 100);
        Assert.Equal((0m, 0.1m, 0.05m), (falling.BehindTeam, falling.BehindSelf, falling.Weakness));
        Assert.Equal([falling], WeakSpots.Of([falling, Standing("resolution_rate", 0.95m, 0.95m, 0.9m)]));
    }

    [Theory]
    [InlineData("reopen_rate", 0.1, 0.0, 1.0)] // against nothing, anything is a whole behind
    [InlineData("reopen_rate", 0.0, 0.1, 0.0)]
    [InlineData("reopen_rate", 0.9, 0.1, 1.0)] // never more than a whole
    [InlineData("resolution_rate", 0.0, 0.5, 1.0)]
    [InlineData("resolution_rate", 0.0, 0.0, 0.0)]
    public void BehindTeam_Bounds(string key, double value, double median, double expected) =>
        Assert.Equal((decimal)expected, Standing(key, (decimal)value, (decimal)median).BehindTeam);

    [Fact]
    public void Median_OddEvenAndAnyOrder()
    {
        Assert.Equal(3, WeakSpots.Median([5, 1, 3]));
        Assert.Equal(2.5m, WeakSpots.Median([4, 1, 3, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeakSpots.Median([]));
    }
}
