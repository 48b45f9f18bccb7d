using System.Globalization;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Tests.Sla;

/// <summary>The calendars and instants that the tests of this folder speak of.</summary>
internal static class Calendars
{
    public static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    public static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    private static readonly DayOfWeek[] MondayToFriday =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>The scenarios' calendar: Mon–Fri 09:00–18:00, Oct 1–7 2026 holiday, Sat Oct 10 works.</summary>
    public static WorkingCalendar Scenario { get; } = Office("09:00-18:00");

    public static WorkingCalendar Lunch { get; } = Office("09:00-12:00", "13:30-18:00");

    public static WorkingCalendar Office(params string[] windows) => new(new WorkingHours(
        Shanghai,
        On(MondayToFriday, windows),
        Enumerable.Range(1, 7).Select(day => new DateOnly(2026, 10, day)),
        [new DateOnly(2026, 10, 10)],
        Windows("09:00-18:00")));

    public static WorkingCalendar Daily(TimeZoneInfo zone, params string[] windows) =>
        new(new WorkingHours(zone, On(Enum.GetValues<DayOfWeek>(), windows)));

    public static WorkingCalendar OnDays(TimeZoneInfo zone, DayOfWeek[] days, DateOnly[] holidays, params string[] windows) =>
        new(new WorkingHours(zone, On(days, windows), holidays));

    public static IReadOnlyDictionary<DayOfWeek, IReadOnlyList<TimeWindow>> On(DayOfWeek[] days, params string[] windows) =>
        days.ToDictionary(day => day, _ => (IReadOnlyList<TimeWindow>)Windows(windows));

    public static TimeWindow[] Windows(params string[] texts) => [.. texts.Select(text =>
        TimeWindow.TryParse(text, out var window) ? window : throw new FormatException(text))];

    /// <summary>An instant from Shanghai's wall clock, such as <c>2026-06-01 16:00</c>, or with an offset behind it.</summary>
    public static DateTime At(string text)
    {
        var withOffset = text.Length > 19 ? text : text + " +08:00";
        return DateTimeOffset.Parse(withOffset, CultureInfo.InvariantCulture).UtcDateTime;
    }

    public static long Hours(double hours) => (long)(hours * 3600);
}
