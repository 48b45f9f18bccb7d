namespace CsKpiCases.Domain.Scoring;

/// <summary>On how many days of a month somebody was an agent, where it was not on all of them.</summary>
/// <param name="Days">Days on which he was one at any time; 1 to <paramref name="AllDays"/> − 1.</param>
/// <param name="AllDays">Days of the month.</param>
public sealed record TimeInRole(int Days, int AllDays)
{
    /// <summary>The part of what is meant for a whole month; unrounded.</summary>
    public decimal Share(decimal whole) => whole * Days / AllDays;

    /// <summary>
    /// Counts local days: promoted on the 10th at noon of a month of 30 days gives 10 of 30. Null where it is every day, and
    /// where it is none.
    /// </summary>
    /// <param name="period">The month, or other days.</param>
    /// <param name="zone">The shop's.</param>
    /// <param name="spans">When he was an agent, UTC; each includes its first instant, and excludes its last. Null: until now and on.</param>
    public static TimeInRole? Of(Period period, TimeZoneInfo zone, IEnumerable<(DateTime From, DateTime? To)> spans)
    {
        int Day(DateTime at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, zone)).DayNumber;
        var (first, last) = (Day(period.FromUtc), Day(period.ToUtc.AddTicks(-1)));
        var days = new HashSet<int>();
        foreach (var (from, to) in spans)
        {
            if (from >= period.ToUtc || to <= period.FromUtc || from >= to) continue;
            var end = to is { } ended && ended < period.ToUtc ? Day(ended.AddTicks(-1)) : last;
            for (var day = from > period.FromUtc ? Day(from) : first; day <= end; day++) days.Add(day);
        }

        var all = last - first + 1;
        return days.Count == 0 || days.Count == all ? null : new TimeInRole(days.Count, all);
    }
}
