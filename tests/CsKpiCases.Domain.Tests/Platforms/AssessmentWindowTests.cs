using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Platforms;

namespace CsKpiCases.Domain.Tests.Platforms;

public sealed class AssessmentWindowTests
{
    [Theory]
    [InlineData(WindowKind.NaturalWeek, "2026-11-18", "2026-11-16", "2026-11-22", 4)]
    [InlineData(WindowKind.NaturalWeek, "2026-11-22", "2026-11-16", "2026-11-22", 0)]
    [InlineData(WindowKind.NaturalMonth, "2028-02-01", "2028-02-01", "2028-02-29", 28)]
    [InlineData(WindowKind.Last30Days, "2026-11-30", "2026-11-01", "2026-11-30", null)]
    [InlineData(WindowKind.Days33To4, "2026-11-30", "2026-10-28", "2026-11-26", null)]
    [InlineData(WindowKind.HalfMonth, "2026-11-02", "2026-11-01", "2026-11-15", 13)]
    [InlineData(WindowKind.HalfMonth, "2026-11-16", "2026-11-01", "2026-11-15", 0)]
    [InlineData(WindowKind.HalfMonth, "2026-11-17", "2026-11-16", "2026-11-30", 13)]
    [InlineData(WindowKind.HalfMonth, "2026-12-01", "2026-11-16", "2026-11-30", 0)]
    public void Window_OfADate_CoversItsDays(WindowKind kind, string date, string from, string to, int? left)
    {
        var window = AssessmentWindow.Of(kind, DateOnly.Parse(date, null));

        Assert.Equal((from, to, left), (window.From.ToString("yyyy-MM-dd", null), window.To.ToString("yyyy-MM-dd", null), window.DaysLeft));
    }

    [Fact]
    public void Window_InAZone_BeginsAndEndsAtItsMidnights()
    {
        var (from, to) = AssessmentWindow.Of(WindowKind.NaturalWeek, new(2026, 11, 22)).In(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        Assert.Equal((new DateTime(2026, 11, 15, 16, 0, 0), new DateTime(2026, 11, 22, 16, 0, 0)), (from, to));

        // the week in which Berlin's clocks go back has an hour more
        (from, to) = AssessmentWindow.Of(WindowKind.NaturalWeek, new(2026, 10, 25)).In(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        Assert.Equal((7 * 24) + 1, (to - from).TotalHours);

        // of a week that has begun, the days up to the date
        (from, to) = AssessmentWindow.Of(WindowKind.NaturalWeek, new(2026, 11, 18)).In(TimeZoneInfo.Utc);
        Assert.Equal((new DateTime(2026, 11, 16), new DateTime(2026, 11, 19)), (from, to));
    }

    [Theory]
    [InlineData(WindowKind.NaturalWeek, "2026-11-18", "2026-11-15", "2026-11-08")]
    [InlineData(WindowKind.Last30Days, "2026-11-18", "2026-11-15", "2026-11-08")]
    [InlineData(WindowKind.NaturalMonth, "2026-11-18", "2026-10-31", "2026-09-30")]
    [InlineData(WindowKind.HalfMonth, "2026-11-18", "2026-11-15", "2026-10-31")]
    [InlineData(WindowKind.HalfMonth, "2026-11-16", "2026-10-31", "2026-10-15")]
    public void Trend_OfAWindow_NamesTheLastDaysOfThoseBefore(WindowKind kind, params string[] dates) =>
        Assert.Equal(dates, AssessmentWindow.Trend(kind, DateOnly.Parse(dates[0], null), dates.Length).Select(d => d.ToString("yyyy-MM-dd", null)));

    [Fact]
    public void Packs_AsShipped_NameEachLineOnceAndEveryPlatformHasOne()
    {
        Assert.Equal(ShippedPacks.All.Count, ShippedPacks.All.Select(p => p.Key).Distinct().Count());
        Assert.All(ShippedPacks.All, pack => Assert.Equal(pack.Lines.Count, pack.Lines.Select(l => l.Key).Distinct().Count()));
        Assert.All(Enum.GetValues<Platform>(), platform => Assert.Contains(ShippedPacks.Generic, PacksOfShop.Of(platform)));
        Assert.Equal(12, ShippedPacks.Kuaishou.Lines.Select(l => l.Indicator.Key).Distinct().Count()); // the eleven and the attitude share
        Assert.Equal(2, ShippedPacks.Kuaishou.Lines.Count(l => l.IsDaytimeOnly));
        // each line counts with what its formula is set against
        Assert.All(ShippedPacks.All.SelectMany(p => p.Lines), line => Assert.Equal(
            line.Formula.Counting is Counting.BadAgainst or Counting.GoodAgainst or Counting.Number, line.Formula.Against != Against.None));
    }
}
