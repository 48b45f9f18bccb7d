using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>
/// A rule's document as the fields of a form, and back. A field is named by its path in the document: <c>lines[0].weight</c>.
/// Fractions that people read as percentages are typed as such.
/// </summary>
internal static partial class RuleFields
{
    /// <summary>The most rows of a list, and the longest text of a field.</summary>
    public const int MostRows = 40;
    private const int LongestText = 60;

    private static readonly string[] Words = ["indicator", "rule", "grade", "training", "promotion", "post", "newcomerPost", "schemeKey"];
    private static readonly string[] Percents = ["ratio", "rate", "retentionRate", "publicRate", "penaltyShare"];
    private static readonly string[] OfValue = ["target", "threshold", "from", "to"];

    /// <summary>The fields of a checked document.</summary>
    public static Dictionary<string, string> Read(string document)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten(JsonNode.Parse(document), "", fields);
        foreach (var path in fields.Keys.Where(path => IsNumber(path)).ToList())
        {
            var number = decimal.Parse(fields[path], NumberStyles.Float, CultureInfo.InvariantCulture);
            fields[path] = RuleAmount.Text(IsPercent(path, fields) ? number * 100 : number);
        }

        return fields;
    }

    /// <summary>The fields of a form: those whose names are paths of documents.</summary>
    public static Dictionary<string, string> Read(IFormCollection form) => form
        .Where(field => Path().IsMatch(field.Key) && Rows(field.Key).All(row => row < MostRows))
        .ToDictionary(field => field.Key, field => field.Value.ToString().Trim() is { Length: <= LongestText } text ? text : "", StringComparer.Ordinal);

    /// <summary>The document that the fields write; a number that cannot be read is named, and left out.</summary>
    public static string Write(IReadOnlyDictionary<string, string> fields, List<FieldError> errors)
    {
        var root = new JsonObject();
        foreach (var (path, text) in fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var (owner, name) = Place(root, path);
            if (text.Length == 0) continue;
            if (!IsNumber(path)) owner[name] = text;
            else if (RuleAmount.TryRead(text, out var number)) owner[name] = IsPercent(path, fields) ? number / 100 : number;
            else errors.Add(new FieldError(path, "not_a_number", "This is not a number.", "请输入数字。"));
        }

        return root.ToJsonString();
    }

    /// <summary>How many rows a list has.</summary>
    public static int Count(IReadOnlyDictionary<string, string> fields, string list) =>
        fields.Keys.Where(path => path.StartsWith(list + "[", StringComparison.Ordinal)).Select(path => RowOf(path, list) + 1).DefaultIfEmpty(0).Max();

    /// <summary>With an empty row; a commission's stands before the last, which has no end.</summary>
    public static Dictionary<string, string> WithRow(Dictionary<string, string> fields, string list)
    {
        // a list that no page has is not made
        if (!Path().IsMatch(list + "[0].weight")) return fields;
        var count = Count(fields, list);
        if (count >= MostRows) return fields;
        var at = list == "steps" && count > 0 ? count - 1 : count;
        var moved = Moved(fields, list, row => row >= at ? row + 1 : row);
        moved[$"{list}[{at}].{(list == "lines" ? "weight" : list == "steps" ? "upTo" : "from")}"] = "";
        return moved;
    }

    /// <summary>Without a row, named as in <c>lines[2]</c>.</summary>
    public static Dictionary<string, string> WithoutRow(Dictionary<string, string> fields, string row)
    {
        var open = row.LastIndexOf('[');
        if (open < 0 || !row.EndsWith(']') || !int.TryParse(row[(open + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var gone)) return fields;
        return Moved(fields, row[..open], at => at == gone ? null : at > gone ? at - 1 : at);
    }

    /// <summary>Whether a field is typed in percent.</summary>
    public static bool IsPercent(string path, IReadOnlyDictionary<string, string> fields)
    {
        var last = path[(path.LastIndexOf('.') + 1)..];
        if (Percents.Contains(last)) return true;
        if (path.StartsWith("gateTargets.", StringComparison.Ordinal)) return UnitOf(last) == IndicatorUnit.Rate;
        if (!path.StartsWith("lines[", StringComparison.Ordinal) || !OfValue.Contains(last)) return false;
        return UnitOf(fields.GetValueOrDefault($"lines[{RowOf(path, "lines")}].indicator")) == IndicatorUnit.Rate;
    }

    private static IndicatorUnit? UnitOf(string? indicator) => IndicatorCatalogue.Find(indicator)?.Unit;

    private static bool IsNumber(string path) => !Words.Contains(path[(path.LastIndexOf('.') + 1)..]);

    private static Dictionary<string, string> Moved(Dictionary<string, string> fields, string list, Func<int, int?> move)
    {
        var moved = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, text) in fields)
        {
            if (!path.StartsWith(list + "[", StringComparison.Ordinal)) moved[path] = text;
            else if (move(RowOf(path, list)) is { } row) moved[$"{list}[{row}]{path[path.IndexOf(']', list.Length)..][1..]}"] = text;
        }

        return moved;
    }

    private static int RowOf(string path, string list) => int.Parse(path[(list.Length + 1)..path.IndexOf(']', list.Length)], CultureInfo.InvariantCulture);

    private static IEnumerable<int> Rows(string path) => Row().Matches(path).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));

    private static void Flatten(JsonNode? node, string path, Dictionary<string, string> fields)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, member) in members) Flatten(member, path.Length == 0 ? name : $"{path}.{name}", fields);
                break;
            case JsonArray rows:
                for (var i = 0; i < rows.Count; i++) Flatten(rows[i], $"{path}[{i}]", fields);
                break;
            case JsonValue value:
                fields[path] = value.ToString();
                break;
            default:
                break;
        }
    }

    /// <summary>The object that holds the field, made with all above it.</summary>
    private static (JsonObject Owner, string Name) Place(JsonObject root, string path)
    {
        var parts = path.Split('.');
        var owner = root;
        foreach (var part in parts[..^1])
        {
            var open = part.IndexOf('[', StringComparison.Ordinal);
            if (open < 0)
            {
                if (owner[part] is not JsonObject) owner[part] = new JsonObject();
                owner = owner[part]!.AsObject();
                continue;
            }

            if (owner[part[..open]] is not JsonArray) owner[part[..open]] = new JsonArray();
            var rows = owner[part[..open]]!.AsArray();
            var at = int.Parse(part[(open + 1)..^1], CultureInfo.InvariantCulture);
            while (rows.Count <= at) rows.Add(new JsonObject());
            owner = rows[at]!.AsObject();
        }

        return (owner, parts[^1]);
    }

    [GeneratedRegex(@"^(?:[a-zA-Z]+(?:\[\d{1,2}\])?\.){0,2}[a-zA-Z_]+$")]
    private static partial Regex Path();

    [GeneratedRegex(@"\[(\d+)\]")]
    private static partial Regex Row();
}
