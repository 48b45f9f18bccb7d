using System.Buffers;

namespace CsKpiCases.Web.Features.Imports.Reading;

/// <summary>What a file may be at most; what is beyond is refused before it costs anything.</summary>
public static class ImportLimits
{
    public const long FileBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>An unpacked workbook.</summary>
    public const long UnpackedBytes = 1024L * 1024 * 1024;
    public const int Rows = 10_000_000;
    public const int Columns = 1000;

    /// <summary>What a spreadsheet's cell can hold at most.</summary>
    public const int CellCharacters = 32_767;

    /// <summary>A CSV field longer than this is a quote that was never closed.</summary>
    public const int FieldCharacters = 1_000_000;

    // everything below the blank but tab, line feed and carriage return: no text, and some of it neither database takes
    private static readonly SearchValues<char> NoText = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c).Except(['\t', '\n', '\r'])]);

    /// <summary>Why a cell cannot be taken, as a reason of rejected rows; null when it can.</summary>
    public static string? FaultOf(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Length > CellCharacters ? "cell_too_long" : cell.AsSpan().ContainsAny(NoText) ? "invalid_text" : null;
    }
}
