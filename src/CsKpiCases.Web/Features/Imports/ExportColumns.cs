using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports.Reading;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Columns of a platform's export, found by their header or one of its known aliases, never by position.</summary>
internal sealed class ExportColumns(TableReader table, IReadOnlyDictionary<string, string[]> aliases)
{
    private readonly Dictionary<string, int> positions = Find(table.Headers, aliases);

    /// <summary>Whether the file has the field.</summary>
    public bool Has(string field) => positions.ContainsKey(field);

    /// <summary>The field's text in the present row; empty where it or its column is missing.</summary>
    public string this[string field] => positions.TryGetValue(field, out var at) ? CellText.Clean(table.Cell(at)) : "";

    /// <summary>What the file calls the field.</summary>
    public string HeaderOf(string field) => positions.TryGetValue(field, out var at) ? table.Headers[at] : field;

    /// <summary>Notes an error for each field that must be there and is not.</summary>
    public void Require(FieldErrors errors, params string[] fields)
    {
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

    private static Dictionary<string, int> Find(IReadOnlyList<string> headers, IReadOnlyDictionary<string, string[]> aliases)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = headers.Select(Plain).ToList();
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
