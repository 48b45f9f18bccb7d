using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>Reads a JSON body whole and checks what no type says: size, depth, encoding, duplicate names, broken characters.</summary>
internal static partial class JsonBody
{
    public const long LargestBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = ApiJson.MaxDepth };

    /// <exception cref="ProblemException">It is not JSON, or too large, or called something else.</exception>
    public static async Task<JsonElement> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.HasJsonContentType() || !IsUtf8(request)) throw new ProblemException(new Problem(ProblemCodes.UnsupportedMediaType));
        var bytes = await BytesAsync(request.Body, context.RequestAborted);
        var text = bytes.AsMemory();
        if (text.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) text = text[3..];
        if (text.Span.Trim(" \t\r\n"u8).IsEmpty) throw new ProblemException(Problem.Invalid("", FieldCodes.Required, "A JSON body is needed."));
        try
        {
            using var document = JsonDocument.Parse(text, Depth);
            var root = document.RootElement.Clone();
            CheckTexts(root, "");
            return root;
        }
        catch (JsonException e)
        {
            throw new ProblemException(NotJson(e));
        }
    }

    /// <summary>The value as a request's type.</summary>
    /// <exception cref="ProblemException">A property is unknown, missing or of the wrong type; its path is named.</exception>
    public static T Convert<T>(JsonElement root, JsonSerializerOptions options) => (T)Convert(root, typeof(T), options, "");

    public static object Convert(JsonElement root, Type type, JsonSerializerOptions options, string within)
    {
        try
        {
            return root.Deserialize(type, options) ?? throw new ProblemException(Problem.Invalid(within, FieldCodes.WrongType, "This must be an object."));
        }
        catch (JsonException e)
        {
            throw new ProblemException(Problem.Invalid(Fault(e, within)));
        }
    }

    /// <summary>From <c>$.targets[0].limit</c> to <c>targets[0].limit</c>.</summary>
    public static string Join(string within, string? path)
    {
        var inner = (path ?? "$").TrimStart('$').TrimStart('.');
        return within.Length == 0 ? inner : inner.Length == 0 ? within : inner[0] == '[' ? within + inner : $"{within}.{inner}";
    }

    private static IEnumerable<ProblemError> Fault(JsonException e, string within)
    {
        // The reader's messages name our types; only their kind is told, and the names of missing properties.
        if (e.Message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            return [new ProblemError(Join(within, e.Path), FieldCodes.UnknownProperty, "This property does not exist here.")];
        }

        if (e.Message.Contains("missing required properties", StringComparison.Ordinal))
        {
            var names = Quoted().Matches(e.Message[e.Message.IndexOf("including", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value);
            return names.Select(name => new ProblemError(Join(Join(within, e.Path), name), FieldCodes.Required, "This field is required."));
        }

        return [new ProblemError(Join(within, e.Path), FieldCodes.WrongType, "The value is not of the type that this field has.")];
    }

    private static bool IsUtf8(HttpRequest request)
    {
        var charset = request.GetTypedHeaders().ContentType?.Charset.ToString().Trim('"');
        return string.IsNullOrEmpty(charset) || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<byte[]> BytesAsync(Stream body, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (bytes.Length + read > LargestBytes) throw new ProblemException(new Problem(ProblemCodes.TooLarge));
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static Problem NotJson(JsonException e)
    {
        var (line, position) = ((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
        var place = string.Create(CultureInfo.InvariantCulture, $"line {line}, byte {position}");
        return new Problem(ProblemCodes.InvalidJson, $"The body cannot be read as JSON at {place}.")
        {
            Errors = [new ProblemError(Join("", e.Path), ProblemCodes.InvalidJson, $"Not JSON at {place}.")],
        };
    }

    private static void CheckTexts(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                CheckText(element.GetString, path);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray()) CheckTexts(item, $"{path}[{(index++).ToString(CultureInfo.InvariantCulture)}]");
                break;
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var property in element.EnumerateObject())
                {
                    CheckText(() => property.Name, path);
                    var inner = Join(path, property.Name);
                    if (!names.Add(property.Name)) throw new ProblemException(Problem.Invalid(inner, FieldCodes.DuplicateProperty, "This property stands twice."));
                    CheckTexts(property.Value, inner);
                }

                break;
        }
    }

    private static void CheckText(Func<string?> read, string path)
    {
        string? text;
        try
        {
            text = read();
        }
        catch (InvalidOperationException)
        {
            text = "\0"; // half of a surrogate pair
        }

        if (text!.Contains('\0', StringComparison.Ordinal))
        {
            throw new ProblemException(Problem.Invalid(path, FieldCodes.InvalidText, "A text holds a NUL or half a character."));
        }
    }

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
