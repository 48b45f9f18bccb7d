namespace CsKpiCases.Domain.Sla;

/// <summary>
/// Working time: every second (<see cref="Continuous"/>), or the windows of a <see cref="WorkingHours"/>.
/// Intervals are half-open. Thread-safe; the days asked about so far are kept as one immutable table that grows.
/// </summary>
public sealed class WorkingCalendar
{
    /// <summary>How far ahead a due instant is looked for (sla.md, rule 7).</summary>
    public const int HorizonYears = 10;

    /// <summary>How near working time must be for a calendar to be usable (sla.md, rule 16).</summary>
    public const int ReachDays = 366;

    /// <summary>Stands for a length of working days that the calendar never has: it never falls due.</summary>
    internal const long Unreachable = long.MaxValue / 4;

    private readonly WorkingHours? _hours;
    private volatile DayTable? _table;

    private WorkingCalendar(WorkingHours? hours) => _hours = hours;

    public WorkingCalendar(WorkingHours hours, string? name = null, int? holidaysKnownUntil = null, long versionId = 0)
        : this(hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        Name = name;
        HolidaysKnownUntil = holidaysKnownUntil;
        VersionId = versionId;
    }

    /// <summary>Around the clock.</summary>
    public static WorkingCalendar Continuous { get; } = new((WorkingHours?)null);

    /// <summary>The name of a stored calendar; null for one written inside a policy, and for continuous time.</summary>
    public string? Name { get; }

    /// <summary>The last year whose holidays are announced; null where holidays do not matter.</summary>
    public int? HolidaysKnownUntil { get; }

    /// <summary>The stored version; 0 for one that is not stored.</summary>
    public long VersionId { get; }

    public bool IsContinuous => _hours is null;

    /// <summary>The definition; null for continuous time.</summary>
    public WorkingHours? Hours => _hours;

    /// <summary>Whether an instant lies in a year whose holidays nobody has announced yet: callers warn.</summary>
    public bool IsUnannouncedAt(DateTime instant) =>
        HolidaysKnownUntil is { } year && _hours is not null && LocalDate(instant).Year > year;

    /// <summary>The local date of an instant; in UTC for continuous time.</summary>
    public DateOnly LocalDate(DateTime instant) =>
        _hours is null ? DateOnly.FromDateTime(instant) : DateOnly.FromDayNumber(LocalDay(Instants.SecondsOf(instant)));

    /// <summary>Working seconds in [from, to); 0 if <paramref name="to"/> is not after <paramref name="from"/>.</summary>
    public long Elapsed(DateTime from, DateTime to)
    {
        if (to <= from)
        {
            return 0;
        }
        var (start, end) = (Instants.SecondsOf(from), Instants.SecondsOf(to));
        if (_hours is null)
        {
            return end - start;
        }
        var table = TableOver(start, end);
        return table.ElapsedUntil(end) - table.ElapsedUntil(start);
    }

    /// <summary>
    /// The first instant at which <paramref name="seconds"/> of working time have passed since
    /// <paramref name="from"/>; null if it is more than ten years ahead.
    /// </summary>
    public DateTime? Reach(DateTime from, long seconds) => Reach(from, seconds, Horizon(from));

    /// <summary>The same, looking as far as <paramref name="until"/>.</summary>
    public DateTime? Reach(DateTime from, long seconds, DateTime until)
    {
        var (start, last) = (Instants.SecondsOf(from), Instants.SecondsOf(until));
        if (_hours is null)
        {
            return seconds > last - start ? null : Instants.FromSeconds(start + seconds);
        }
        if (seconds <= 0)
        {
            return from;
        }
        if (seconds > last - start)
        {
            return null;
        }
        var found = Search(start, last, table => table.InstantAt(table.ElapsedUntil(start) + seconds));
        return found is { } instant ? Instants.FromSeconds(instant) : null;
    }

    /// <summary>The instant itself within working time, else the next opening; null if none within ten years.</summary>
    public DateTime? NextOpening(DateTime from)
    {
        if (_hours is null)
        {
            return from;
        }
        var start = Instants.SecondsOf(from);
        var found = Search(start, Instants.SecondsOf(Horizon(from)), table => table.NextOpening(start));
        return found is { } instant ? Instants.FromSeconds(instant) : null;
    }

    /// <summary>The working time within [from, to), in order, cut to it; all of it for continuous time.</summary>
    public IReadOnlyList<(DateTime From, DateTime To)> OpenBetween(DateTime from, DateTime to)
    {
        if (to <= from)
        {
            return [];
        }
        if (_hours is null)
        {
            return [(from, to)];
        }
        var (start, end) = (Instants.SecondsOf(from), Instants.SecondsOf(to));
        return
        [
            .. TableOver(start, end).WindowsBetween(start, end)
                .Select(window => (Instants.FromSeconds(window.Open), Instants.FromSeconds(window.Close))),
        ];
    }

    /// <summary>Whether a window opens on a local date.</summary>
    public bool IsWorkingDay(DateOnly date) => _hours is null
        || TableOver(LocalMidnight(date.DayNumber), LocalMidnight(date.DayNumber)).IsWorkingDay(date.DayNumber);

    /// <summary>
    /// The working seconds from a start to the last closing of the n-th working day after the start's local date
    /// (sla.md, rule 8): what <c>nWD</c> means for a run that starts then.
    /// </summary>
    public long WorkingDaysToSeconds(DateTime start, long days)
    {
        if (_hours is null)
        {
            throw new InvalidOperationException("Continuous time has no working days.");
        }
        var from = Instants.SecondsOf(start);
        var day = LocalDay(from);
        var closing = Search(from, Instants.SecondsOf(Horizon(Horizon(start))), table => table.LastClosingAfter(day, days));
        return closing is { } instant ? Elapsed(start, Instants.FromSeconds(instant)) : Unreachable;
    }

    /// <summary>Whether there is working time within 366 days from an instant on (sla.md, rule 16).</summary>
    public bool HasWorkingTime(DateTime asOf) =>
        _hours is null || (!_hours.IsEmpty && Elapsed(asOf, Later(asOf, ReachDays)) > 0);

    /// <summary>The same calendar as another version, sharing the days already worked out.</summary>
    public WorkingCalendar WithVersion(long versionId, string? name)
    {
        if (_hours is null)
        {
            return this;
        }
        return new WorkingCalendar(_hours, name ?? Name, HolidaysKnownUntil, versionId) { _table = _table };
    }

    private static DateTime Horizon(DateTime from) =>
        from.Year > DateTime.MaxValue.Year - HorizonYears ? Instants.Cut(DateTime.MaxValue) : from.AddYears(HorizonYears);

    private static DateTime Later(DateTime from, int days) =>
        from > DateTime.MaxValue.AddDays(-days) ? Instants.Cut(DateTime.MaxValue) : from.AddDays(days);

    private static long LocalMidnight(int dayNumber) => (dayNumber - (long)EpochDay) * 86_400;

    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private int LocalDay(long utcSeconds)
    {
        var local = utcSeconds + LocalTime.OffsetAt(_hours!.Zone, utcSeconds);
        return Math.Clamp((int)Math.Floor(local / 86_400d) + EpochDay, 0, DateOnly.MaxValue.DayNumber);
    }

    /// <summary>Looks in the table at hand first, then in wider and wider ones up to the last instant.</summary>
    private long? Search(long start, long last, Func<DayTable, long?> find)
    {
        for (long span = 0; ; span = Math.Max(span * 2, 400 * 86_400L))
        {
            var end = Math.Min(start + span, last);
            if (find(TableOver(start, end)) is { } found)
            {
                return found <= last ? found : null;
            }
            if (end == last)
            {
                return null;
            }
        }
    }

    /// <summary>A table that is right for every instant in [from, to].</summary>
    private DayTable TableOver(long from, long to)
    {
        // Two days of slack: the zone's offset, and the overnight tail of the day before.
        var first = Math.Max(DayOf(from) - 2, 0);
        var last = Math.Min(DayOf(to) + 2, DateOnly.MaxValue.DayNumber - 1);
        var table = _table;
        if (table is not null && table.FirstDay <= first && table.LastDay >= last)
        {
            return table;
        }
        first = Math.Min(table?.FirstDay ?? int.MaxValue, Math.Max(first - 40, 0));
        last = Math.Max(table?.LastDay ?? 0, Math.Min(last + 400, DateOnly.MaxValue.DayNumber - 1));
        // Two threads may build at once; both tables are right, and the wider range comes back when it is asked for.
        return _table = DayTable.Build(_hours!, first, last);
    }

    private static int DayOf(long seconds) => (int)Math.Floor(seconds / 86_400d) + EpochDay;
}
