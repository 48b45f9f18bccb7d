namespace CsKpiCases.Domain.Sla;

/// <summary>Something that is allowed and perhaps not meant.</summary>
/// <param name="Path">The field it is about, such as <c>weekly.mon</c> or <c>targets[0].calendar</c>; empty for the whole.</param>
/// <param name="Code">One of the codes of <see cref="SlaWarnings"/>.</param>
/// <param name="Arguments">What its text names, in order.</param>
public sealed record SlaWarning(string Path, string Code, IReadOnlyList<string> Arguments);

/// <summary>What editors are told beside errors: none of it refuses.</summary>
public static class SlaWarnings
{
    /// <summary>Two windows of one day share time, which counts once. Arguments: both windows.</summary>
    public const string OverlappingWindows = "overlapping_windows";

    /// <summary>A window's overnight tail reaches into a window of the next day. Arguments: the window, the next day's key, its window.</summary>
    public const string OverlapsNextDay = "overlaps_next_day";

    /// <summary>Another enabled policy matches the same cases with as many fields. Arguments: its name, and the one that wins.</summary>
    public const string EquallySpecific = "equally_specific";

    /// <summary>Nobody has announced a year's holidays as a whole. Arguments: the calendar's name, the year, how many of its days are entered.</summary>
    public const string YearNotAnnounced = "year_not_announced";

    /// <summary>
    /// A year is said to be known and lacks days off where the years before it had them. Arguments: the calendar's name, the year,
    /// its months as <c>4,5,6</c>.
    /// </summary>
    public const string YearIncomplete = "year_incomplete";

    /// <summary>From this month on the next year's holidays are missed: the State Council announces them in October or November.</summary>
    public const int MissedFromMonth = 10;

    /// <summary>The year whose holidays should be known at an instant and are not; null where all is well or holidays do not matter.</summary>
    public static int? UnannouncedYear(WorkingCalendar calendar, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (calendar.IsContinuous || calendar.HolidaysKnownUntil is not { } known)
        {
            return null;
        }
        var today = calendar.LocalDate(now);
        if (known < today.Year)
        {
            return today.Year;
        }
        return known == today.Year && today.Month >= MissedFromMonth ? today.Year + 1 : null;
    }

    /// <summary>The first year from now on that is said to be known and is not entered in full; null where all is well.</summary>
    public static int? IncompleteYear(WorkingCalendar calendar, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (calendar.Hours is not { } hours || calendar.HolidaysKnownUntil is not { } known)
        {
            return null;
        }
        var first = calendar.LocalDate(now).Year;
        // Beyond the last year with days there is nothing to compare with.
        var last = Math.Min(known, hours.Holidays.Select(day => day.Year).DefaultIfEmpty(first).Max() + 1);
        for (var year = first; year <= last; year++)
        {
            if (CalendarYear.MissingMonths(hours, year).Count > 0)
            {
                return year;
            }
        }
        return null;
    }

    /// <summary>What a calendar does not know and should.</summary>
    public static IReadOnlyList<SlaWarning> OfYears(WorkingCalendar calendar, string path, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var warnings = new List<SlaWarning>();
        var name = calendar.Name ?? "";
        if (IncompleteYear(calendar, now) is { } incomplete)
        {
            warnings.Add(new SlaWarning(path, YearIncomplete, [name, Text(incomplete), string.Join(',', CalendarYear.MissingMonths(calendar.Hours!, incomplete).Select(Text))]));
        }
        if (UnannouncedYear(calendar, now) is { } year)
        {
            warnings.Add(new SlaWarning(path, YearNotAnnounced, [name, Text(year), Text(EnteredDays(calendar, year))]));
        }
        return warnings;
    }

    /// <summary>How many days off and make-up days of a year a calendar has.</summary>
    public static int EnteredDays(WorkingCalendar calendar, int year)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return calendar.Hours is { } hours ? hours.Holidays.Concat(hours.Workdays).Count(day => day.Year == year) : 0;
    }

    /// <summary>What is odd about a calendar as written; windows that do not parse are left to <see cref="CalendarCheck"/>.</summary>
    public static IReadOnlyList<SlaWarning> Of(CalendarSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var weekly = CalendarCheck.Weekdays.Select(IReadOnlyList<TimeWindow> (day) => Parsed(spec.Weekly?.GetValueOrDefault(day.Key))).ToList();
        return [.. Overlaps(weekly), .. Within("workdayHours", Parsed(spec.WorkdayHours))];
    }

    /// <summary>What is odd about a policy beside the others in force.</summary>
    /// <param name="policy">As it is to be.</param>
    /// <param name="others">The newest versions; the one of the same name is passed over.</param>
    /// <param name="now">For years that are not announced.</param>
    public static IReadOnlyList<SlaWarning> Of(Policy policy, IEnumerable<Policy> others, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var warnings = new List<SlaWarning>();
        if (policy.IsEnabled)
        {
            warnings.AddRange(others
                .Where(other => other.Name != policy.Name && other.IsEnabled && AreEquallySpecific(policy, other))
                .Select(other => new SlaWarning("match", EquallySpecific, [other.Name, Winner(policy, other)])));
        }
        for (var index = 0; index < policy.Targets.Count; index++)
        {
            var (calendar, path) = (policy.Targets[index].Calendar, $"targets[{index}].calendar");
            if (calendar.Hours is { } hours)
            {
                var weekly = CalendarCheck.Weekdays.Select(day => hours.WindowsOf(day.Day)).ToList();
                warnings.AddRange(Overlaps(weekly).Select(warning => warning with { Path = path }));
            }
            warnings.AddRange(OfYears(calendar, path, now));
        }
        return warnings;
    }

    /// <summary>Whether one case can match both, with as many fields: then order and name alone decide.</summary>
    private static bool AreEquallySpecific(Policy one, Policy other) => one.Match.Count == other.Match.Count
        && one.Match.All(field => !other.Match.TryGetValue(field.Key, out var values) || values.Intersect(field.Value).Any());

    private static string Winner(Policy one, Policy other)
    {
        var order = one.Order != other.Order ? one.Order.CompareTo(other.Order) : string.CompareOrdinal(one.Name, other.Name);
        return order < 0 ? one.Name : other.Name;
    }

    private static IEnumerable<SlaWarning> Overlaps(List<IReadOnlyList<TimeWindow>> weekly)
    {
        for (var day = 0; day < weekly.Count; day++)
        {
            var next = (day + 1) % weekly.Count;
            foreach (var warning in Within("weekly." + CalendarCheck.Weekdays[day].Key, weekly[day]))
            {
                yield return warning;
            }
            foreach (var window in weekly[day])
            {
                if (weekly[next].Where(other => other.Start < window.EndFromStartDay - 1440).Cast<TimeWindow?>().FirstOrDefault() is { } met)
                {
                    var key = CalendarCheck.Weekdays[next].Key;
                    yield return new SlaWarning("weekly." + CalendarCheck.Weekdays[day].Key, OverlapsNextDay, [window.ToString(), key, met.ToString()]);
                }
            }
        }
    }

    private static IEnumerable<SlaWarning> Within(string path, IReadOnlyList<TimeWindow> windows)
    {
        var ordered = windows.OrderBy(window => window.Start).ThenBy(window => window.EndFromStartDay).ToList();
        for (var index = 1; index < ordered.Count; index++)
        {
            if (ordered[index].Start < ordered[index - 1].EndFromStartDay)
            {
                yield return new SlaWarning(path, OverlappingWindows, [ordered[index - 1].ToString(), ordered[index].ToString()]);
            }
        }
    }

    private static List<TimeWindow> Parsed(IReadOnlyList<string?>? texts)
    {
        var windows = new List<TimeWindow>();
        foreach (var text in texts ?? [])
        {
            if (TimeWindow.TryParse(text, out var window))
            {
                windows.Add(window);
            }
        }
        return windows;
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
