namespace CsKpiCases.Domain.Sla;

/// <summary>The calendars that a new installation has (sla.md, "Shipped policies").</summary>
public static class ShippedCalendars
{
    public const string ShiftName = "shift";
    public const string ChinaName = "china";

    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById(CalendarCheck.DefaultTimeZone);

    /// <summary>The hours of the two shifts, 08:30–23:30, every day.</summary>
    public static WorkingCalendar Shift { get; } = new(
        new WorkingHours(Shanghai, Weekly(new TimeWindow(510, 1410), Enum.GetValues<DayOfWeek>())), ShiftName);

    /// <summary>China's working days, 08:30–18:00, Monday to Friday, holidays and make-up days as announced.</summary>
    public static WorkingCalendar China { get; } = new(
        new WorkingHours(
            Shanghai,
            Weekly(OfficeHours, DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday),
            ChinaHolidays.DaysOff,
            ChinaHolidays.Workdays,
            [OfficeHours]),
        ChinaName,
        ChinaHolidays.LastAnnouncedYear);

    public static IReadOnlyList<WorkingCalendar> All { get; } = [Shift, China];

    private static TimeWindow OfficeHours => new(510, 1080);

    /// <summary>A shipped calendar by name; null for any other name.</summary>
    public static WorkingCalendar? Find(string name) => All.FirstOrDefault(calendar => calendar.Name == name);

    private static Dictionary<DayOfWeek, IReadOnlyList<TimeWindow>> Weekly(TimeWindow window, params DayOfWeek[] days) =>
        days.ToDictionary(day => day, _ => (IReadOnlyList<TimeWindow>)[window]);
}
