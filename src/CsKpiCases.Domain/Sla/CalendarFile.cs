using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CsKpiCases.Domain.Sla;

/// <summary>
/// Calendars as a file: <c>[{ "name": "china", "timeZone": …, "weekly": …, "holidays": …, "workdays": …,
/// "workdayHours": …, "holidaysKnownUntil": 2026 }]</c>, the fields of the simulator's calendar beside a name.
/// </summary>
public static class CalendarFile
{
    internal static readonly JsonWriterOptions Indented =
        new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a file; where errors were added the list is not to be used.</summary>
    public static IReadOnlyList<WorkingCalendar> Parse(string json, DateTime asOf, FieldErrors errors)
    {
        var calendars = new List<WorkingCalendar>();
        ReadItems(json, errors, (item, path) =>
        {
            if (CalendarSpec.Read(item, path, errors, mayRefer: false, isStored: true) is not { } spec)
            {
                return;
            }
            if (string.IsNullOrWhiteSpace(spec.Name))
            {
                errors.Add($"{path}.name", SlaErrorCodes.Required, "A calendar needs a name.");
            }
            else if (calendars.Exists(calendar => calendar.Name == spec.Name))
            {
                errors.Add($"{path}.name", SlaErrorCodes.DuplicateName, "This name stands twice in the file.");
            }
            else
            {
                SlaNames.Check(spec.Name, $"{path}.name", errors);
            }
            if (spec.Continuous == true)
            {
                errors.Add(path, SlaErrorCodes.EmptyCalendar, "Continuous time needs no stored calendar.");
            }
            else if (CalendarCheck.Compile(spec, path, asOf, errors) is { } calendar)
            {
                calendars.Add(calendar);
            }
        });
        return calendars;
    }

    /// <summary>Writes calendars as <see cref="Parse"/> reads them.</summary>
    public static string Format(IEnumerable<WorkingCalendar> calendars)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            writer.WriteStartArray();
            foreach (var calendar in calendars)
            {
                Write(writer, calendar, isStored: true);
            }
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static void ReadItems(string json, FieldErrors errors, Action<JsonElement, string> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                JsonFields.AddWrongType(errors, "", "an array");
                return;
            }
            var index = 0;
            foreach (var item in document.RootElement.EnumerateArray())
            {
                read(item, string.Create(CultureInfo.InvariantCulture, $"[{index++}]"));
            }
        }
        catch (JsonException exception)
        {
            errors.Add("", SlaErrorCodes.InvalidJson, exception.Message);
        }
    }

    internal static void Write(Utf8JsonWriter writer, WorkingCalendar calendar, bool isStored)
    {
        writer.WriteStartObject();
        if (calendar.Hours is not { } hours)
        {
            writer.WriteBoolean("continuous", true);
            writer.WriteEndObject();
            return;
        }
        if (isStored)
        {
            writer.WriteString("name", calendar.Name);
        }
        writer.WriteString("timeZone", hours.Zone.Id);
        writer.WriteStartObject("weekly");
        foreach (var (key, day) in CalendarCheck.Weekdays.Where(day => hours.WindowsOf(day.Day).Count > 0))
        {
            WriteTexts(writer, key, hours.WindowsOf(day).Select(window => window.ToString()));
        }
        writer.WriteEndObject();
        WriteTexts(writer, "holidays", hours.Holidays.Select(Text));
        WriteTexts(writer, "workdays", hours.Workdays.Select(Text));
        WriteTexts(writer, "workdayHours", hours.WorkdayHours.Select(window => window.ToString()));
        if (isStored && calendar.HolidaysKnownUntil is { } year)
        {
            writer.WriteNumber("holidaysKnownUntil", year);
        }
        writer.WriteEndObject();
    }

    internal static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }
        writer.WriteEndArray();
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
