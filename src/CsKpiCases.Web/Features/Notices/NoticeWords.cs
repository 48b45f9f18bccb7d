using System.Globalization;
using System.Text.Json;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>
/// Says a notice. Its arguments are a JSON list, or an object of names: then {0} is the case's number, {1} its subject, and
/// what else it tells follows.
/// </summary>
public static class NoticeWords
{
    private static readonly string[] Order =
        ["number", "subject", "amount", "note", "question", "solution", "department", "decision", "severity", "clock", "due", "owner", "party", "by", "level", "shift", "day", "open", "unowned", "from", "to", "count", "cases"];

    public static string Say(this Texts texts, string key, string arguments) => texts.Say(Texts.Current, key, arguments);

    /// <summary>The same in another language than the request's.</summary>
    public static string Say(this Texts texts, CultureInfo language, string key, string arguments)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (!texts.Of(language).ContainsKey(key)) return key;
        var given = texts.Read(language, arguments);
        // a text may use fewer or more than were given
        return texts.In(language, key, [.. given.Cast<object?>(), .. Enumerable.Repeat<object?>("", 8)]).Trim();
    }

    /// <summary>The page that a notice without a case is about, where its arguments name one: <c>href</c>, a path of this site.</summary>
    public static string? Href(string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(arguments);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("href", out var href) ? href.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<string> Read(this Texts texts, CultureInfo language, string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(arguments);
            var root = document.RootElement;
            return root.ValueKind switch
            {
                JsonValueKind.Array => [.. root.EnumerateArray().Select(Plain)],
                JsonValueKind.Object => [.. Order.Take(2).Select(name => root.TryGetProperty(name, out var value) ? Plain(value) : ""),
                    .. Order.Skip(2).Where(name => root.TryGetProperty(name, out _)).Select(name => texts.Word(language, name, Plain(root.GetProperty(name))))],
                _ => [],
            };
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string Word(this Texts texts, CultureInfo language, string name, string value) => name switch
    {
        "clock" => texts.CodeIn(language, "clock.", value),
        "party" => texts.CodeIn(language, "attribution.", value),
        "decision" => texts.CodeIn(language, "penalty.state.", value),
        _ => value,
    };

    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
