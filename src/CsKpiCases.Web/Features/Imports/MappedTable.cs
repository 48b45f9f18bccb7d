using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports.Reading;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>A table seen through a map: cells by mapped column, with the map's words for "nothing" and its times.</summary>
internal sealed class MappedTable(TableReader table, ImportMap map, TimeZoneInfo shopZone)
{
    private readonly TimeZoneInfo zone = map.TimeZone ?? shopZone;
    private readonly Dictionary<string, DateTime?> times = [];

    /// <summary>Positions of a mapped field's columns; a column that the file lacks is an error at the field.</summary>
    public int[] Positions(MappedColumn? column, string path, FieldErrors errors)
    {
        if (column is null) return [];
        var positions = column.Columns.Select(name => Position(name)).ToArray();
        for (var i = 0; i < positions.Length; i++)
        {
            if (positions[i] < 0) errors.Add(path, "unknown_column", $"The file has no column '{column.Columns[i]}'.");
        }

        return positions;
    }

    /// <summary>The text of a field; several columns are joined. Null where nothing is known.</summary>
    public string? Text(int[] columns)
    {
        if (columns.Length == 1) return Cell(columns[0]);
        string? joined = null;
        foreach (var column in columns)
        {
            if (Cell(column) is { } text) joined = joined is null ? text : $"{joined} · {text}";
        }

        return joined;
    }

    /// <summary>Reads the first of a field's columns that holds something as an instant; false when it is none.</summary>
    public bool TryReadTime(int[] columns, out DateTime? instant)
    {
        instant = null;
        foreach (var column in columns)
        {
            if (Cell(column) is not { } text) continue;
            if (!times.TryGetValue(text, out instant)) Remember(text, instant = Parse(text));
            return instant is not null;
        }

        return true;
    }

    /// <summary>The first cell that cannot be taken, and why; null when all can.</summary>
    public (int Column, string Reason)? Unfit(IEnumerable<int> columns)
    {
        foreach (var column in columns)
        {
            if (ImportLimits.FaultOf(table.Cell(column)) is { } reason) return (column, reason);
        }

        return null;
    }

    private DateTime? Parse(string text) => map.TimeFormat is { } format
        ? (CellText.TryReadInstant(text, format, zone, out var at) ? at : null)
        : CellText.TryReadInstant(text, zone, out var iso) ? iso : null;

    // rows of a case repeat its times; bounded, so that memory stays flat
    private void Remember(string text, DateTime? instant)
    {
        if (times.Count > 20_000) times.Clear();
        times[text] = instant;
    }

    private string? Cell(int column)
    {
        var text = CellText.Clean(table.Cell(column));
        return text.Length == 0 || map.Missing.Contains(text) ? null : text;
    }

    private int Position(string name)
    {
        for (var i = 0; i < table.Headers.Count; i++)
        {
            if (table.Headers[i] == name) return i;
        }

        for (var i = 0; i < table.Headers.Count; i++)
        {
            if (string.Equals(table.Headers[i], name.Trim(), StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }
}
