using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;

namespace CsKpiCases.Domain.Tests.Scoring.Periods;

public sealed class StreaksTests
{
    private static readonly CalendarMonth March = new(2026, 3);

    [Fact]
    public void FirstThreeTimes_ThirdMonthRunning_IsAwardedOnceAndRestarts()
    {
        var results = Months(1, 6, month => [new PublishedResult(month, 1, 95, "excellent"), new PublishedResult(month, 2, 90, "good")]);

        Assert.Empty(First(results, March.Previous));
        Assert.Equal([1], First(results, March));
        Assert.Empty(First(results, March.Next, March));
        Assert.Empty(First(results, March.Plus(2), March));
        Assert.Equal([1], First(results, March.Plus(3), March));
    }

    [Fact]
    public void FirstThreeTimes_EqualFirsts_AreAllFirst_AGapIsNot()
    {
        var results = Months(1, 3, month => [new PublishedResult(month, 1, 95, null), new PublishedResult(month, 2, 95, null), new PublishedResult(month, 3, null, null)]);
        Assert.Equal([1, 2], First(results, March));
        Assert.Empty(First([.. results.Where(r => r.Month != March.Previous)], March));
    }

    [Fact]
    public void FailedThreeTimes_OnlyThreePublishedMonthsRunning_AreFlagged()
    {
        var results = Months(1, 4, month => [new PublishedResult(month, 1, 50, "fail"), new PublishedResult(month, 2, 50, month.Month == 3 ? "fair" : "fail")]);
        Assert.Empty(Streaks.FailedThreeTimes(results, March.Previous));
        Assert.Equal([1], Streaks.FailedThreeTimes(results, March));
        Assert.Equal([1], Streaks.FailedThreeTimes(results, March.Next));
    }

    private static IReadOnlyList<long> First(IReadOnlyCollection<PublishedResult> results, CalendarMonth month, params CalendarMonth[] awarded) =>
        Streaks.FirstThreeTimes(results, month, awarded.ToLookup(_ => 1L));

    private static List<PublishedResult> Months(int from, int to, Func<CalendarMonth, IEnumerable<PublishedResult>> of) =>
        [.. Enumerable.Range(from, to - from + 1).SelectMany(month => of(new CalendarMonth(2026, month)))];
}
