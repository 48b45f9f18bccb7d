using System.Text;

namespace CsKpiCases.Web.Commands;

/// <summary>Columns of text for a terminal; numbers to the right. Chinese characters are two cells wide.</summary>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<string[]> rows = [];

    public void Add(params object?[] cells) =>
        rows.Add([.. cells.Select(c => c is IFormattable f ? f.ToString(null, System.Globalization.CultureInfo.InvariantCulture) : c?.ToString() ?? "–")]);

    public override string ToString()
    {
        var widths = headers.Select((h, i) => rows.Select(r => Width(r[i])).Append(Width(h)).Max()).ToArray();
        var text = new StringBuilder();
        Append(text, headers, widths);
        foreach (var row in rows) Append(text, row, widths);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string[] cells, int[] widths)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var pad = new string(' ', widths[i] - Width(cells[i]));
            var isNumber = cells[i].Length > 0 && cells[i].All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '-');
            text.Append(isNumber ? pad + cells[i] : cells[i] + pad).Append(i < cells.Length - 1 ? "  " : "");
        }

        while (text.Length > 0 && text[^1] == ' ') text.Length--;
        text.Append('\n');
    }

    private static int Width(string text) => text.Sum(c => c >= 0x1100 && (c <= 0x115F || c is >= (char)0x2E80 and <= (char)0xFFE6) ? 2 : 1);
}
