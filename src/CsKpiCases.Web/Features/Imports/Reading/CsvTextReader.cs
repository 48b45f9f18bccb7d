using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CsKpiCases.Web.Features.Imports.Reading;

/// <summary>Comma, semicolon or tab separated text, with quoted fields that may hold line ends.</summary>
internal sealed class CsvTextReader : TableReader
{
    private static readonly char[] Delimiters = [',', '\t', ';', '|'];
    private readonly StreamReader text;
    private readonly CsvParser parser;
    private int line = 1;
    private int nextLine = 1;
    private int rows;

    private CsvTextReader(StreamReader text, CsvParser parser)
    {
        (this.text, this.parser) = (text, parser);
        Headers = Next() ? [.. Enumerable.Range(0, parser.Count).Select(i => parser[i].Trim())] : [];
    }

    public override IReadOnlyList<string> Headers { get; }

    public override int Line => line;

    public static CsvTextReader Open(string path, Encoding encoding, string? delimiter)
    {
        var separator = delimiter ?? Seen(path, encoding).ToString();
        var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true, new FileStreamOptions { BufferSize = 1 << 17, Options = FileOptions.SequentialScan });
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator,
            BadDataFound = null,
            BufferSize = 1 << 16,
            CacheFields = true,
            MaxFieldSize = ImportLimits.FieldCharacters,
        };
        return new CsvTextReader(text, new CsvParser(text, configuration, leaveOpen: true));
    }

    public override ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!Next()) return ValueTask.FromResult(false);
        if (++rows > ImportLimits.Rows) throw new UnreadableFileException($"The file has more than {ImportLimits.Rows:N0} rows.");
        return ValueTask.FromResult(true);
    }

    public override string Cell(int column) => column < parser.Count ? parser[column] : "";

    public override ValueTask DisposeAsync()
    {
        parser.Dispose();
        text.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool Next()
    {
        try
        {
            if (!parser.Read()) return false;
        }
        catch (CsvHelperException e)
        {
            throw new UnreadableFileException($"Line {nextLine} cannot be read: a quote is not closed, or a field is longer than {ImportLimits.FieldCharacters:N0} characters ({e.GetType().Name}).");
        }

        // the parser takes the end of the file for the end of a quote
        var isOpen = text.EndOfStream && IsOpen(parser.RawRecord, parser.Delimiter[0]);
        line = parser.RawRow == nextLine ? nextLine : parser.RawRow - Breaks(parser.RawRecord, isOpen);
        nextLine = parser.RawRow + 1;
        if (isOpen) throw new UnreadableFileException($"Line {line} cannot be read: a quote is not closed.");
        return true;
    }

    /// <summary>The line ends inside a row, which stand in its quoted fields.</summary>
    private static int Breaks(string record, bool isOpen)
    {
        var row = record.AsSpan().TrimStart("\r\n");
        if (!isOpen) row = row.TrimEnd("\r\n");
        var count = 0;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == '\n' || (row[i] == '\r' && (i + 1 == row.Length || row[i + 1] != '\n'))) count++;
        }

        return count;
    }

    /// <summary>Whether a row's last quote is not closed: it ends within quotes, or holds a line end outside of any.</summary>
    private static bool IsOpen(string record, char delimiter)
    {
        var row = record.AsSpan().Trim("\r\n");
        var (isQuoted, isStart) = (false, true);
        for (var i = 0; i < row.Length; i++)
        {
            var c = row[i];
            if (isQuoted)
            {
                if (c != '"') continue;
                if (i + 1 < row.Length && row[i + 1] == '"') i++;
                else isQuoted = false;
                continue;
            }

            if (c is '\r' or '\n') return true;
            isQuoted = isStart && c == '"';
            isStart = c == delimiter;
        }

        return isQuoted;
    }

    /// <summary>The delimiter that stands most often in the first line, outside quotes.</summary>
    private static char Seen(string path, Encoding encoding)
    {
        using var start = new StreamReader(path, encoding);
        var (quoted, counts) = (false, new int[Delimiters.Length]);
        for (var i = 0; i < ImportLimits.FieldCharacters && start.Read() is >= 0 and var c; i++)
        {
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c is '\r' or '\n' && i > 0) break;
            if (Array.IndexOf(Delimiters, (char)c) is >= 0 and var at) counts[at]++;
        }

        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }
}
