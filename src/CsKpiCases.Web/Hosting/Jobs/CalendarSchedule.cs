using System.Globalization;

namespace CsKpiCases.Web.Hosting.Jobs;

/// <summary>Periods are local days, <c>yyyy-MM-dd</c>, or months, <c>yyyy-MM</c>.</summary>
internal sealed record CalendarSchedule(bool IsMonthly, TimeOnly At) : JobSchedule
{
    private const string MonthFormat = "yyyy-MM";

    public override IReadOnlyList<string> PeriodsOf(DateOnly day, TimeZoneInfo zone) => [PeriodOf(day)];

    // years as of days everywhere: what lies beyond cannot be counted from
    public override bool IsPeriod(string? text, TimeZoneInfo zone) => LocalDays.TryParse(IsMonthly ? text + "-01" : text, out _);

    public override bool IsOver(string period, TimeZoneInfo zone, DateTime now) => string.CompareOrdinal(period, LastComplete(LocalDays.Of(now, zone))) <= 0;

    public override string LastComplete(DateOnly today) => PeriodOf(Plus(First(PeriodOf(today)), -1));

    public override IReadOnlyList<string> Due(TimeZoneInfo zone, string? last, DateTime since, DateTime now)
    {
        var day = last is null ? First(PeriodOf(LocalDays.Of(since, zone))) : Plus(First(last), 1);
        var due = new List<string>();
        for (; DueAt(PeriodOf(day), zone) <= now; day = Plus(day, 1)) due.Add(PeriodOf(day));
        return due;
    }

    public override DateTime? NextAt(TimeZoneInfo zone, DateTime now)
    {
        var day = Plus(First(PeriodOf(LocalDays.Of(now, zone))), -1);
        while (DueAt(PeriodOf(day), zone) <= now) day = Plus(day, 1);
        return DueAt(PeriodOf(day), zone);
    }

    /// <summary>When a period's work falls due.</summary>
    private DateTime DueAt(string period, TimeZoneInfo zone) => LocalDays.At(Plus(First(period), 1), At, zone);

    private string PeriodOf(DateOnly day) => day.ToString(IsMonthly ? MonthFormat : LocalDays.DayFormat, CultureInfo.InvariantCulture);

    private bool TryParse(string? period, out DateOnly first) =>
        DateOnly.TryParseExact(period, IsMonthly ? MonthFormat : LocalDays.DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out first);

    private DateOnly First(string period) => TryParse(period, out var first)
        ? first
        : throw new FormatException($"'{period}' is no period of this job ({(IsMonthly ? MonthFormat : LocalDays.DayFormat)}).");

    private DateOnly Plus(DateOnly first, int periods) => IsMonthly ? first.AddMonths(periods) : first.AddDays(periods);
}
