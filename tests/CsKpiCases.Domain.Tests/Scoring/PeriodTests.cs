using System.Globalization;
using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Domain.Tests.Scoring;

public class PeriodTests
{
    [Theory]
    [InlineData("Asia/Shanghai", "2026-11", "2026-10-31T16:00:00Z", "2026-11-30T16:00:00Z")]
    [InlineData("Asia/Shanghai", "2026-12", "2026-11-30T16:00:00Z", "2026-12-31T16:00:00Z")]
    [InlineData("UTC", "2024-02", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z")]
    // Midnight of 1 October 2017 didn't exist in Asunción; midnight of 1 November 2020 came twice in Havana.
    [InlineData("America/Asuncion", "2017-10", "2017-10-01T04:00:00Z", "2017-11-01T03:00:00Z")]
    [InlineData("America/Havana", "2020-11", "2020-11-01T04:00:00Z", "2020-12-01T05:00:00Z")]
    public void Of_MonthInAZone_StartsAndEndsAtItsMidnights(string zone, string month, string from, string to)
    {
        Assert.True(CalendarMonth.TryParse(month, out var parsed));
        var period = Period.Of(parsed, TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal((Instant(from), Instant(to)), (period.FromUtc, period.ToUtc));
        Assert.Equal(DateTimeKind.Utc, period.FromUtc.Kind);
        Assert.True(period.Contains(period.FromUtc));
        Assert.False(period.Contains(period.ToUtc));
    }

    [Theory]
    [InlineData("Asia/Shanghai")]
    [InlineData("America/Asuncion")]
    [InlineData("America/Havana")]
    [InlineData("Pacific/Apia")]
    public void Of_TwentyYears_MonthsFollowWithoutGapAndHoldTheirInstants(string id)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        for (var month = new CalendarMonth(2005, 1); month < new CalendarMonth(2025, 1); month = month.Next)
        {
            var period = Period.Of(month, zone);

            Assert.Equal(period.ToUtc, Period.Of(month.Next, zone).FromUtc);
            Assert.Equal(month, CalendarMonth.Of(period.FromUtc, zone));
            Assert.Equal(month, CalendarMonth.Of(period.ToUtc.AddSeconds(-1), zone));
        }
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("2026-01-01")]
    [InlineData("9999-12")]
    [InlineData("0001-01")]
    [InlineData("")]
    [InlineData(null)]
    public void TryParse_NoMonth_IsFalse(string? text) => Assert.False(CalendarMonth.TryParse(text, out _));

    [Fact]
    public void TryParse_MonthAtTheCalendarsEdge_IsFalseThoughWhatIsStoredIsRead()
    {
        Assert.False(CalendarMonth.TryParse("1899-12", out _));
        Assert.False(CalendarMonth.TryParse("2201-01", out _));
        Assert.True(CalendarMonth.TryParse("2200-12", out _));
        Assert.Equal(new CalendarMonth(206, 1), CalendarMonth.Parse("0206-01"));
    }

    [Fact]
    public void Neighbours_OverTheYearsEnd_AreCounted()
    {
        var january = new CalendarMonth(2026, 1);

        Assert.Equal("2025-12", january.Previous.ToString());
        Assert.Equal(january, january.Previous.Next);
        Assert.Equal("2024-11", january.Plus(-14).ToString());
        Assert.True(january.Previous < january && january <= january.Next && january.Next > january && january >= january.Previous);
    }

    private static DateTime Instant(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
