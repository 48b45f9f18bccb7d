using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Tests.People;

public sealed class QuietHoursTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData("22:00", "08:00", "2026-03-02T13:59:59Z", "2026-03-02T13:59:59Z")]
    [InlineData("22:00", "08:00", "2026-03-02T14:00:00Z", "2026-03-03T00:00:00Z")]
    [InlineData("22:00", "08:00", "2026-03-02T20:00:00Z", "2026-03-03T00:00:00Z")]
    [InlineData("22:00", "08:00", "2026-03-03T00:00:00Z", "2026-03-03T00:00:00Z")]
    [InlineData("12:00", "13:30", "2026-03-02T04:10:00Z", "2026-03-02T05:30:00Z")]
    [InlineData("09:00", "09:00", "2026-03-02T01:00:00Z", "2026-03-02T01:00:00Z")]
    [InlineData("00:00", "23:59", "2026-03-02T02:00:00Z", "2026-03-02T15:59:00Z")]
    public void NextLoud_InShanghai_IsTheEndOfTheQuietTime(string from, string to, string now, string expected) =>
        Assert.Equal(Utc(expected), new QuietHours(TimeOnly.Parse(from, null), TimeOnly.Parse(to, null)).NextLoud(Utc(now), Shanghai));

    [Theory]
    [InlineData("2026-03-08T06:00:00Z", "2026-03-08T07:00:00Z")] // 02:30 is skipped: the quiet ends with the jump
    [InlineData("2026-11-01T05:00:00Z", "2026-11-01T07:30:00Z")] // 01:00 EDT to 02:30 EST
    public void NextLoud_WhereAnHourIsSkippedOrRepeated_EndsOnTime(string now, string expected) =>
        Assert.Equal(Utc(expected), new QuietHours(new TimeOnly(0, 30), new TimeOnly(2, 30)).NextLoud(Utc(now), TimeZoneInfo.FindSystemTimeZoneById("America/New_York")));

    private static DateTime Utc(string text) => DateTime.Parse(text, null, System.Globalization.DateTimeStyles.AdjustToUniversal);
}
