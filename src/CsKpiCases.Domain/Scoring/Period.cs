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

    private static DateTime FirstInstant(CalendarMonth month, TimeZoneInfo zone)
    {
        var local = new DateTime(month.Year, month.Month, 1, 0, 0, 0, DateTimeKind.Unspecified);

        // Some zones skip midnight itself (Asunción, 1 October 2017): the month then starts with the first minute that exists.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        // A midnight that happens twice (Havana, 1 November 2020) starts the month the first time.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }
}
