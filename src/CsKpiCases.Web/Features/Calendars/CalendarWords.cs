using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Calendars;

/// <summary>Calendars and what changed in them, in the reader's words.</summary>
public static class CalendarWords
{
    /// <summary>The windows of a list, overnight ones marked; a dash for none.</summary>
    public static string Windows(this Texts texts, IReadOnlyList<TimeWindow> windows)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(windows);
        return windows.Count == 0 ? "—" : string.Join(texts["list.comma"], windows.Select(texts.Window));
    }

    /// <summary>Typed windows in words: only those that can be read, so that an overnight end is seen while it is typed.</summary>
    public static string Windows(this Texts texts, string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var windows = typed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => TimeWindow.TryParse(text, out var window) ? window : (TimeWindow?)null).OfType<TimeWindow>().ToList();
        return windows.Exists(window => window.EndFromStartDay > 1440) ? texts.Windows(windows) : "";
    }

    public static string Sentence(this Texts texts, CalendarChange change)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(change);
        return change.Part switch
        {
            CalendarPart.HolidaysAdded or CalendarPart.HolidaysRemoved or CalendarPart.WorkdaysAdded or CalendarPart.WorkdaysRemoved =>
                texts["calendars.change.days", texts.Code("calendars.part.", change.Part.ToString()), Days(change.After)],
            CalendarPart.Weekly => texts["calendars.change", texts["weekday." + change.Subject], Value(texts, change.Before), Value(texts, change.After)],
            CalendarPart.WorkdayHours => texts["calendars.change", texts["calendar.workday-hours"], Value(texts, change.Before), Value(texts, change.After)],
            _ => texts["calendars.change", texts.Code("calendars.part.", change.Part.ToString()), Value(texts, change.Before), Value(texts, change.After)],
        };
    }

    public static string Kind(this Texts texts, DayKind kind) => texts.Code("calendars.day.", kind.ToString());

    /// <summary>A range with a dash that reads as one.</summary>
    private static string Days(string? ranges) => (ranges ?? "").Replace("..", " – ", StringComparison.Ordinal);

    private static string Value(Texts texts, string? value) => string.IsNullOrEmpty(value) ? texts["calendars.nothing"] : value;
}
