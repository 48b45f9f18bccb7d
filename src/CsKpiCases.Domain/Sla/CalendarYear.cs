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

    // A feast of the moon's calendar falls a little before the month in which it fell for ten years.
    private const int DaysBefore = 7;
    private const int FewestYears = 3;
    private const int MostYears = 10;

    /// <summary>
    /// The months (1 to 12) in which each of the ten years before had a day off, and this year has none nor one in the week before
    /// it: what a year that is only partly entered lacks, whatever country's it is. Years without days off are not looked at; none
    /// where fewer than three are left.
    /// </summary>
    public static IReadOnlyList<int> MissingMonths(WorkingHours hours, int year)
    {
        ArgumentNullException.ThrowIfNull(hours);
        var before = hours.Holidays.Where(day => day.Year < year && day.Year >= year - MostYears).GroupBy(day => day.Year).ToList();
        if (before.Count < FewestYears)
        {
            return [];
        }
        var usual = before.Select(days => days.Select(day => day.Month)).Aggregate((one, other) => one.Intersect(other));
        var these = hours.Holidays.Where(day => day.Year == year).SelectMany(day => new[] { day.Month, day.AddDays(DaysBefore).Month });
        return [.. usual.Except(these).Order()];
    }

    /// <summary>The days of a year whose kind differs between two versions, in order.</summary>
    public static IReadOnlyList<(DateOnly Date, DayKind Before, DayKind After)> Moved(WorkingHours before, WorkingHours after, int year) =>
    [
        .. DateRanges.Days(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31))
            .Select(date => (date, KindOf(before, date), KindOf(after, date))).Where(day => day.Item2 != day.Item3),
    ];
}
