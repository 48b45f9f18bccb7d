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
            line = nextLine;
            nextLine = parser.RawRow + 1;
            return true;
        }
        catch (CsvHelperException e)
        {
            throw new UnreadableFileException($"Line {nextLine} cannot be read: a quote is not closed, or a field is longer than {ImportLimits.FieldCharacters:N0} characters ({e.GetType().Name}).");
        }
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
