using System.Globalization;

namespace CsKpiCases.Domain.Sla;

/// <summary>UTC instants in whole seconds (sla.md, rule 9), and their seconds since 1970 in which calendars count.</summary>
public static class Instants
{
    private const string OutputFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly string[] InputFormats =
    [
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    /// <summary>The last second that a .NET instant can hold.</summary>
    internal static readonly long LastSecond = SecondsOf(DateTime.MaxValue);

    /// <summary>Cuts an instant to whole seconds, as UTC.</summary>
    public static DateTime Cut(DateTime instant) =>
        new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    /// <summary>Writes an instant as <c>2026-03-02T10:00:00Z</c>.</summary>
    public static string Format(DateTime instant) => instant.ToString(OutputFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads an ISO 8601 instant with its offset, cut to whole seconds.</summary>
    public static bool TryParse(string? text, out DateTime instant)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var read = DateTime.TryParseExact(text, InputFormats, CultureInfo.InvariantCulture, styles, out var parsed);
        instant = read ? Cut(parsed) : default;
        return read;
    }

    internal static long SecondsOf(DateTime instant) =>
        (instant.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    internal static DateTime FromSeconds(long seconds) =>
        new(DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
