using System.Globalization;

namespace CsKpiCases.Domain.Sla;

/// <summary>What can differ between two versions of a calendar.</summary>
public enum CalendarPart
{
    TimeZone,

    /// <summary>The windows of a weekday; <see cref="CalendarChange.Subject"/> is its key, such as <c>mon</c>.</summary>
    Weekly,
    WorkdayHours,
    HolidaysAdded,
    HolidaysRemoved,
    WorkdaysAdded,
    WorkdaysRemoved,
    KnownUntil,
}

/// <summary>One difference, older to newer, in the words of the file format; added and removed days stand in <paramref name="After"/>.</summary>
public sealed record CalendarChange(CalendarPart Part, string? Subject, string? Before, string? After);

/// <summary>Tells two versions of a calendar apart.</summary>
public static class CalendarDifference
{
    /// <summary>The exact differences; against nothing, what the calendar has.</summary>
    public static IReadOnlyList<CalendarChange> Between(WorkingCalendar? before, WorkingCalendar after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var (old, now) = (before?.Hours, after.Hours ?? throw new ArgumentException("Continuous time has no versions.", nameof(after)));
        var changes = new List<CalendarChange>();
        Add(changes, CalendarPart.TimeZone, null, old?.Zone.Id, now.Zone.Id);
        foreach (var (key, day) in CalendarCheck.Weekdays)
        {
            Add(changes, CalendarPart.Weekly, key, old is null ? null : Windows(old.WindowsOf(day)), Windows(now.WindowsOf(day)));
        }
        Add(changes, CalendarPart.WorkdayHours, null, old is null ? null : Windows(old.WorkdayHours), Windows(now.WorkdayHours));
        AddDays(changes, CalendarPart.HolidaysAdded, now.Holidays.Except(old?.Holidays ?? EmptyDays));
        AddDays(changes, CalendarPart.HolidaysRemoved, (old?.Holidays ?? EmptyDays).Except(now.Holidays));
        AddDays(changes, CalendarPart.WorkdaysAdded, now.Workdays.Except(old?.Workdays ?? EmptyDays));
        AddDays(changes, CalendarPart.WorkdaysRemoved, (old?.Workdays ?? EmptyDays).Except(now.Workdays));
        Add(changes, CalendarPart.KnownUntil, null, Year(before?.HolidaysKnownUntil), Year(after.HolidaysKnownUntil));
        return changes;
    }

    private static readonly IReadOnlySet<DateOnly> EmptyDays = new HashSet<DateOnly>();

    private static void Add(List<CalendarChange> changes, CalendarPart part, string? subject, string? before, string? after)
    {
        if ((before ?? "") != (after ?? ""))
        {
            changes.Add(new CalendarChange(part, subject, before, after));
        }
    }

    private static void AddDays(List<CalendarChange> changes, CalendarPart part, IEnumerable<DateOnly> days)
    {
        if (DateRanges.Write(days) is { Length: > 0 } ranges)
        {
            changes.Add(new CalendarChange(part, null, null, ranges));
        }
    }

    private static string Windows(IReadOnlyList<TimeWindow> windows) => string.Join(", ", windows);

    private static string? Year(int? year) => year?.ToString(CultureInfo.InvariantCulture);
}
