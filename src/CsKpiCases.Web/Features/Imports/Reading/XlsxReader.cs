using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CsKpiCases.Web.Features.Imports.Reading;

/// <summary>The first sheet of a workbook, read as a stream; cells formatted as dates come as ISO text, times alone as <c>HH:mm:ss</c>.</summary>
internal sealed class XlsxReader : TableReader
{
    // a duration of three years is none: such a cell is a date of which the time alone is shown
    private const int MostDaysOfTime = 1000;
    private readonly SpreadsheetDocument document;
    private readonly OpenXmlReader reader;
    private readonly List<string> strings;
    private readonly Dictionary<int, bool> dateStyles; // true: a time alone
    private readonly Dictionary<int, string> cells = [];
    private int line;
    private int rows;

    private XlsxReader(SpreadsheetDocument document)
    {
        this.document = document;
        var workbook = document.WorkbookPart ?? throw new UnreadableFileException("The file is no workbook.");
        strings = Strings(workbook);
        dateStyles = DateStyles(workbook);
        var sheet = workbook.Workbook.Sheets?.Elements<Sheet>().FirstOrDefault(s => s.Id?.Value is not null)
            ?? throw new UnreadableFileException("The workbook has no sheet.");
        if (!workbook.TryGetPartById(sheet.Id!.Value!, out var part) || part is not WorksheetPart) throw new UnreadableFileException("The first sheet of the workbook holds no cells.");
        reader = OpenXmlReader.Create(part);
        Headers = NextRow() ? [.. Enumerable.Range(0, cells.Count == 0 ? 0 : cells.Keys.Max() + 1).Select(i => Cell(i).Trim())] : [];
    }

    public override IReadOnlyList<string> Headers { get; }

    public override int Line => line;

    public static XlsxReader Open(string path)
    {
        try
        {
            using (var zip = ZipFile.OpenRead(path))
            {
                if (zip.Entries.Sum(e => e.Length) > ImportLimits.UnpackedBytes) throw new UnreadableFileException("The workbook unpacks to more than 1 GB.");
            }

            return new XlsxReader(SpreadsheetDocument.Open(path, isEditable: false));
        }
        catch (Exception e) when (e is InvalidDataException or OpenXmlPackageException or FileFormatException or System.Xml.XmlException)
        {
            throw new UnreadableFileException("The file is no workbook: " + e.Message);
        }
    }

    public override ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (++rows > ImportLimits.Rows) throw new UnreadableFileException($"The file has more than {ImportLimits.Rows:N0} rows.");
        while (NextRow())
        {
            if (cells.Values.Any(c => c.Length > 0)) return ValueTask.FromResult(true);
        }

        return ValueTask.FromResult(false);
    }

    public override string Cell(int column) => cells.GetValueOrDefault(column, "");

    public override ValueTask DisposeAsync()
    {
        reader.Dispose();
        document.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool NextRow()
    {
        try
        {
            while (reader.Read())
            {
                if (reader.ElementType != typeof(Row) || !reader.IsStartElement) continue;
                ReadRow((Row)reader.LoadCurrentElement()!);
                return true;
            }

            return false;
        }
        catch (System.Xml.XmlException e)
        {
            throw new UnreadableFileException($"Row {line + 1} cannot be read: {e.Message}");
        }
    }

    private void ReadRow(Row row)
    {
        line = (int?)row.RowIndex?.Value ?? line + 1;
        cells.Clear();
        var next = 0;
        foreach (var cell in row.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>())
        {
            var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : next;
            if (column is < 0 or > ImportLimits.Columns) throw new UnreadableFileException($"Row {line} has more than {ImportLimits.Columns} columns.");
            cells[column] = Text(cell);
            next = column + 1;
        }
    }

    private string Text(DocumentFormat.OpenXml.Spreadsheet.Cell cell)
    {
        var value = cell.CellValue?.Text ?? "";
        if (cell.DataType is not { } type) return Number(cell, value);
        if (type.Value == CellValues.SharedString) return Shared(value);
        if (type.Value == CellValues.InlineString) return cell.InlineString?.InnerText ?? "";
        if (type.Value == CellValues.Boolean) return value == "1" ? "true" : "false";
        return type.Value == CellValues.Number ? Number(cell, value) : value;
    }

    private string Shared(string value)
    {
        if (!int.TryParse(value, CultureInfo.InvariantCulture, out var index)) return "";
        return index >= 0 && index < strings.Count ? strings[index] : throw new UnreadableFileException($"Row {line} refers to a text that the workbook does not have.");
    }

    private string Number(DocumentFormat.OpenXml.Spreadsheet.Cell cell, string value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return value;
        if (cell.StyleIndex is { } style && dateStyles.TryGetValue((int)style.Value, out var isTime) && number is >= 0 and < 2_958_466)
        {
            if (number < 1 || (isTime && number < MostDaysOfTime)) return Time(number);
            // a day's fraction is seldom exact to the second
            var at = DateTime.FromOADate(number).AddMilliseconds(500);
            return at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        }

        if (!decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)) return value;
        // long order numbers come as 1.23E+17: write the digits out
        if (decimal.Truncate(exact) == exact) return value.Contains('E', StringComparison.OrdinalIgnoreCase) ? exact.ToString("0", CultureInfo.InvariantCulture) : value;
        // what was typed as 4.86 is stored as 4.8600000000000003: a sheet shows fifteen digits, no more were meant
        var shown = number.ToString("E14", CultureInfo.InvariantCulture);
        return decimal.Parse(shown, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.############################", CultureInfo.InvariantCulture);
    }

    private static string Time(double days)
    {
        var seconds = (long)Math.Round(days * 86_400, MidpointRounding.AwayFromZero);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var c in reference.TakeWhile(char.IsAsciiLetter)) column = (column * 26) + (char.ToUpperInvariant(c) - 'A' + 1);
        return column - 1;
    }

    private static List<string> Strings(WorkbookPart workbook)
    {
        var found = new List<string>();
        if (workbook.SharedStringTablePart is not { } part) return found;
        using var each = OpenXmlReader.Create(part);
        while (each.Read())
        {
            if (each.ElementType == typeof(SharedStringItem) && each.IsStartElement) found.Add(each.LoadCurrentElement()!.InnerText);
        }

        return found;
    }

    private static Dictionary<int, bool> DateStyles(WorkbookPart workbook)
    {
        if (workbook.WorkbookStylesPart?.Stylesheet is not { CellFormats: { } formats } sheet) return [];
        var custom = (sheet.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            .Where(f => f.NumberFormatId is not null && NumberFormat.IsDate(f.FormatCode?.Value))
            .GroupBy(f => f.NumberFormatId!.Value).ToDictionary(f => f.Key, f => NumberFormat.IsTime(f.First().FormatCode!.Value!));
        return formats.Elements<CellFormat>()
            .Select((format, index) => (Id: format.NumberFormatId?.Value ?? 0, index))
            .Where(f => f.Id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) || custom.ContainsKey(f.Id))
            .ToDictionary(f => f.index, f => f.Id is (>= 18 and <= 21) or (>= 45 and <= 47) || custom.GetValueOrDefault(f.Id));
    }
}
