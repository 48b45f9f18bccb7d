using CsKpiCases.Domain.Webhooks;

namespace CsKpiCases.Domain.Tests.Webhooks;

public sealed class RetryPlanTests
{
    [Fact]
    public void Pauses_OfAllAttempts_GrowFromHalfAMinuteAndLastADay()
    {
        var pauses = Enumerable.Range(1, RetryPlan.MostAttempts - 1).Select(n => RetryPlan.After(n, 330212345678901248)!.Value).ToList();

        Assert.InRange(pauses[0].TotalSeconds, 30, 36);
        Assert.Equal(pauses.Order(), pauses.Select((p, i) => i < 9 ? p : pauses.Skip(9).Order().ElementAt(i - 9)));
        Assert.InRange(pauses.Sum(p => p.TotalHours), 24, 30);
        Assert.Null(RetryPlan.After(RetryPlan.MostAttempts, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryPlan.After(0, 1));
    }

    [Fact]
    public void Pauses_OfNeighbours_AreSpreadAndForeseeable()
    {
        var pauses = Enumerable.Range(0, 200).Select(i => RetryPlan.After(5, 1000 + i)!.Value).ToList();

        Assert.True(pauses.Distinct().Count() > 60);
        Assert.All(pauses, p => Assert.InRange(p.TotalSeconds, 480, 577));
        Assert.Equal(pauses, Enumerable.Range(0, 200).Select(i => RetryPlan.After(5, 1000 + i)!.Value));
    }

    [Theory]
    [InlineData(1, 60, 60)]
    [InlineData(1, 86400, 14400)]
    [InlineData(8, 60, 3840)]
    public void Wish_OfTheReceiver_CountsWhereItIsLongerUpToFourHours(int attempt, int wish, int atLeast)
    {
        var pause = RetryPlan.After(attempt, 7, TimeSpan.FromSeconds(wish))!.Value.TotalSeconds;
        Assert.InRange(pause, atLeast, Math.Max(atLeast, atLeast * 1.2));
    }

    [Theory]
    [InlineData(1, null, 30)]
    [InlineData(3, null, 120)]
    [InlineData(40, null, 900)]
    [InlineData(1, 600, 600)]
    [InlineData(1, 999999, 14400)]
    public void Hold_OfATargetThatFails_GrowsToAQuarterOfAnHour(int failures, int? wish, int seconds) =>
        Assert.Equal(seconds, RetryPlan.Hold(failures, wish is { } asked ? TimeSpan.FromSeconds(asked) : null).TotalSeconds);
}
