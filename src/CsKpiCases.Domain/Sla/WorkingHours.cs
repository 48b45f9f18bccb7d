namespace CsKpiCases.Domain.Sla;

/// <summary>
/// The definition of working time: per weekday any number of windows, holidays, make-up working days
/// (sla.md, rule 7). Dates and windows are local to <see cref="Zone"/>.
/// </summary>
public sealed class WorkingHours
{
    private readonly TimeWindow[][] _weekly = new TimeWindow[7][];

    public WorkingHours(
        TimeZoneInfo zone,
        IReadOnlyDictionary<DayOfWeek, IReadOnlyList<TimeWindow>> weekly,
        IEnumerable<DateOnly>? holidays = null,
        IEnumerable<DateOnly>? workdays = null,
        IReadOnlyList<TimeWindow>? workdayHours = null)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(weekly);
        Zone = zone;
        for (var day = 0; day < 7; day++)
        {
            _weekly[day] = weekly.TryGetValue((DayOfWeek)day, out var windows) ? Merge(windows) : [];
        }
        Holidays = new SortedSet<DateOnly>(holidays ?? []);
        Workdays = new SortedSet<DateOnly>(workdays ?? []);
        HolidayNumbers = Holidays.Select(date => date.DayNumber).ToHashSet();
        WorkdayNumbers = Workdays.Select(date => date.DayNumber).ToHashSet();
        WorkdayHours = Merge(workdayHours ?? []);
    }

    public TimeZoneInfo Zone { get; }

    public IReadOnlySet<DateOnly> Holidays { get; }

    /// <summary>Make-up working days; they outrank holidays.</summary>
    public IReadOnlySet<DateOnly> Workdays { get; }

    /// <summary>The windows of every make-up working day, whatever its weekday.</summary>
    public IReadOnlyList<TimeWindow> WorkdayHours { get; }

    private HashSet<int> HolidayNumbers { get; }

    private HashSet<int> WorkdayNumbers { get; }

    /// <summary>Whether no window is defined at all.</summary>
    public bool IsEmpty => WorkdayHours.Count == 0 && _weekly.All(day => day.Length == 0);

    /// <summary>The windows of a weekday, in order, without overlaps.</summary>
    public IReadOnlyList<TimeWindow> WindowsOf(DayOfWeek day) => _weekly[(int)day];

    internal IReadOnlyList<TimeWindow> WindowsOf(int dayNumber)
    {
        if (WorkdayNumbers.Contains(dayNumber))
        {
            return WorkdayHours;
        }
        // Day number 0 is 0001-01-01, a Monday.
        return HolidayNumbers.Contains(dayNumber) ? [] : _weekly[(dayNumber + 1) % 7];
    }

    /// <summary>Overlapping and touching windows count once. Edges keep their order in any zone, so this holds for UTC too.</summary>
    private static TimeWindow[] Merge(IEnumerable<TimeWindow> windows)
    {
        var merged = new List<TimeWindow>();
        foreach (var window in windows.OrderBy(window => window.Start).ThenBy(window => window.EndFromStartDay))
        {
            if (merged.Count > 0 && window.Start <= merged[^1].EndFromStartDay)
            {
                var last = merged[^1];
                // More than 24 hours from its start cannot be written as one window: the rest is the next day's tail.
                if (window.EndFromStartDay <= last.EndFromStartDay)
                {
                    continue;
                }
                if (window.EndFromStartDay - last.Start <= 1440)
                {
                    var end = window.EndFromStartDay;
                    merged[^1] = last with { End = end <= 1440 ? end : end - 1440 };
                    continue;
                }
            }
            merged.Add(window);
        }
        return [.. merged];
    }
}
