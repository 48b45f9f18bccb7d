namespace CsKpiCases.Domain.Scoring;

/// <summary>A month of a shop: includes the instant <paramref name="FromUtc"/>, excludes <paramref name="ToUtc"/>.</summary>
/// <param name="Month">The calendar month in the shop's zone.</param>
/// <param name="FromUtc">Its first instant, UTC.</param>
/// <param name="ToUtc">The first instant of the next month, UTC.</param>
public sealed record Period(CalendarMonth Month, DateTime FromUtc, DateTime ToUtc)
{
    /// <summary>The period of a month in a time zone.</summary>
    public static Period Of(CalendarMonth month, TimeZoneInfo zone) =>
        new(month, FirstInstant(month, zone), FirstInstant(month.Next, zone));

    /// <summary>True for instants (UTC) of the month.</summary>
    public bool Contains(DateTime instantUtc) => instantUtc >= FromUtc && instantUtc < ToUtc;

    // Some zones skip midnight itself (Asunción, 1 October 2017), in others it comes twice (Havana, 1 November 2020),
    // and converting such a local time to UTC is unreliable. From UTC to local is not: so the first second is searched
    // for whose local time has reached the month. No offset is beyond 14 hours.
    private static DateTime FirstInstant(CalendarMonth month, TimeZoneInfo zone)
    {
        var midnight = new DateTime(month.Year, month.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        long before = -15 * 3600, reached = 15 * 3600;
        while (reached - before > 1)
        {
            var middle = (before + reached) / 2;
            var local = TimeZoneInfo.ConvertTimeFromUtc(midnight.AddSeconds(middle), zone);
            if (local.Ticks >= midnight.Ticks)
            {
                reached = middle;
            }
            else
            {
                before = middle;
            }
        }

        return midnight.AddSeconds(reached);
    }
}
