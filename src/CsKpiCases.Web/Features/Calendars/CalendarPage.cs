using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;

namespace CsKpiCases.Web.Features.Calendars;

/// <summary>The list of calendars.</summary>
public sealed record CalendarList(IReadOnlyList<CalendarLine> Lines, string? ReadOnly);

/// <summary>The page of one calendar: its form, or the same to read.</summary>
/// <param name="Stored">Null: a new one.</param>
/// <param name="Shown">The calendar whose days are drawn: as typed where that can be read.</param>
/// <param name="ReadOnly">Why it cannot be edited; null when it can.</param>
/// <param name="Since">What somebody else has saved since the form was opened; null: nothing.</param>
/// <param name="Missing">The year whose holidays should be known and are not, or not all.</param>
public sealed record CalendarPage(
    CalendarForm Form, StoredCalendar? Stored, WorkingHours? Shown, FieldFaults Faults, IReadOnlyList<SlaWarning> Warnings, string? ReadOnly, CalendarVersionLine? Since, int? Missing, DateOnly Today)
{
    public bool IsNew => Stored is null;

    public string Action => IsNew ? "/sla/new-calendar" : CalendarHref.Of(Stored!.Row.Name);

    /// <summary>What was pasted or is in the file of a year that could not be read.</summary>
    public string? Pasted { get; init; }

    /// <summary>Of what was pasted; null: not said.</summary>
    public YearScope? Scope { get; init; }

    public FieldFaults YearFaults { get; init; } = FieldFaults.None;

    /// <summary>The year that is most likely entered next: the one that was just refused, one that is missing, or the one behind the last that is known.</summary>
    public int NextYear => YearFaults.Any ? Form.Year : Missing ?? Stored?.Calendar.HolidaysKnownUntil + 1 ?? Form.Year;
}

/// <summary>What a notice says about a year.</summary>
public enum YearScope
{
    /// <summary>All of its days off and make-up days.</summary>
    Whole,

    /// <summary>Some of them.</summary>
    Part,
}

/// <summary>What saving would change, before it is done.</summary>
/// <param name="Document">What will be saved, as a file of one calendar.</param>
/// <param name="Years">The years in which days change, with those days.</param>
public sealed record CalendarPreview(
    CalendarPage Page, WorkingCalendar Calendar, string Document, IReadOnlyList<CalendarChange> Changes, IReadOnlyList<SlaWarning> Warnings, IReadOnlyList<ChangedYear> Years);

/// <summary>The days of a year that become something else.</summary>
public sealed record ChangedYear(int Year, IReadOnlyList<(DateOnly Date, DayKind Before, DayKind After)> Days);

/// <summary>For <c>_Year</c>: a year's picture.</summary>
/// <param name="IsChosen">Whether days can be chosen, in the form around it.</param>
/// <param name="Marked">Days to be pointed out: those that change.</param>
public sealed record YearPicture(WorkingHours Hours, int Year, DateOnly Today, bool IsChosen, IReadOnlySet<DateOnly> Marked);

/// <summary>Addresses of calendars: a name may hold anything.</summary>
public static class CalendarHref
{
    public static string Of(string name) => "/sla/calendars/" + Uri.EscapeDataString(name);
}
