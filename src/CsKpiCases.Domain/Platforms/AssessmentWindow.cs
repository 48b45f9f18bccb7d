using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Platforms;

/// <summary>Which days an assessment looks at.</summary>
public enum WindowKind : byte
{
    /// <summary>Monday to Sunday around the date.</summary>
    NaturalWeek,

    /// <summary>The calendar month of the date.</summary>
    NaturalMonth,

    /// <summary>Thirty days, of which the date is the last.</summary>
    Last30Days,

    /// <summary>Days T−33 to T−4, T being the date: thirty days that couriers have had time to scan.</summary>
    Days33To4,

    /// <summary>The 1st to the 15th, assessed on the 16th, and the 16th to the month's end, assessed on the 1st.</summary>
    HalfMonth,
}

/// <summary>The days that an assessment of a date covers, in the shop's calendar; both ends are included.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, which may lie ahead of the date.</param>
/// <param name="Date">The date that is assessed.</param>
public readonly record struct AssessmentWindow(WindowKind Kind, DateOnly From, DateOnly To, DateOnly Date)
{
    /// <summary>It moves on by a day every day, and so is never over.</summary>
    public bool Rolls => Kind is WindowKind.Last30Days or WindowKind.Days33To4;

    /// <summary>Days of the window after the date; null for one that rolls.</summary>
    public int? DaysLeft => Rolls ? null : Math.Max(0, To.DayNumber - Date.DayNumber);

    /// <summary>
    /// The window of a date. Of half-months it is the one whose day of assessment is the next, the date included: on the 16th
    /// still the 1st to the 15th, on the 17th the second half.
    /// </summary>
    public static AssessmentWindow Of(WindowKind kind, DateOnly date) => kind switch
    {
        WindowKind.NaturalWeek => Of(kind, Monday(date), Monday(date).AddDays(6), date),
        WindowKind.NaturalMonth => Of(kind, FirstOfMonth(date), LastOfMonth(date), date),
        WindowKind.Last30Days => Of(kind, date.AddDays(-29), date, date),
        WindowKind.Days33To4 => Of(kind, date.AddDays(-33), date.AddDays(-4), date),
        _ => HalfOf(date),
    };

    /// <summary>
    /// The dates whose assessments make a trend, newest first: the date itself, then the last days of the windows before;
    /// of a window that rolls the Sundays before.
    /// </summary>
    public static IEnumerable<DateOnly> Trend(WindowKind kind, DateOnly date, int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return date;
            date = kind switch
            {
                WindowKind.NaturalMonth => FirstOfMonth(date).AddDays(-1),
                WindowKind.HalfMonth => HalfOf(date).From.AddDays(-1),
                _ => Monday(date).AddDays(-1),
            };
        }
    }

    /// <summary>True on dates that trends of later dates go back to: Sundays, the 15th, the last of a month.</summary>
    public static bool IsInTrends(DateOnly date) => date.DayOfWeek == DayOfWeek.Sunday || date.Day == 15 || date == LastOfMonth(date);

    /// <summary>The last of its days that the date knows of.</summary>
    public DateOnly LastKnown => To < Date ? To : Date;

    /// <summary>
    /// The window as instants (UTC) in a zone, up to the end of the date: what comes after it does not change what the date's
    /// assessment was. The first is included, the second is not.
    /// </summary>
    public (DateTime FromUtc, DateTime ToUtc) In(TimeZoneInfo zone) => (StartOf(From, zone), StartOf(LastKnown.AddDays(1), zone));

    private static DateTime StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = (day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        return Instants.FromSeconds(LocalTime.EdgeAt(zone, local, isClosing: false));
    }

    private static AssessmentWindow HalfOf(DateOnly date)
    {
        var last = date.AddDays(-1);
        if (date.Day is >= 2 and <= 16) return Of(WindowKind.HalfMonth, FirstOfMonth(date), FirstOfMonth(date).AddDays(14), date);
        return Of(WindowKind.HalfMonth, FirstOfMonth(last).AddDays(15), LastOfMonth(last), date);
    }

    private static AssessmentWindow Of(WindowKind kind, DateOnly from, DateOnly to, DateOnly date) => new(kind, from, to, date);

    private static DateOnly Monday(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + 6) % 7));

    private static DateOnly FirstOfMonth(DateOnly date) => new(date.Year, date.Month, 1);

    private static DateOnly LastOfMonth(DateOnly date) => new(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month));
}
