using System.Globalization;

namespace CsKpiCases.Domain.Sla;

/// <summary>Turns a written calendar into a working one, or says what is wrong with it.</summary>
public static class CalendarCheck
{
    /// <summary>Where a calendar names no zone.</summary>
    public const string DefaultTimeZone = "Asia/Shanghai";

    internal static readonly IReadOnlyList<(string Key, DayOfWeek Day)> Weekdays =
    [
        ("mon", DayOfWeek.Monday), ("tue", DayOfWeek.Tuesday), ("wed", DayOfWeek.Wednesday),
        ("thu", DayOfWeek.Thursday), ("fri", DayOfWeek.Friday), ("sat", DayOfWeek.Saturday), ("sun", DayOfWeek.Sunday),
    ];

    /// <summary>
    /// The calendar; null where errors were added. One without working time within 366 days of
    /// <paramref name="asOf"/> is refused (sla.md, rule 16).
    /// </summary>
    public static WorkingCalendar? Compile(CalendarSpec? spec, string path, DateTime asOf, FieldErrors errors)
    {
        if (spec is null)
        {
            return WorkingCalendar.Continuous;
        }
        var before = errors.Count;
        if (spec.Continuous == true)
        {
            if (spec.Weekly?.Count > 0 || spec.Holidays?.Count > 0 || spec.Workdays?.Count > 0 || spec.WorkdayHours?.Count > 0)
            {
                errors.Add(path, SlaErrorCodes.ContinuousWithHours, "A continuous calendar has no hours, holidays or working days.");
                return null;
            }
            ZoneOf(spec.TimeZone, path, errors);
            return errors.Count == before ? WorkingCalendar.Continuous : null;
        }
        var zone = ZoneOf(spec.TimeZone, path, errors);
        var weekly = WeeklyOf(spec, path, errors);
        var holidays = DatesOf(spec.Holidays, $"{path}.holidays", errors);
        var workdays = DatesOf(spec.Workdays, $"{path}.workdays", errors);
        var workdayHours = WindowsOf(spec.WorkdayHours, $"{path}.workdayHours", errors);
        if (spec.Workdays?.Count > 0 && spec.WorkdayHours is not { Count: > 0 })
        {
            errors.Add($"{path}.workdayHours", SlaErrorCodes.WorkdayHoursMissing, "Make-up working days need workdayHours.");
        }
        if (errors.Count > before || zone is null)
        {
            return null;
        }
        var hours = new WorkingHours(zone, weekly, holidays, workdays, workdayHours);
        return Reachable(new WorkingCalendar(hours, spec.Name, spec.HolidaysKnownUntil), path, asOf, errors);
    }

    private static WorkingCalendar? Reachable(WorkingCalendar calendar, string path, DateTime asOf, FieldErrors errors)
    {
        var hours = calendar.Hours!;
        if (Weekdays.All(day => hours.WindowsOf(day.Day).Count == 0) && hours.Workdays.Count == 0)
        {
            errors.Add(path, SlaErrorCodes.EmptyCalendar, "The calendar has no working hours.");
            return null;
        }
        if (!calendar.HasWorkingTime(asOf))
        {
            errors.Add(path, SlaErrorCodes.NoWorkingTime, "The calendar has no working time within 366 days.");
            return null;
        }
        return calendar;
    }

    private static TimeZoneInfo? ZoneOf(string? name, string path, FieldErrors errors)
    {
        if (IsZoneName(name ?? DefaultTimeZone) && TimeZoneInfo.TryFindSystemTimeZoneById(name ?? DefaultTimeZone, out var zone))
        {
            return zone;
        }
        errors.Add($"{path}.timeZone", SlaErrorCodes.UnknownTimeZone, "No time zone of that name exists.");
        return null;
    }

    /// <summary>Zone names become file names on some systems: only what a name can hold is looked up.</summary>
    private static bool IsZoneName(string name) =>
        name.Length is > 0 and <= 64 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+' or ' ');

    private static Dictionary<DayOfWeek, IReadOnlyList<TimeWindow>> WeeklyOf(CalendarSpec spec, string path, FieldErrors errors)
    {
        var weekly = new Dictionary<DayOfWeek, IReadOnlyList<TimeWindow>>();
        foreach (var (key, windows) in spec.Weekly ?? new Dictionary<string, IReadOnlyList<string?>?>())
        {
            var dayPath = $"{path}.weekly.{key}";
            var known = Weekdays.FirstOrDefault(day => day.Key == key);
            if (known.Key is null)
            {
                errors.Add(dayPath, SlaErrorCodes.UnknownWeekday, "The days are mon, tue, wed, thu, fri, sat, sun.");
                continue;
            }
            weekly[known.Day] = WindowsOf(windows, dayPath, errors);
        }
        return weekly;
    }

    private static List<TimeWindow> WindowsOf(IReadOnlyList<string?>? texts, string path, FieldErrors errors)
    {
        var windows = new List<TimeWindow>();
        for (var index = 0; index < (texts?.Count ?? 0); index++)
        {
            if (TimeWindow.TryParse(texts![index], out var window))
            {
                windows.Add(window);
            }
            else
            {
                errors.Add($"{path}[{index}]", SlaErrorCodes.InvalidWindow, "A window is written such as 08:30-18:00.");
            }
        }
        return windows;
    }

    private static List<DateOnly> DatesOf(IReadOnlyList<string?>? texts, string path, FieldErrors errors)
    {
        var dates = new List<DateOnly>();
        for (var index = 0; index < (texts?.Count ?? 0); index++)
        {
            if (DateOnly.TryParseExact(texts![index], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                dates.Add(date);
            }
            else
            {
                errors.Add($"{path}[{index}]", SlaErrorCodes.InvalidDate, "A date is written such as 2026-10-01.");
            }
        }
        return dates;
    }
}
