using System.Globalization;

namespace CsKpiCases.Web.Hosting;

/// <summary>A shop's local days as instants: right on the days on which its clocks are moved.</summary>
public static class LocalDays
{
    public const string DayFormat = "yyyy-MM-dd";

    /// <summary>The first instant of a local day: of a midnight that is skipped, the jump; of one that comes twice, the first.</summary>
    public static DateTime StartOf(DateOnly day, TimeZoneInfo zone) => At(day, TimeOnly.MinValue, zone);

    /// <summary>The instant of a local time: inside a skipped hour the jump, in a repeated hour the first occurrence.</summary>
    public static DateTime At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = day.ToDateTime(time);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }

    /// <summary>The local day of an instant.</summary>
    public static DateOnly Of(DateTime at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, zone));

    public static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads yyyy-MM-dd of the years 1900 to 2200: no shop's day lies beyond, and days can be counted from it either way.</summary>
    public static bool TryParse(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 1900 and <= 2200;
}
