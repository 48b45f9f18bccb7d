using System.Globalization;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Calendars;

/// <summary>Puts the pages of one calendar together, as the reader may see and edit them.</summary>
public sealed class BuildCalendarPage(ReadCalendars read, CheckCalendar check, CurrentShop current, ShopBook shops, TimeProvider clock, Texts texts)
{
    // Years that differ are drawn one by one; an import of decades is summed up in its list of changes.
    private const int MostYears = 3;

    /// <summary>The stored calendar at a year, or a new one where no name is given; null where there is none of the name.</summary>
    public async Task<CalendarPage?> RunAsync(string? name, string? year, SignedIn reader, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (name is null)
        {
            var weekly = CalendarForm.Weekdays.Take(5).ToDictionary(day => day, _ => "09:00-18:00");
            var empty = new CalendarForm { Weekly = weekly, Year = CalendarForm.YearOf(year, now.Year) };
            return Drawn(new CalendarPage(empty, null, null, FieldFaults.None, [], texts.ReadOnlyReason(reader, [], []), null, null, DateOnly.FromDateTime(now)));
        }

        if (await read.FindAsync(name, await current.ReachedAsync(cancellation), cancellation) is not { } stored) return null;
        var missing = SlaWarnings.IncompleteYear(stored.Calendar, now) ?? SlaWarnings.UnannouncedYear(stored.Calendar, now);
        var today = stored.Calendar.LocalDate(now);
        var form = CalendarForm.Read(stored.Row.Document, CalendarForm.YearOf(year, today.Year), stored.Row.Id)!;
        var reason = texts.ReadOnlyReason(reader, await shops.AllAsync(cancellation), stored.Users);
        var warnings = (await check.RunAsync(stored.Row.Document, name, cancellation)).Warnings;
        return new CalendarPage(form, stored, stored.Calendar.Hours, FieldFaults.None, warnings, reason, null, missing, today);
    }

    /// <summary>The form as sent; told of what somebody else has saved since it was opened.</summary>
    public static CalendarPage With(CalendarPage page, CalendarForm form, FieldFaults faults)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(form);
        var newest = page.Stored?.Versions[0];
        var since = newest is not null && form.BaseId != newest.Id ? newest : null;
        return Drawn(page with { Form = since is null ? form : form with { BaseId = newest!.Id }, Faults = faults, Since = since, Warnings = [] });
    }

    /// <summary>What saving the form would change; the form's page where it is refused.</summary>
    public async Task<(CalendarPreview? Preview, CalendarPage Page)> PreviewAsync(CalendarPage page, CalendarForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(form);
        var document = form.ToJson();
        var found = await check.RunAsync(document, page.Stored?.Row.Name, cancellation);
        var shown = With(page, form, found.Faults);
        if (found.Calendar is not { } calendar || shown.Since is not null) return (null, shown);
        var changes = CalendarDifference.Between(found.Before, calendar);
        return (new CalendarPreview(shown, calendar, document, changes, found.Warnings, ChangedYears(found.Before, calendar, form.Year)), shown);
    }

    /// <summary>
    /// The form with a notice's days; the errors where it cannot be read. The whole of a year takes the place of that year's days
    /// and makes it known, if the one before it is; a part is added, and says nothing about the rest of the year.
    /// </summary>
    public static (CalendarForm Form, FieldErrors Errors) WithNotice(CalendarForm form, string text, int year, YearScope? scope)
    {
        ArgumentNullException.ThrowIfNull(form);
        var errors = new FieldErrors();
        var notice = HolidayNotice.Read(text, form.Name, errors);
        if (errors.Count == 0 && !notice.DaysOff.Concat(notice.Workdays).Any(day => day.Year == year)) errors.Add("year", "year_without_days", "It holds no day of this year.");
        if (scope is null) errors.Add("scope", "year_without_scope", "Say whether these are all days of the year.");
        if (errors.Count > 0) return (form, errors);
        var (off, work) = notice.Into(Dates(form.Holidays + " " + form.OtherHolidays), Dates(form.Workdays + " " + form.OtherWorkdays), scope == YearScope.Whole ? year : null);
        var changed = form with
        {
            Holidays = "", Workdays = "", OtherHolidays = DateRanges.Write(off), OtherWorkdays = DateRanges.Write(work), KnownUntil = scope == YearScope.Whole ? KnownWith(form.KnownUntil, year) : form.KnownUntil,
        };
        return (changed.At(year), errors);
    }

    /// <summary>A year makes itself known only behind a known one: the years between would count as known too.</summary>
    private static string KnownWith(string known, int year) =>
        int.TryParse(known, NumberStyles.None, CultureInfo.InvariantCulture, out var until) && year != until + 1 ? known : year.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<DateOnly> Dates(string text) => DateRanges.Expand(text)
        .Select(day => DateRanges.TryParse(day, out var date, out _) ? date : (DateOnly?)null).OfType<DateOnly>();

    /// <summary>The year on the page first; a calendar without windows would change every day and is summed up by its list.</summary>
    private static List<ChangedYear> ChangedYears(WorkingCalendar? before, WorkingCalendar after, int shown)
    {
        if (before?.Hours is not { } old || after.Hours is not { } hours) return [new ChangedYear(shown, [])];
        var years = old.Holidays.Union(old.Workdays).Union(hours.Holidays).Union(hours.Workdays).Select(day => day.Year).Append(shown).Distinct().Order();
        var changed = years.Select(year => new ChangedYear(year, CalendarYear.Moved(old, hours, year))).Where(year => year.Days.Count > 0).ToList();
        return [.. changed.OrderBy(year => Math.Abs(year.Year - shown)).Take(MostYears).OrderBy(year => year.Year)];
    }

    private static CalendarPage Drawn(CalendarPage page)
    {
        var read = CalendarFile.Parse((page.Form with { Name = "-" }).ToJson(), DateTime.UnixEpoch.AddYears(page.Form.Year - 1970), new FieldErrors());
        return page with { Shown = read.Count == 1 ? read[0].Hours : page.Stored?.Calendar.Hours };
    }
}
