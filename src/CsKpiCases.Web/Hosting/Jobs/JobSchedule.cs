using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Hosting.Jobs;

/// <summary>
/// When the work of a period falls due, in a shop's local time: a day's on the next day, a month's on the first of the next
/// month, a shift's at its end.
/// </summary>
public abstract record JobSchedule
{
    /// <summary>Never by itself: its work is owed by those who ask for it, and what its periods stand for the job knows alone.</summary>
    public static JobSchedule OnRequest { get; } = new RequestSchedule();

    /// <summary>Each day at a local time, for the day before.</summary>
    public static JobSchedule Daily(int hour, int minute) => new CalendarSchedule(false, new TimeOnly(hour, minute));

    /// <summary>On the first of each month at a local time, for the month before.</summary>
    public static JobSchedule Monthly(int hour, int minute) => new CalendarSchedule(true, new TimeOnly(hour, minute));

    /// <summary>At each end of these shifts; the period is that instant. Without shifts nothing ever falls due.</summary>
    public static JobSchedule ShiftEnds(IReadOnlyCollection<Shift> shifts) => new ShiftSchedule(shifts);

    /// <summary>The periods that belong to a local day, to be run by hand: the day, its month, or the ends of the shifts that begin on it.</summary>
    public abstract IReadOnlyList<string> PeriodsOf(DateOnly day, TimeZoneInfo zone);

    /// <summary>Whether a text is a period as this schedule writes it.</summary>
    public abstract bool IsPeriod(string? text, TimeZoneInfo zone);

    /// <summary>Whether a period is over, so that it can be run by hand.</summary>
    public abstract bool IsOver(string period, TimeZoneInfo zone, DateTime now);

    /// <summary>The newest day or month that is complete on a local day; null where nothing is run for dates.</summary>
    public abstract string? LastComplete(DateOnly today);

    /// <summary>The periods that fell due by now, oldest first: all of them, for how long nobody ever looked.</summary>
    /// <param name="zone">The shop's.</param>
    /// <param name="last">The newest period that is in the ledger; null when there is none.</param>
    /// <param name="since">When the shop came to be: nothing is owed for what lies before.</param>
    /// <param name="now">UTC.</param>
    public abstract IReadOnlyList<string> Due(TimeZoneInfo zone, string? last, DateTime since, DateTime now);

    /// <summary>The next instant, after now, at which a period falls due; null: none ever does.</summary>
    public abstract DateTime? NextAt(TimeZoneInfo zone, DateTime now);

    /// <summary>Whether work is owed only by those who ask for it.</summary>
    public bool IsOnRequest => this is RequestSchedule;
}
