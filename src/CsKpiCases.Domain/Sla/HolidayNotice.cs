using System.Globalization;
using System.Text.Json;

namespace CsKpiCases.Domain.Sla;

/// <summary>The days off and make-up days that a year's notice announces, as a file or pasted.</summary>
/// <param name="DaysOff">Days off.</param>
/// <param name="Workdays">Make-up working days.</param>
public sealed record HolidayNotice(IReadOnlyList<DateOnly> DaysOff, IReadOnlyList<DateOnly> Workdays)
{
    private static readonly string[] OffWords = ["holiday", "holidays", "off", "休", "休息", "放假", "假", "节假日"];
    private static readonly string[] WorkWords = ["workday", "workdays", "work", "班", "上班", "补班", "调休", "调休上班"];

    /// <summary>
    /// Reads a calendar file (of several calendars the one named), an object with <c>holidays</c> and <c>workdays</c>, or lines of
    /// a date or range and what it is: <c>2027-01-01..2027-01-03, holiday</c>, <c>2027-01-10,班</c>. A line that only says what
    /// follows, such as <c>workdays:</c>, holds for those behind it. A date of which nobody has said what it is is refused: a
    /// forgotten word must not become a day off.
    /// </summary>
    /// <example><c>"2027-01-01 至 2027-01-03 放假\n2027-01-10 班"</c> is three days off and one make-up day.</example>
    public static HolidayNotice Read(string text, string calendar, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(errors);
        var (off, work) = (new List<DateOnly>(), new List<DateOnly>());
        if (text.TrimStart().StartsWith('[') || text.TrimStart().StartsWith('{'))
        {
            ReadJson(text, calendar, off, work, errors);
        }
        else
        {
            ReadLines(text, off, work, errors);
        }
        if (off.Intersect(work).Order().Select(date => (DateOnly?)date).FirstOrDefault() is { } both)
        {
            errors.Add("", SlaErrorCodes.InvalidDate, $"{both:yyyy-MM-dd} is said to be a day off and a working day.");
        }
        if (errors.Count == 0 && off.Count + work.Count == 0)
        {
            errors.Add("", "no_dates", "There are no dates in it.");
        }
        return new HolidayNotice([.. off.Distinct().Order()], [.. work.Distinct().Order()]);
    }

    /// <summary>
    /// A calendar's days with a year's replaced by the notice's; without a year nothing is replaced. Days of other years are added
    /// to theirs: a notice may move a day of the December before it.
    /// </summary>
    public (IReadOnlyList<DateOnly> DaysOff, IReadOnlyList<DateOnly> Workdays) Into(IEnumerable<DateOnly> daysOff, IEnumerable<DateOnly> workdays, int? year) =>
    (
        [.. daysOff.Where(date => date.Year != year).Except(Workdays).Union(DaysOff).Order()],
        [.. workdays.Where(date => date.Year != year).Except(DaysOff).Union(Workdays).Order()]
    );

    private static void ReadLines(string text, List<DateOnly> off, List<DateOnly> work, FieldErrors errors)
    {
        List<DateOnly>? current = null;
        var lines = text.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            var words = DateRanges.Joined(lines[index].Trim().Trim('\uFEFF')).Split([',', '，', ';', '；', ' ', '\t', '"', ':', '：', '、'], StringSplitOptions.RemoveEmptyEntries);
            var said = words.Select(word => ListOf(word, off, work)).FirstOrDefault(list => list is not null);
            var dates = words.Where(word => ListOf(word, off, work) is null).ToList();
            if (dates.Count == 0)
            {
                current = said ?? current;
                continue;
            }
            // The head of a table names its columns.
            if (index == 0 && dates.TrueForAll(word => !word.Any(char.IsAsciiDigit)))
            {
                continue;
            }
            var path = string.Create(CultureInfo.InvariantCulture, $"line {index + 1}");
            var list = said ?? current;
            var before = errors.Count;
            foreach (var date in dates)
            {
                ReadDate(date, list ?? [], path, errors);
            }
            if (list is null && errors.Count == before)
            {
                errors.Add(path, SlaErrorCodes.DayWithoutKind, "Say behind the date whether it is a holiday or a workday.");
            }
        }
    }

    private static List<DateOnly>? ListOf(string word, List<DateOnly> off, List<DateOnly> work) =>
        OffWords.Contains(word, StringComparer.OrdinalIgnoreCase) ? off : WorkWords.Contains(word, StringComparer.OrdinalIgnoreCase) ? work : null;

    private static void ReadDate(string text, List<DateOnly> list, string path, FieldErrors errors)
    {
        if (list.Count < DateRanges.MostDays && DateRanges.TryParse(text, out var from, out var to))
        {
            list.AddRange(DateRanges.Days(from, to));
        }
        else
        {
            errors.Add(path, SlaErrorCodes.InvalidDate, "A date is written such as 2026-10-01, a range 2026-10-01..2026-10-07.");
        }
    }

    private static void ReadJson(string text, string calendar, List<DateOnly> off, List<DateOnly> work, FieldErrors errors)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array)
            {
                var items = root.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).ToList();
                root = items.Find(item => item.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && name.ValueEquals(calendar));
                root = root.ValueKind == JsonValueKind.Undefined && items.Count == 1 ? items[0] : root;
            }
            if (root.ValueKind != JsonValueKind.Object)
            {
                errors.Add("", SlaErrorCodes.UnknownCalendar, "The file holds no calendar of this name.");
                return;
            }
            ReadDates(root, "holidays", off, errors);
            ReadDates(root, "workdays", work, errors);
        }
        catch (JsonException exception)
        {
            errors.Add("", SlaErrorCodes.InvalidJson, exception.Message);
        }
    }

    private static void ReadDates(JsonElement root, string name, List<DateOnly> list, FieldErrors errors)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return;
        }
        var texts = JsonFields.TextsOf(value, name, errors) ?? [];
        for (var index = 0; index < texts.Count; index++)
        {
            ReadDate(texts[index] ?? "", list, $"{name}[{index}]", errors);
        }
    }
}
