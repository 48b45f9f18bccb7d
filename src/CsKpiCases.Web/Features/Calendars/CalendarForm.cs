using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.Calendars;

/// <summary>A calendar's form as it was sent, or as a stored calendar fills it. One year's days are shown, the others go along unseen.</summary>
public sealed record CalendarForm
{
    /// <summary>The keys of the week in the order of the form.</summary>
    public static IReadOnlyList<string> Weekdays { get; } = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public string Name { get; init; } = "";
    public string TimeZone { get; init; } = CalendarCheck.DefaultTimeZone;

    /// <summary>Windows by weekday, as typed.</summary>
    public IReadOnlyDictionary<string, string> Weekly { get; init; } = new Dictionary<string, string>();
    public string WorkdayHours { get; init; } = "";

    /// <summary>The last year whose days are announced; blank where holidays do not matter.</summary>
    public string KnownUntil { get; init; } = "";

    /// <summary>The year whose days are shown.</summary>
    public int Year { get; init; }

    /// <summary>Days of the shown year, as <see cref="DateRanges"/> writes them.</summary>
    public string Holidays { get; init; } = "";
    public string Workdays { get; init; } = "";
    public string OtherHolidays { get; init; } = "";
    public string OtherWorkdays { get; init; } = "";

    /// <summary>The version that the form was filled from; null for a new calendar.</summary>
    public long? BaseId { get; init; }

    public string WindowsOf(string weekday) => Weekly.GetValueOrDefault(weekday, "");

    public static CalendarForm Read(IFormCollection form, int fallbackYear)
    {
        ArgumentNullException.ThrowIfNull(form);
        string Text(string name) => form[name].ToString().Trim();
        return new CalendarForm
        {
            Name = Text("name"), TimeZone = Text("timeZone"), WorkdayHours = Text("workdayHours"), KnownUntil = Text("knownUntil"),
            Weekly = Weekdays.ToDictionary(day => day, day => Text("weekly." + day)),
            Year = YearOf(Text("year"), fallbackYear),
            Holidays = Text("holidays"), Workdays = Text("workdays"), OtherHolidays = Text("otherHolidays"), OtherWorkdays = Text("otherWorkdays"),
            BaseId = long.TryParse(form["base"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
        };
    }

    /// <summary>The form of a document that was checked when it was stored or previewed; null where it is none.</summary>
    public static CalendarForm? Read(string document, int year, long? baseId)
    {
        if (SpecOf(document) is not { } spec) return null;
        var form = new CalendarForm
        {
            Name = spec.Name ?? "", TimeZone = spec.TimeZone ?? CalendarCheck.DefaultTimeZone,
            Weekly = Weekdays.ToDictionary(day => day, day => string.Join(", ", spec.Weekly?.GetValueOrDefault(day) ?? [])),
            WorkdayHours = string.Join(", ", spec.WorkdayHours ?? []),
            KnownUntil = spec.HolidaysKnownUntil?.ToString(CultureInfo.InvariantCulture) ?? "",
            OtherHolidays = string.Join(' ', spec.Holidays ?? []), OtherWorkdays = string.Join(' ', spec.Workdays ?? []), BaseId = baseId,
        };
        return form.At(year);
    }

    /// <summary>The raw calendar of a document of one; null where it cannot be read.</summary>
    public static CalendarSpec? SpecOf(string document)
    {
        try
        {
            return JsonSerializer.Deserialize<List<CalendarSpec>>(document) is [{ } spec] ? spec : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same days with another year shown. What cannot be read stays in the shown year's list, where it is seen.</summary>
    public CalendarForm At(int year)
    {
        var (holidays, others) = Split(Holidays, OtherHolidays, year);
        var (workdays, otherWorkdays) = Split(Workdays, OtherWorkdays, year);
        return this with { Year = year, Holidays = holidays, OtherHolidays = others, Workdays = workdays, OtherWorkdays = otherWorkdays };
    }

    /// <summary>Makes days of the shown year holidays, make-up days, or (null) ordinary.</summary>
    public CalendarForm Mark(IEnumerable<DateOnly> days, DayKind? kind)
    {
        var marked = days.Select(DateRanges.Text).ToHashSet();
        string List(string text, bool holds) => Written([.. DateRanges.Expand(text).Where(day => !marked.Contains(day)), .. holds ? marked : []]);
        return this with { Holidays = List(Holidays, kind == DayKind.Holiday), Workdays = List(Workdays, kind == DayKind.MakeUp) };
    }

    /// <summary>The calendar as a file of one, for the same check that files pass. Nothing typed is merged or dropped.</summary>
    public string ToJson()
    {
        var weekly = new JsonObject();
        foreach (var day in Weekdays.Where(day => WindowsOf(day).Length > 0)) weekly[day] = Texts(Windows(WindowsOf(day)));
        var calendar = new JsonObject { ["name"] = Name, ["timeZone"] = TimeZone, ["weekly"] = weekly };
        calendar["holidays"] = Texts(DateRanges.Expand(Holidays + " " + OtherHolidays));
        calendar["workdays"] = Texts(DateRanges.Expand(Workdays + " " + OtherWorkdays));
        calendar["workdayHours"] = Texts(Windows(WorkdayHours));
        if (KnownUntil.Length > 0) calendar["holidaysKnownUntil"] = int.TryParse(KnownUntil, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : KnownUntil;
        return new JsonArray(calendar).ToJsonString();
    }

    public static int YearOf(string? text, int fallback) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1990 and <= 2190 ? year : fallback;

    private static (string Shown, string Others) Split(string shown, string others, int year)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{year:0000}-");
        var all = DateRanges.Expand(shown + " " + others);
        bool IsOther(string day) => DateRanges.TryParse(day, out _, out _) && !day.StartsWith(prefix, StringComparison.Ordinal);
        return (Written(all.Where(day => !IsOther(day))), string.Join(' ', all.Where(IsOther)));
    }

    private static string Written(IEnumerable<string> days)
    {
        var (dates, rest) = (new List<DateOnly>(), new List<string>());
        foreach (var day in days)
        {
            if (DateRanges.TryParse(day, out var date, out _)) dates.Add(date);
            else rest.Add(day);
        }

        return string.Join(", ", new[] { DateRanges.Write(dates) }.Where(text => text.Length > 0).Concat(rest));
    }

    /// <summary>Windows with the dashes that keyboards of either script give.</summary>
    private static IEnumerable<string> Windows(string text) => text.Replace('：', ':').Replace(" ", "", StringComparison.Ordinal)
        .Split([',', '，', '、', ';', '；', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Select(window => Padded(window.Replace('–', '-').Replace('—', '-').Replace('~', '-').Replace('～', '-')));

    /// <summary>8:30-18:00 is 08:30-18:00.</summary>
    private static string Padded(string window) => string.Join('-', window.Split('-').Select(edge => edge.Length == 4 && edge[1] == ':' ? "0" + edge : edge));

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);
}
