using System.Text.Json;

namespace CsKpiCases.Domain.Sla;

/// <summary>
/// One JSON object being read: a value of the wrong type or a property that does not exist is an error at its path,
/// and reading goes on, so that one answer names everything that is wrong.
/// </summary>
internal sealed class JsonFields
{
    private readonly JsonElement _element;
    private readonly string _path;
    private readonly FieldErrors _errors;

    private JsonFields(JsonElement element, string path, FieldErrors errors)
    {
        _element = element;
        _path = path;
        _errors = errors;
    }

    public static JsonFields? Open(JsonElement element, string path, FieldErrors errors, params string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            AddWrongType(errors, path, "an object");
            return null;
        }
        foreach (var property in element.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            errors.Add(Join(path, property.Name), SlaErrorCodes.UnknownProperty, "This property does not exist here.");
        }
        return new JsonFields(element, path, errors);
    }

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    public static void AddWrongType(FieldErrors errors, string path, string expected) =>
        errors.Add(path, SlaErrorCodes.WrongType, $"This must be {expected}.");

    public string PathOf(string name) => Join(_path, name);

    /// <summary>The value; null where it is absent or null.</summary>
    public JsonElement? Value(string name) =>
        _element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string name) => Value(name) is { } value ? TextOf(value, PathOf(name), _errors) : null;

    public bool? Flag(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }
        AddWrongType(_errors, PathOf(name), "true or false");
        return null;
    }

    public int? WholeNumber(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }
        AddWrongType(_errors, PathOf(name), "a whole number");
        return null;
    }

    public decimal? Number(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number))
        {
            return number;
        }
        AddWrongType(_errors, PathOf(name), "a number");
        return null;
    }

    /// <summary>The items of an array; null where it is absent or no array.</summary>
    public IReadOnlyList<JsonElement>? Items(string name) =>
        Value(name) is { } value ? ItemsOf(value, PathOf(name), _errors) : null;

    public IReadOnlyList<string?>? Texts(string name) =>
        Value(name) is { } value ? TextsOf(value, PathOf(name), _errors) : null;

    public static IReadOnlyList<string?>? TextsOf(JsonElement value, string path, FieldErrors errors) =>
        ItemsOf(value, path, errors)?.Select((item, index) => TextOf(item, $"{path}[{index}]", errors)).ToList();

    public static string? TextOf(JsonElement value, string path, FieldErrors errors)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            AddWrongType(errors, path, "a text");
            return null;
        }
        try
        {
            if (value.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal))
            {
                return text;
            }
        }
        catch (InvalidOperationException)
        {
            // half of a character, such as \ud800 alone
        }
        AddWrongType(errors, path, "a text of whole characters");
        return null;
    }

    private static List<JsonElement>? ItemsOf(JsonElement value, string path, FieldErrors errors)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return [.. value.EnumerateArray()];
        }
        AddWrongType(errors, path, "an array");
        return null;
    }
}
