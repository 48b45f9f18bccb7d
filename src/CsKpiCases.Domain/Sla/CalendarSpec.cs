using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsKpiCases.Domain.Sla;

/// <summary>
/// A calendar as people write it: in a simulation, a policy file, a calendar file. Raw: nothing is checked yet.
/// Null, <c>{ "continuous": true }</c>: continuous time.
/// </summary>
public sealed record CalendarSpec
{
    /// <summary>Of a stored calendar, in a calendar file.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("continuous")]
    public bool? Continuous { get; init; }

    /// <summary>An IANA name; absent: Asia/Shanghai.</summary>
    [JsonPropertyName("timeZone")]
    public string? TimeZone { get; init; }

    /// <summary>mon … sun to windows such as <c>08:30-18:00</c>; an absent day does not work.</summary>
    [JsonPropertyName("weekly")]
    public IReadOnlyDictionary<string, IReadOnlyList<string?>?>? Weekly { get; init; }

    /// <summary>Dates such as <c>2026-10-01</c>.</summary>
    [JsonPropertyName("holidays")]
    public IReadOnlyList<string?>? Holidays { get; init; }

    /// <summary>Make-up working days.</summary>
    [JsonPropertyName("workdays")]
    public IReadOnlyList<string?>? Workdays { get; init; }

    /// <summary>The windows of make-up working days.</summary>
    [JsonPropertyName("workdayHours")]
    public IReadOnlyList<string?>? WorkdayHours { get; init; }

    /// <summary>The last year whose holidays are announced, in a calendar file.</summary>
    [JsonPropertyName("holidaysKnownUntil")]
    public int? HolidaysKnownUntil { get; init; }

    /// <summary>In a policy, the name of a stored calendar instead of hours.</summary>
    [JsonIgnore]
    public string? Reference { get; init; }

    private static readonly string[] Known =
        ["continuous", "timeZone", "weekly", "holidays", "workdays", "workdayHours"];

    internal static CalendarSpec? Read(JsonElement? element, string path, FieldErrors errors, bool mayRefer, bool isStored = false)
    {
        if (element is not { } value)
        {
            return null;
        }
        if (mayRefer && value.ValueKind == JsonValueKind.String)
        {
            return new CalendarSpec { Reference = JsonFields.TextOf(value, path, errors) };
        }
        string[] known = isStored ? [.. Known, "name", "holidaysKnownUntil"] : Known;
        if (JsonFields.Open(value, path, errors, known) is not { } fields)
        {
            return null;
        }
        return new CalendarSpec
        {
            Name = isStored ? fields.Text("name") : null,
            HolidaysKnownUntil = isStored ? fields.WholeNumber("holidaysKnownUntil") : null,
            Continuous = fields.Flag("continuous"),
            TimeZone = fields.Text("timeZone"),
            Weekly = ReadWeekly(fields, errors),
            Holidays = fields.Texts("holidays"),
            Workdays = fields.Texts("workdays"),
            WorkdayHours = fields.Texts("workdayHours"),
        };
    }

    private static Dictionary<string, IReadOnlyList<string?>?>? ReadWeekly(JsonFields fields, FieldErrors errors)
    {
        if (fields.Value("weekly") is not { } value)
        {
            return null;
        }
        if (value.ValueKind != JsonValueKind.Object)
        {
            JsonFields.AddWrongType(errors, fields.PathOf("weekly"), "an object");
            return null;
        }
        var weekly = new Dictionary<string, IReadOnlyList<string?>?>();
        foreach (var day in value.EnumerateObject())
        {
            var path = $"{fields.PathOf("weekly")}.{day.Name}";
            weekly[day.Name] = day.Value.ValueKind == JsonValueKind.Null ? null : JsonFields.TextsOf(day.Value, path, errors);
        }
        return weekly;
    }
}
