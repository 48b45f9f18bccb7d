using System.Globalization;
using System.Text;
using CsKpiCases.Data;

namespace CsKpiCases.Web.Features.Imports.Reading;

/// <summary>Rows that were not taken, written beside the file as they are met: line, column, reason, value.</summary>
public sealed class RejectedRows(string? path) : IAsyncDisposable
{
    private StreamWriter? writer;

    public long Count { get; private set; }

    /// <summary>The file they stand in; null while there are none, or where none was asked for.</summary>
    public string? Path => writer is null ? null : path;

    /// <summary>The first ones, for a page or an answer.</summary>
    public List<RejectedRow> First { get; } = [];

    public void Add(int line, string column, string reason, string value)
    {
        Count++;
        var row = new RejectedRow(line, column, reason, ClippedText.To(value, 200));
        if (First.Count < 100) First.Add(row);
        if (path is null) return;
        // with a byte order mark: spreadsheets take it for UTF-8 then
        writer ??= Started(path);
        writer.WriteLine(string.Join(',', [line.ToString(CultureInfo.InvariantCulture), Field(column), Field(reason), Field(row.Value)]));
    }

    public async ValueTask DisposeAsync()
    {
        if (writer is not null) await writer.DisposeAsync();
    }

    private static StreamWriter Started(string path)
    {
        var started = new StreamWriter(path, append: false, new UTF8Encoding(true));
        started.WriteLine("line,column,reason,value");
        return started;
    }

    /// <summary>Quoted where needed; what a spreadsheet would take for a formula gets an apostrophe.</summary>
    private static string Field(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

/// <summary>One row that was not taken.</summary>
/// <param name="Line">In the file, from 1.</param>
/// <param name="Column">The column at fault; empty for the row as a whole.</param>
/// <param name="Reason">A code such as <c>invalid_time</c>.</param>
/// <param name="Value">What stood there.</param>
public sealed record RejectedRow(int Line, string Column, string Reason, string Value);
