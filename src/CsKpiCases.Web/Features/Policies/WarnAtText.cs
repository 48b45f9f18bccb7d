using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsKpiCases.Web.Features.Shared;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>
/// Warnings as people type them: <c>goal 75%, limit 90%, limit PT2H</c>; 目标 and 上限 are understood too. Blank: the usual
/// ones; <c>none</c> or 无: no warnings at all.
/// </summary>
public static class WarnAtText
{
    public const string None = "none";

    /// <summary>As the file writes them; null for blank. What cannot be read is left in, for the domain to refuse in its place.</summary>
    public static JsonArray? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim() is not { Length: > 0 } typed) return null;
        return typed is None or "无" ? [] : new JsonArray([.. PolicyForm.Split(typed).Select(item => (JsonNode)One(item))]);
    }

    public static string Write(JsonElement warnings)
    {
        var items = warnings.EnumerateArray().Select(warning =>
        {
            var of = warning.TryGetProperty("of", out var level) ? level.ToString() : "";
            return warning.TryGetProperty("fraction", out var fraction) && fraction.TryGetDecimal(out var part)
                ? $"{of} {(part * 100).ToString("0.####", CultureInfo.InvariantCulture)}%"
                : $"{of} {(warning.TryGetProperty("lead", out var lead) ? lead.ToString() : "")}".TrimEnd();
        }).ToList();
        return items.Count == 0 ? None : string.Join(", ", items);
    }

    private static JsonObject One(string item)
    {
        var (of, rest) = Level(item);
        var warning = new JsonObject { ["of"] = of };
        if (rest.EndsWith('%') || rest.EndsWith('％'))
        {
            var isRead = decimal.TryParse(rest[..^1].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent);
            warning["fraction"] = isRead ? percent / 100 : -1m;
        }
        else
        {
            warning["lead"] = TypedDuration.Read(rest);
        }

        return warning;
    }

    private static (string Of, string Amount) Level(string item)
    {
        foreach (var (word, of) in new[] { ("goal", "goal"), ("目标", "goal"), ("limit", "limit"), ("上限", "limit") })
        {
            if (item.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return (of, item[word.Length..].Trim());
        }

        return (item, "");
    }
}
