namespace CsKpiCases.Web.Features.Demo;

/// <summary>When cases are opened: evenly over the days, within a day as buyers are awake.</summary>
internal static class DemoCalendar
{
    private static readonly double[] ByHour =
        [1.2, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 4, 6.5, 7.5, 7, 5.5, 5.5, 6.5, 6.5, 6, 5, 5.5, 7, 8.5, 8, 5.7, 3];

    private static readonly double Whole = ByHour.Sum();

    /// <summary>The first instant of the demo: three months back, and never after the start of the second closed month.</summary>
    public static DateTime From(DateTime now, TimeZoneInfo zone, int days)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        var twoMonthsBack = new DateOnly(today.Year, today.Month, 1).AddMonths(-2);
        var first = today.AddDays(-days);
        if (first > twoMonthsBack) first = twoMonthsBack;
        return TimeZoneInfo.ConvertTimeToUtc(first.ToDateTime(TimeOnly.MinValue), zone);
    }

    /// <summary>The instant at a share of the way from <paramref name="from"/> to <paramref name="to"/>; keeps the order.</summary>
    public static DateTime At(DateTime from, DateTime to, double share)
    {
        var even = from.AddTicks((long)((to - from).Ticks * share));
        // The start is a local midnight, and Shanghai's days are all of 24 hours.
        var days = Math.Floor((even - from).TotalDays);
        var within = (even - from).TotalDays - days;
        var left = within * Whole;
        var hour = 0;
        while (hour < 23 && left > ByHour[hour]) left -= ByHour[hour++];
        var at = from.AddDays(days).AddHours(hour + Math.Min(1, left / ByHour[hour]));
        if (at >= to) at = even;
        return new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
    }
}
