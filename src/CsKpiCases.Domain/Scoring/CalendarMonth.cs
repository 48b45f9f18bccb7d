using System.Globalization;

namespace CsKpiCases.Domain.Scoring;

/// <summary>A month of the calendar, written yyyy-MM; years 2 to 9998.</summary>
public readonly record struct CalendarMonth : IComparable<CalendarMonth>
{
    // A year at each end is left out: a month's bounds in UTC lie beside it.
    private const int FirstYear = 2;
    private const int LastYear = 9998;

    // What people type has room on both sides, for the year before and the month after.
    private const int EarliestRead = 1900;
    private const int LatestRead = 2200;

    private readonly int _months;

    /// <summary>A month by year (2 to 9998) and number (1 to 12).</summary>
    public CalendarMonth(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, LastYear);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        _months = ((year - 1) * 12) + month - 1;
    }

    /// <summary>Year.</summary>
    public int Year => (_months / 12) + 1;

    /// <summary>Month, 1 to 12.</summary>
    public int Month => (_months % 12) + 1;

    /// <summary>The month after.</summary>
    public CalendarMonth Next => Plus(1);

    /// <summary>The month before.</summary>
    public CalendarMonth Previous => Plus(-1);

    /// <summary>The month so many months later (earlier, if negative).</summary>
    public CalendarMonth Plus(int months)
    {
        var sum = _months + months;
        return new CalendarMonth(Math.DivRem(sum, 12, out var rest) + 1, rest + 1);
    }

    /// <summary>The month in which an instant (UTC) falls in a time zone.</summary>
    public static CalendarMonth Of(DateTime instantUtc, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(instantUtc, DateTimeKind.Utc), zone);
        return new CalendarMonth(local.Year, local.Month);
    }

    /// <summary>Reads yyyy-MM that the program itself wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static CalendarMonth Parse(string text) => TryRead(text, FirstYear, LastYear, out var month) ? month : throw new FormatException($"'{text}' is no month.");

    /// <summary>Reads yyyy-MM of the years 1900 to 2200, as days are read; anything else is false.</summary>
    public static bool TryParse(string? text, out CalendarMonth month) => TryRead(text, EarliestRead, LatestRead, out month);

    private static bool TryRead(string? text, int earliest, int latest, out CalendarMonth month)
    {
        var read = DateTime.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year >= earliest && first.Year <= latest;
        month = read ? new CalendarMonth(first.Year, first.Month) : default;
        return read;
    }

    /// <inheritdoc/>
    public int CompareTo(CalendarMonth other) => _months.CompareTo(other._months);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}");

    /// <summary>Earlier.</summary>
    public static bool operator <(CalendarMonth left, CalendarMonth right) => left.CompareTo(right) < 0;

    /// <summary>Earlier or the same.</summary>
    public static bool operator <=(CalendarMonth left, CalendarMonth right) => left.CompareTo(right) <= 0;

    /// <summary>Later.</summary>
    public static bool operator >(CalendarMonth left, CalendarMonth right) => left.CompareTo(right) > 0;

    /// <summary>Later or the same.</summary>
    public static bool operator >=(CalendarMonth left, CalendarMonth right) => left.CompareTo(right) >= 0;
}
