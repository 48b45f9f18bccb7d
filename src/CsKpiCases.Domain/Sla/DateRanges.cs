using System.Globalization;
using System.Text.RegularExpressions;

namespace CsKpiCases.Domain.Sla;

/// <summary>Dates as people list them: <c>2026-10-01..2026-10-07, 2026-10-10</c>, both ends included.</summary>
public static partial class DateRanges
{
    private const string Format = "yyyy-MM-dd";

    // A typed year too many must not become a list of centuries.
    private const int LongestRange = 366;

    /// <summary>More days than this no calendar lists: fifty years of holidays are some two thousand.</summary>
    internal const int MostDays = 20_000;

    private static readonly string[] Formats = [Format, "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];
    private static readonly string[] Between = ["..", "~", "～", "至", "到", "–", "—"];

    /// <summary>Writes dates in order, days that follow each other as one range.</summary>
    public static string Write(IEnumerable<DateOnly> dates)
    {
        var ranges = new List<(DateOnly From, DateOnly To)>();
        foreach (var date in dates.Order())
        {
            if (ranges.Count > 0 && date <= ranges[^1].To.AddDays(1))
            {
                ranges[^1] = (ranges[^1].From, date);
            }
            else
            {
                ranges.Add((date, date));
            }
        }
        return string.Join(", ", ranges.Select(range => range.From == range.To ? Text(range.From) : $"{Text(range.From)}..{Text(range.To)}"));
    }

    /// <summary>The dates of a list as texts of the file format; what cannot be read is left as it is, to be refused in its place.</summary>
    public static IReadOnlyList<string> Expand(string? text)
    {
        var dates = new List<string>();
        foreach (var item in Joined(text ?? "").Split([',', '，', '、', ';', '；', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (dates.Count < MostDays && TryParse(item, out var from, out var to))
            {
                dates.AddRange(Days(from, to).Select(Text));
            }
            else
            {
                dates.Add(item);
            }
        }
        return [.. dates.Distinct()];
    }

    /// <summary>Reads one date or range; false where it is none, or its end lies before its start or more than a year after it.</summary>
    public static bool TryParse(string item, out DateOnly from, out DateOnly to)
    {
        ArgumentNullException.ThrowIfNull(item);
        var parts = item.Split(Between, 2, StringSplitOptions.TrimEntries);
        to = default;
        return TryParseDay(parts[0], out from)
            && TryParseDay(parts[^1], out to)
            && to >= from && to.DayNumber - from.DayNumber <= LongestRange;
    }

    /// <summary>A text whose ranges have no blanks around their middle, so that it can be split at blanks: 2027-05-01 至 2027-05-03.</summary>
    internal static string Joined(string text) => LooseRange().Replace(text, match => match.Groups["middle"].Value.Replace("-", "..", StringComparison.Ordinal));

    public static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to)
    {
        for (var number = from.DayNumber; number <= to.DayNumber; number++)
        {
            yield return DateOnly.FromDayNumber(number);
        }
    }

    public static string Text(DateOnly date) => date.ToString(Format, CultureInfo.InvariantCulture);

    // A hyphen stands inside dates too: it joins two of them only with blanks around it.
    [GeneratedRegex(@"(?<=[0-9日])(?:[ \t]*(?<middle>\.\.|[~～至到–—])[ \t]*|[ \t]+(?<middle>-)[ \t]+)(?=[0-9])", RegexOptions.ExplicitCapture)]
    private static partial Regex LooseRange();

    private static bool TryParseDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
