using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;

namespace CsKpiCases.Web.Features.Calendars;

/// <summary>A calendar as it would be saved, or what is wrong with it.</summary>
/// <param name="Calendar">Null where there are errors.</param>
/// <param name="Before">The version in force; null for a new name.</param>
/// <param name="Users">The policies in force that use it, enabled or not.</param>
public sealed record CheckedCalendar(
    WorkingCalendar? Calendar, WorkingCalendar? Before, FieldFaults Faults, IReadOnlyList<SlaWarning> Warnings, IReadOnlyList<Policy> Users);

/// <summary>Checks a document of one calendar as the import of a file does (rule 16 too), and beside it what a page can say.</summary>
public sealed class CheckCalendar(PolicyBook book, TimeProvider clock)
{
    /// <param name="document">A file of one calendar.</param>
    /// <param name="name">The calendar that the page is about; null: a new one, whose name must be free.</param>
    /// <param name="cancellation">Before the calendars are read.</param>
    public async Task<CheckedCalendar> RunAsync(string document, string? name, CancellationToken cancellation)
    {
        var pages = await book.ReadAsync(cancellation);
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        var errors = new FieldErrors();
        var read = CalendarFile.Parse(document, now, errors);
        if (errors.Count == 0 && read.Count != 1) errors.Add("", SlaErrorCodes.Required, "There must be one calendar.");
        if (errors.Count == 0) CheckName(read[0].Name!, name, pages, errors);
        var faults = new FieldFaults([.. errors.All.Select(error => error with { Path = FieldOf(error.Path) })]);
        var before = name is null ? null : pages.Calendars.GetValueOrDefault(name);
        return new CheckedCalendar(
            faults.Any ? null : read[0], before, faults, faults.Any ? [] : Odd(document, read[0], now), UsersOf(pages, name));
    }

    /// <summary>The policies in force that a calendar's new version moves.</summary>
    public static IReadOnlyList<Policy> UsersOf(PolicyPages pages, string? name)
    {
        ArgumentNullException.ThrowIfNull(pages);
        return name is null ? [] : [.. pages.Current.Where(policy => policy.Targets.Any(target => target.Calendar.Name == name))];
    }

    private static List<SlaWarning> Odd(string document, WorkingCalendar calendar, DateTime now)
    {
        var warnings = new List<SlaWarning>(CalendarForm.SpecOf(document) is { } spec ? SlaWarnings.Of(spec) : []);
        warnings.AddRange(SlaWarnings.OfYears(calendar, "", now));
        return warnings;
    }

    private static void CheckName(string given, string? name, PolicyPages pages, FieldErrors errors)
    {
        if (name is not null)
        {
            if (given != name) errors.Add("name", "calendar_name_changed", "A calendar keeps its name.");
        }
        else if (given == PolicyDifference.Continuous)
        {
            errors.Add("name", SlaErrorCodes.InvalidName, "Continuous time has this name.");
        }
        else if (pages.Calendars.ContainsKey(given))
        {
            errors.Add("name", SlaErrorCodes.DuplicateName, "There is a calendar of this name.");
        }
    }

    /// <summary>The form's field: without the file's index; the calendar as a whole is its week.</summary>
    private static string FieldOf(string path) => path == "[0]" ? "weekly" : path.StartsWith("[0].", StringComparison.Ordinal) ? path[4..] : path;
}
