using System.Buffers;
using System.Text;

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

    // control characters but tab, line feed and carriage return, and the two that are none: no text, and some of it a
    // database or a workbook would not take
    private static readonly SearchValues<char> NoText = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(char.IsControl).Except(['\t', '\n', '\r']), '\uFFFE', '\uFFFF']);

    /// <summary>Why a cell cannot be taken, as a reason of rejected rows; null when it can.</summary>
    public static string? FaultOf(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Length > CellCharacters ? "cell_too_long" : cell.AsSpan().ContainsAny(NoText) || HoldsHalfACharacter(cell) ? "invalid_text" : null;
    }

    private static bool HoldsHalfACharacter(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var length) != OperationStatus.Done) return true;
            text = text[(at + length)..];
        }

        return false;
    }
}
