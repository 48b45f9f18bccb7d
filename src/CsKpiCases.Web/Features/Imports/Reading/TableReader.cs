namespace CsKpiCases.Web.Features.Imports.Reading;

/// <summary>A file read as a table, row by row: named columns, text cells. Memory does not grow with the file.</summary>
public abstract class TableReader : IAsyncDisposable
{
    /// <summary>The column names of the first line, trimmed.</summary>
    public abstract IReadOnlyList<string> Headers { get; }

    /// <summary>The line (of text) or row (of a sheet, of an array) that was read last, from 1.</summary>
    public abstract int Line { get; }

    /// <summary>The next row; false at the end.</summary>
    /// <exception cref="UnreadableFileException">The file is damaged, or beyond a limit.</exception>
    public abstract ValueTask<bool> ReadAsync(CancellationToken cancellation);

    /// <summary>A cell of the present row; empty where the row is shorter.</summary>
    public abstract string Cell(int column);

    public abstract ValueTask DisposeAsync();

    /// <summary>Opens a file as what its name says: .xlsx, .json, else text with a delimiter.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">For text; null: seen from the first line.</param>
    /// <param name="cancellation">While the file is looked at.</param>
    /// <exception cref="UnreadableFileException">It cannot be read, or is beyond a limit.</exception>
    public static async Task<TableReader> OpenAsync(string path, string? delimiter, CancellationToken cancellation)
    {
        if (new FileInfo(path).Length > ImportLimits.FileBytes) throw new UnreadableFileException("The file is larger than 2 GB.");
        TableReader reader = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".XLSX" => XlsxReader.Open(path),
            ".JSON" => await JsonReader.OpenAsync(path, cancellation),
            _ => CsvTextReader.Open(path, await TextEncodings.OfAsync(path, cancellation), delimiter),
        };
        if (reader.Headers.Count is > 0 and <= ImportLimits.Columns) return reader;
        var message = reader.Headers.Count == 0 ? "The file has no header line." : $"The file has more than {ImportLimits.Columns} columns.";
        await reader.DisposeAsync();
        throw new UnreadableFileException(message);
    }
}

/// <summary>The file cannot be read as a table; the message says why.</summary>
public sealed class UnreadableFileException(string message) : Exception(message);
