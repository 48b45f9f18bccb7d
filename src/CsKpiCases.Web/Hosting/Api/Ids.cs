using System.Globalization;
using System.Text.Json.Nodes;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>Ids are 64 bits long and leave as text: a browser's numbers hold 53.</summary>
public static class Ids
{
    private const long LargestNumber = (1L << 53) - 1;

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static string? Text(long? id) => id is { } known ? Text(known) : null;

    public static bool TryRead(string? text, out long id)
    {
        id = 0;
        return text is { Length: > 0 and < 20 } && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id > 0;
    }

    /// <summary>An optional id of a request.</summary>
    public static long? Read(string? text, string path, List<ProblemError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (text is null) return null;
        if (TryRead(text, out var id)) return id;
        errors.Add(new ProblemError(path, FieldCodes.InvalidId, "An id is a whole number as text."));
        return null;
    }

    /// <summary>A stored payload for the wire: ids in it become text as everywhere.</summary>
    public static JsonNode? Widened(string? json) => json is null ? null : Widened(JsonNode.Parse(json));

    private static JsonNode? Widened(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Widened(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Widened)]),
        JsonValue v when v.TryGetValue<long>(out var number) && number is > LargestNumber or < -LargestNumber => JsonValue.Create(Text(number)),
        _ => node?.DeepClone(),
    };
}
