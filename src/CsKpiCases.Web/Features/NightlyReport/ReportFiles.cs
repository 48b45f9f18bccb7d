using System.Globalization;
using System.Text;
using CsKpiCases.Web.Resources;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>A report as CSV (its lines) and XLSX (lines and breaches), in the reader's language.</summary>
public sealed class ReportFiles(Texts texts)
{
    /// <summary>UTF-8 with its mark, so that Excel reads Chinese; cells that a sheet would take for a formula are escaped.</summary>
    public byte[] Csv(DayReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var stream = new MemoryStream();
        using (var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }))
        {
            foreach (var row in Lines(report))
            {
                foreach (var cell in row) csv.WriteField(cell is long number ? number.ToString(CultureInfo.InvariantCulture) : cell as string ?? "");
                csv.NextRecord();
            }
        }

        return stream.ToArray();
    }

    /// <summary>Text cells are inline strings: a workbook takes them for text whatever they begin with.</summary>
    public byte[] Xlsx(DayReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var sheets = new Sheets();
            workbook.Workbook = new Workbook(sheets);
            Add(workbook, sheets, 1, texts["nightly.title"], Lines(report));
            Add(workbook, sheets, 2, texts["nightly.breached-cases"], Breaches(report));
        }

        return stream.ToArray();
    }

    private static void Add(WorkbookPart workbook, Sheets sheets, uint id, string name, IEnumerable<object?[]> rows)
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        using (var writer = OpenXmlWriter.Create(part))
        {
            writer.WriteStartElement(new Worksheet());
            writer.WriteStartElement(new SheetData());
            foreach (var row in rows)
            {
                writer.WriteStartElement(new Row());
                foreach (var cell in row) writer.WriteElement(CellOf(cell));
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        sheets.Append(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = id, Name = name });
    }

    private static Cell CellOf(object? value) => value switch
    {
        long number => new Cell { CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)), DataType = CellValues.Number },
        string text => new Cell { InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }), DataType = CellValues.InlineString },
        _ => new Cell(),
    };

    private IEnumerable<object?[]> Lines(DayReport report)
    {
        yield return
        [
            texts["nightly.by"], texts["nightly.name"], .. new[] { "opened", "stopped", "met", "late", "breached", "risk" }.Select(figure => texts.Column(figure, "clocks")),
            texts["nightly.median-seconds"], texts["nightly.p90-seconds"], .. Enumerable.Range(0, BacklogAges.Count).Select(i => texts.Column("backlog", "cases-by-clocks") + " " + texts.Age(i)),
        ];
        foreach (var line in report.Lines)
        {
            yield return
            [
                Shared.TextCodes.Code(texts, "nightly.by.", line.By.ToString()), texts.Line(line), line.Opened, line.Stopped, line.Met, line.Late, line.Breached,
                line.AtRisk, line.MedianSeconds, line.P90Seconds, .. line.Backlog.Select(age => (object?)age),
            ];
        }
    }

    private IEnumerable<object?[]> Breaches(DayReport report)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(report.TimeZone);
        yield return [texts["nightly.case"], texts["nightly.subject"], texts["nightly.clock"], texts["nightly.at"], texts["nightly.whose"], texts["nightly.spent"]];
        foreach (var breached in report.Breached)
        {
            var spent = texts.Spent(breached).Parts.Select(p => FormattableString.Invariant($"{p.Name}{(p.IsOffShift ? texts["time.off-shift"] : "")} {p.Seconds / 60.0:0.#} min"));
            yield return
            [
                breached.Number, breached.Subject, Shared.TextCodes.Code(texts, "clock.", breached.Clock),
                TimeZoneInfo.ConvertTimeFromUtc(breached.BreachedAt, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                texts.Holder(breached.Party, breached.Owner), string.Join("; ", spent),
            ];
        }
    }
}
