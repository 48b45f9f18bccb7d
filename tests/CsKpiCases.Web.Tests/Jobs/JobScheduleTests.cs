using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Tests.Jobs;

public sealed class JobScheduleTests
{
    private static readonly JobSchedule Nightly = JobSchedule.Daily(0, 30);
    private static readonly JobSchedule Scores = JobSchedule.Monthly(2, 0);
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly TimeZoneInfo Beirut = TimeZoneInfo.FindSystemTimeZoneById("Asia/Beirut");

    [Fact]
    public void Due_AfterTwoDaysDown_IsEveryMissedDayInOrder() =>
        Assert.Equal(["2026-03-02", "2026-03-03", "2026-03-04"], Nightly.Due(Shanghai, "2026-03-01", At(2026, 1, 1), At(2026, 3, 4, 16, 30)));

    [Theory]
    [InlineData(16, 29, 0)] // 00:29 on the 3rd in Shanghai
    [InlineData(16, 30, 1)]
    public void Due_AtItsInstant_IncludesThePeriod(int hour, int minute, int expected) =>
        Assert.Equal(expected, Nightly.Due(Shanghai, "2026-03-01", At(2026, 1, 1), At(2026, 3, 2, hour, minute)).Count);

    [Fact]
    public void Due_NewShop_BeginsWithTheDayItCameToBe() =>
        Assert.Equal(["2026-03-02"], Nightly.Due(Shanghai, null, At(2026, 3, 2, 1), At(2026, 3, 2, 20)));

    [Fact]
    public void Due_DownForAYear_IsEveryPeriodSince()
    {
        Assert.Equal(365, Nightly.Due(Shanghai, "2025-03-02", At(2025, 1, 1), At(2026, 3, 2, 20)).Count);
        Assert.Equal(12, Scores.Due(Shanghai, "2025-02", At(2025, 1, 1), At(2026, 3, 2, 20)).Count);
    }

    [Fact]
    public void Due_Month_FallsDueOnTheFirstAtTwo()
    {
        Assert.Empty(Scores.Due(Shanghai, "2026-01", At(2025, 1, 1), At(2026, 2, 28, 17, 59)));
        Assert.Equal(["2026-02"], Scores.Due(Shanghai, "2026-01", At(2025, 1, 1), At(2026, 2, 28, 18)));
        Assert.Equal(At(2026, 3, 31, 18), Scores.NextAt(Shanghai, At(2026, 2, 28, 18)));
        Assert.Equal("2026-02", Scores.LastComplete(new DateOnly(2026, 3, 1)));
    }

    [Fact]
    public void Day_OnWhichClocksAreMoved_HasTwentyThreeOrTwentyFiveHours()
    {
        Assert.Equal(23, Hours(new DateOnly(2026, 3, 8), NewYork));
        Assert.Equal(25, Hours(new DateOnly(2026, 11, 1), NewYork));
        // Midnight itself is skipped: the day begins with the jump.
        Assert.Equal(23, Hours(new DateOnly(2026, 3, 29), Beirut));
        Assert.Equal(24, Hours(new DateOnly(2026, 3, 28), Beirut));
    }

    private static double Hours(DateOnly day, TimeZoneInfo zone) => (LocalDays.StartOf(day.AddDays(1), zone) - LocalDays.StartOf(day, zone)).TotalHours;

    private static DateTime At(int year, int month, int day, int hour = 0, int minute = 0) => new(year, month, day, hour, minute, 0, DateTimeKind.Utc);
}
