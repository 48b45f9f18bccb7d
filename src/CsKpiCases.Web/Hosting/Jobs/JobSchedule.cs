using System.Globalization;

namespace CsKpiCases.Web.Hosting.Jobs;

/// <summary>When the work of a period falls due, in a shop's local time: a day's on the next day, a month's on the first of the next month.</summary>
public sealed record JobSchedule
{
    private const string MonthFormat = "yyyy-MM";

    private readonly bool isMonthly;
    private readonly TimeOnly at;

    /// <summary>Never by itself: its work is owed by those who ask for it, and what its periods stand for the job knows alone.</summary>
    public static JobSchedule OnRequest { get; } = new(false, default) { IsOnRequest = true };

    private JobSchedule(bool isMonthly, TimeOnly at) => (this.isMonthly, this.at) = (isMonthly, at);

    public bool IsOnRequest { get; private init; }

    /// <summary>Each day at a local time, for the day before.</summary>
    public static JobSchedule Daily(int hour, int minute) => new(false, new TimeOnly(hour, minute));

    /// <summary>On the first of each month at a local time, for the month before.</summary>
    public static JobSchedule Monthly(int hour, int minute) => new(true, new TimeOnly(hour, minute));

    /// <summary>The period that holds a local day: <c>yyyy-MM-dd</c>, or <c>yyyy-MM</c>.</summary>
    public string PeriodOf(DateOnly day) => day.ToString(isMonthly ? MonthFormat : LocalDays.DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a period as <see cref="PeriodOf"/> writes it; its first day.</summary>
    public bool TryParse(string? period, out DateOnly first) =>
        DateOnly.TryParseExact(period, isMonthly ? MonthFormat : LocalDays.DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out first) && !IsOnRequest;

    /// <summary>The period before the one that a local day lies in: the newest that can be complete.</summary>
    public string LastComplete(DateOnly today) => PeriodOf(Plus(First(PeriodOf(today)), -1));

    /// <summary>When a period's work falls due.</summary>
    public DateTime DueAt(string period, TimeZoneInfo zone) => LocalDays.At(Plus(First(period), 1), at, zone);

    /// <summary>The periods that fell due by now, oldest first: all of them, for how long nobody ever looked.</summary>
    /// <param name="zone">The shop's.</param>
    /// <param name="last">The newest period that is in the ledger; null when there is none.</param>
    /// <param name="since">When the shop came to be: nothing is owed for what lies before.</param>
    /// <param name="now">UTC.</param>
    public IReadOnlyList<string> Due(TimeZoneInfo zone, string? last, DateTime since, DateTime now)
    {
        if (IsOnRequest) return [];
        var day = last is null ? First(PeriodOf(LocalDays.Of(since, zone))) : Plus(First(last), 1);
        var due = new List<string>();
        for (; DueAt(PeriodOf(day), zone) <= now; day = Plus(day, 1)) due.Add(PeriodOf(day));
        return due;
    }

    /// <summary>The next instant, after now, at which a period falls due; the last one that there is where none ever does.</summary>
    public DateTime NextAt(TimeZoneInfo zone, DateTime now)
    {
        if (IsOnRequest) return DateTime.MaxValue;
        var day = Plus(First(PeriodOf(LocalDays.Of(now, zone))), -1);
        while (DueAt(PeriodOf(day), zone) <= now) day = Plus(day, 1);
        return DueAt(PeriodOf(day), zone);
    }

    private DateOnly First(string period) => TryParse(period, out var first)
        ? first
        : throw new FormatException($"'{period}' is no period of this job ({(isMonthly ? MonthFormat : LocalDays.DayFormat)}).");

    private DateOnly Plus(DateOnly first, int periods) => isMonthly ? first.AddMonths(periods) : first.AddDays(periods);
}
