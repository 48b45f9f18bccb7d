using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports.Reading;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Columns of a platform's export, found by a map, their header or one of its known aliases, never by position.</summary>
/// <param name="map">What the file calls columns by names of its own; null: nothing is said.</param>
internal sealed class ExportColumns(TableReader table, IReadOnlyDictionary<string, string[]> aliases, ColumnMap? map = null)
{
    private readonly Dictionary<string, int> positions = Find(table.Headers, aliases, map);

    /// <summary>Whether the file has the field.</summary>
    public bool Has(string field) => positions.ContainsKey(field);

    /// <summary>The field's text in the present row; empty where it or its column is missing.</summary>
    public string this[string field] => positions.TryGetValue(field, out var at) ? CellText.Clean(table.Cell(at)) : "";

    /// <summary>What the file calls the field.</summary>
    public string HeaderOf(string field) => positions.TryGetValue(field, out var at) ? table.Headers[at] : field;

    /// <summary>Notes an error for each field that must be there and is not.</summary>
    public void Require(FieldErrors errors, params string[] fields)
    {
        CheckMap(errors);
        foreach (var field in fields.Where(f => !Has(f)))
        {
            errors.Add(field, "unknown_column", $"The file has none of the columns {string.Join(", ", aliases[field])}.");
        }
    }

    /// <summary>The first cell that cannot be taken, and why; null when all can.</summary>
    public (string Field, string Reason)? Unfit()
    {
        foreach (var (field, position) in positions)
        {
            if (ImportLimits.FaultOf(table.Cell(position)) is { } reason) return (field, reason);
        }

        return null;
    }

    /// <summary>Notes what the map names and is neither in the file nor a field of the kind, once.</summary>
    private void CheckMap(FieldErrors errors)
    {
        if (map is null || errors.Count > 0) return;
        var names = table.Headers.Select(Plain).ToHashSet(StringComparer.Ordinal);
        foreach (var (theirs, ours) in map.Pairs)
        {
            if (FieldOf(ours, aliases) is null) errors.Add("map." + theirs, "unknown_field", $"'{ours}' is no field of this kind: {string.Join(", ", aliases.Select(a => $"{a.Key} ({a.Value[0]})"))}.");
            else if (!map.IsSaved && !names.Contains(Plain(theirs))) errors.Add("map." + theirs, "mapped_column_missing", $"The file has no column '{theirs}'.");
        }
    }

    private static string? FieldOf(string ours, IReadOnlyDictionary<string, string[]> aliases) =>
        aliases.FirstOrDefault(a => Plain(a.Key) == Plain(ours)).Key ?? aliases.FirstOrDefault(a => a.Value.Any(known => Plain(known) == Plain(ours))).Key;

    private static Dictionary<string, int> Find(IReadOnlyList<string> headers, IReadOnlyDictionary<string, string[]> aliases, ColumnMap? map)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = headers.Select(Plain).ToList();
        foreach (var (theirs, ours) in map?.Pairs ?? [])
        {
            if (names.IndexOf(Plain(theirs)) is >= 0 and var at && FieldOf(ours, aliases) is { } field) found[field] = at;
        }

        // a column that the map gives to one field is no other's by its name
        foreach (var taken in found.Values) names[taken] = "";
        foreach (var (field, known) in aliases)
        {
            // an alias that is named first is preferred, whatever the order of the columns
            foreach (var alias in known)
            {
                if (names.IndexOf(Plain(alias)) is >= 0 and var at && found.TryAdd(field, at)) break;
            }
        }

        return found;
    }

    /// <summary>Without blanks, signs, case and width: <c>Order No.</c> is <c>order_no</c>.</summary>
    private static string Plain(string header) =>
        string.Concat(CellText.Narrow(CellText.Clean(header)).Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
