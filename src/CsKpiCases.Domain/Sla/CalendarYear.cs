namespace CsKpiCases.Domain.Sla;

/// <summary>What a day of a calendar is.</summary>
public enum DayKind : byte
{
    /// <summary>An ordinary day on which no window opens.</summary>
    Rest,

    /// <summary>An ordinary day with windows.</summary>
    Working,

    /// <summary>A holiday, on a weekend too.</summary>
    Holiday,

    /// <summary>A make-up working day; it outranks a holiday.</summary>
    MakeUp,
}

/// <summary>A calendar's days one by one, for a picture of a year.</summary>
public static class CalendarYear
{
    public static DayKind KindOf(WorkingHours hours, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(hours);
        if (hours.Workdays.Contains(date))
        {
            return DayKind.MakeUp;
        }
        if (hours.Holidays.Contains(date))
        {
            return DayKind.Holiday;
        }
        return hours.WindowsOf(date.DayOfWeek).Count > 0 ? DayKind.Working : DayKind.Rest;
    }

    /// <summary>The days of a year whose kind differs between two versions, in order.</summary>
    public static IReadOnlyList<(DateOnly Date, DayKind Before, DayKind After)> Moved(WorkingHours before, WorkingHours after, int year) =>
    [
        .. DateRanges.Days(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31))
            .Select(date => (date, KindOf(before, date), KindOf(after, date))).Where(day => day.Item2 != day.Item3),
    ];
}
