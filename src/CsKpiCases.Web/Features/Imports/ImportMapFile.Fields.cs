using System.Text.Json;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>The single fields of a map file: each fault is noted with its path, and reading goes on.</summary>
public sealed partial class ImportMapFile
{
    private MappedColumn? Column(JsonElement? section, string path, string name, string[]? allowed = null)
    {
        if (section is not { } s || !s.TryGetProperty(name, out var element) || element.ValueKind == JsonValueKind.Null) return null;
        var here = Join(path, name);
        if (element.ValueKind == JsonValueKind.Object)
        {
            Known(element, here, ["column", "values"]);
            var values = element.TryGetProperty("values", out var v) ? Values(v, Join(here, "values"), allowed) : null;
            return element.TryGetProperty("column", out var column) && Names(column, Join(here, "column")) is { } own
                ? new MappedColumn(own, values)
                : Missed(Join(here, "column"));
        }

        return Names(element, here) is { } names ? new MappedColumn(names) : null;
    }

    private string[]? Names(JsonElement element, string path)
    {
        var names = element.ValueKind switch
        {
            JsonValueKind.String => [element.GetString()!],
            JsonValueKind.Array when element.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String) => element.EnumerateArray().Select(i => i.GetString()!).ToArray(),
            _ => null,
        };
        if (names is null || names.Length == 0 || names.Any(string.IsNullOrWhiteSpace))
        {
            Wrong(path, "a column's name, or several");
            return null;
        }

        return names;
    }

    private Dictionary<string, string>? Values(JsonElement element, string path, string[]? allowed)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Wrong(path, "an object");
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var value = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : null;
            if (value is null) Wrong(Join(path, property.Name), "a text");
            else if (allowed is not null && !allowed.Contains(value)) errors.Add(Join(path, property.Name), "unknown_value", $"One of {string.Join(", ", allowed)}.");
            else values[property.Name] = value;
        }

        return values;
    }

    private JsonElement? Section(JsonElement root, string name, string[] known)
    {
        if (!root.TryGetProperty(name, out var section)) return null;
        if (section.ValueKind != JsonValueKind.Object)
        {
            Wrong(name, "an object");
            return null;
        }

        Known(section, name, known);
        return section;
    }

    private void Known(JsonElement element, string path, string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name)) errors.Add(Join(path, property.Name), SlaErrorCodes.UnknownProperty, "This property does not exist here.");
        }
    }

    private string? Text(JsonElement element, string path, string name)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        Wrong(Join(path, name), "a text");
        return null;
    }

    private bool Flag(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value)) return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Wrong(name, "true or false");
        return value.ValueKind == JsonValueKind.True;
    }

    private HashSet<string> Texts(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value)) return [];
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String))
        {
            return value.EnumerateArray().Select(i => i.GetString()!).ToHashSet(StringComparer.Ordinal);
        }

        Wrong(name, "a list of texts");
        return [];
    }

    private string? Delimiter(string? text)
    {
        if (text is null || (text.Length == 1 && text[0] is not ('"' or '\r' or '\n'))) return text;
        errors.Add("delimiter", "invalid_value", "One character, not a quote.");
        return null;
    }

    private string? Format(string? text)
    {
        if (text is null) return null;
        try
        {
            _ = DateTime.UnixEpoch.ToString(text, System.Globalization.CultureInfo.InvariantCulture);
            if (text.Length > 1) return text;
        }
        catch (FormatException)
        {
            // said below
        }

        errors.Add("timeFormat", "invalid_value", "A format such as d/M/yyyy HH:mm.");
        return null;
    }

    private TimeZoneInfo? Zone(string? name)
    {
        if (name is null) return null;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        errors.Add("timeZone", SlaErrorCodes.UnknownTimeZone, "No time zone of that name.");
        return null;
    }

    private void Require(MappedColumn? column, string path)
    {
        if (column is null && errors.All.All(e => !e.Path.StartsWith(path, StringComparison.Ordinal) && e.Code != SlaErrorCodes.InvalidJson)) Missed(path);
    }

    private MappedColumn? Missed(string path)
    {
        errors.Add(path, SlaErrorCodes.Required, "This must be mapped.");
        return null;
    }

    private void Wrong(string path, string expected) => errors.Add(path, SlaErrorCodes.WrongType, $"This must be {expected}.");

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
