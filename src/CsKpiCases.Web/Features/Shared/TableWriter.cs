using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Writes a table row by row. Texts that a spreadsheet would take for a formula are escaped.</summary>
internal abstract class TableWriter : IAsyncDisposable
{
    public abstract Task WriteAsync(IReadOnlyList<TableCell> cells);

    public abstract ValueTask DisposeAsync();

    public static TableWriter Create(string path, string extension, IReadOnlyList<string> columns) => extension.ToUpperInvariant() switch
    {
        ".JSON" => new JsonTable(path, columns),
        ".XLSX" => new XlsxTable(path, columns),
        _ => new CsvTable(path, columns),
    };

    // full-width signs too: Chinese spreadsheets take them for the narrow ones
    protected static string Safe(string cell) => cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠', ..] ? "'" + cell : cell;

    private sealed class CsvTable : TableWriter
    {
        private readonly StreamWriter writer;

        // with a byte order mark: spreadsheets take it for UTF-8 then
        public CsvTable(string path, IReadOnlyList<string> columns)
        {
            writer = new StreamWriter(path, append: false, new UTF8Encoding(true));
            writer.WriteLine(string.Join(',', columns));
        }

        public override Task WriteAsync(IReadOnlyList<TableCell> cells) => writer.WriteLineAsync(string.Join(',', cells.Select(c => c.IsNumber ? c.Text : Field(Safe(c.Text ?? "")))));

        public override ValueTask DisposeAsync() => writer.DisposeAsync();

        private static string Field(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private sealed class JsonTable : TableWriter
    {
        private readonly FileStream stream;
        private readonly Utf8JsonWriter writer;
        private readonly IReadOnlyList<string> columns;

        public JsonTable(string path, IReadOnlyList<string> columns)
        {
            this.columns = columns;
            stream = File.Create(path);
            writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            writer.WriteStartArray();
        }

        public override async Task WriteAsync(IReadOnlyList<TableCell> cells)
        {
            writer.WriteStartObject();
            for (var i = 0; i < columns.Count; i++) Write(columns[i], cells[i]);
            writer.WriteEndObject();
            if (writer.BytesPending > 1 << 16) await writer.FlushAsync();
        }

        private void Write(string column, TableCell cell)
        {
            writer.WritePropertyName(column);
            if (cell.IsNumber) writer.WriteRawValue(cell.Text!);
            else writer.WriteStringValue(cell.Text);
        }

        public override async ValueTask DisposeAsync()
        {
            writer.WriteEndArray();
            await writer.DisposeAsync();
            await stream.DisposeAsync();
        }
    }

    private sealed class XlsxTable : TableWriter
    {
        private readonly SpreadsheetDocument document;
        private readonly OpenXmlWriter writer;

        public XlsxTable(string path, IReadOnlyList<string> columns)
        {
            document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
            var workbook = document.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "cases" }));
            writer = OpenXmlWriter.Create(sheet);
            writer.WriteStartElement(new Worksheet());
            writer.WriteStartElement(new SheetData());
            WriteRow([.. columns]);
        }

        public override Task WriteAsync(IReadOnlyList<TableCell> cells)
        {
            WriteRow(cells);
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.Close();
            document.Dispose();
            return ValueTask.CompletedTask;
        }

        private void WriteRow(IReadOnlyList<TableCell> cells)
        {
            writer.WriteStartElement(new Row());
            foreach (var cell in cells) writer.WriteElement(cell.IsNumber ? new Cell { CellValue = new CellValue(cell.Text!) } : TextOf(cell.Text));
            writer.WriteEndElement();
        }

        // a cell of type text is no formula
        private static Cell TextOf(string? text) => new() { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve }) };

        /// <summary>Without what XML cannot hold; a character of two halves stays whole.</summary>
        private static string Clean(string? text) => text is null ? "" : string.Concat(text.EnumerateRunes().Where(r => !r.IsBmp || System.Xml.XmlConvert.IsXmlChar((char)r.Value)));
    }
}
