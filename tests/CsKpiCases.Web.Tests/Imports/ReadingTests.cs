using System.Globalization;
using System.Text;
using CsKpiCases.Web.Features.Imports.Reading;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>Files as they come: encodings, delimiters, workbooks, and what cells say.</summary>
public sealed class ReadingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cases-read-").FullName;

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-bom", "utf-16", "gb18030"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Text_InAnyEncoding_IsReadAsWhatItSays(string name)
    {
        var encoding = name switch { "utf-8" => new UTF8Encoding(false), "utf-8-bom" => new UTF8Encoding(true), "utf-16" => Encoding.Unicode, _ => TextEncodings.Gb18030 };
        // past the first block, and so that a character lies across its edge
        var text = "订单编号;备注\n" + new string('a', 65_519) + ";x\n1;换行\"里\"\n2;\"两\n行\"\n";
        var path = Path.Combine(folder, "a.csv");
        await File.WriteAllTextAsync(path, text, encoding);

        await using var table = await TableReader.OpenAsync(path, null, default);

        Assert.Equal(["订单编号", "备注"], table.Headers);
        Assert.True(await table.ReadAsync(default) && await table.ReadAsync(default));
        Assert.Equal("1", table.Cell(0));
        Assert.True(await table.ReadAsync(default));
        Assert.Equal(("两\n行", 4, ""), (table.Cell(1), table.Line, table.Cell(7)));
        Assert.False(await table.ReadAsync(default));
    }

    [Fact]
    public async Task Text_WithAQuoteThatNeverCloses_IsUnreadable()
    {
        var path = Path.Combine(folder, "a.csv");
        await File.WriteAllTextAsync(path, "a,b\n1,\"" + new string('x', 2_000_000));
        await using var table = await TableReader.OpenAsync(path, null, default);
        await Assert.ThrowsAsync<UnreadableFileException>(async () => await table.ReadAsync(default));
    }

    [Fact]
    public async Task Text_WithAQuoteThatSwallowsTheRestOfASmallFile_IsUnreadableAtItsLine()
    {
        var path = Path.Combine(folder, "a.csv");
        var rows = Enumerable.Range(1, 1500).Select(i => i < 700 ? $"{i},\"a \"\"quoted\"\" one\"" : i == 700 ? "700,\"open" : $"{i},x");
        await File.WriteAllTextAsync(path, "a,b\n" + string.Join('\n', rows) + "\n");
        await using var table = await TableReader.OpenAsync(path, null, default);
        for (var i = 1; i < 700; i++) Assert.True(await table.ReadAsync(default));
        Assert.Equal(("699", "a \"quoted\" one", 700), (table.Cell(0), table.Cell(1), table.Line));
        var fault = await Assert.ThrowsAsync<UnreadableFileException>(async () => await table.ReadAsync(default));
        Assert.StartsWith("Line 701 ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Text_WithBlankLinesAndLineEndsInQuotes_NamesTheLineEachRowStartsAt(string end)
    {
        var path = Path.Combine(folder, "a.csv");
        await File.WriteAllTextAsync(path, string.Join(end, "a,b", "1,x", "", "", "2,\"x", "", "y\"", "3,x", "", "4,\"x", "y\""));
        await using var table = await TableReader.OpenAsync(path, null, default);
        var lines = new List<(string, int)>();
        while (await table.ReadAsync(default)) lines.Add((table.Cell(0), table.Line));
        Assert.Equal([("1", 2), ("2", 5), ("3", 8), ("4", 10)], lines);
    }

    [Theory]
    [InlineData("""[{ "a": "1" }, { "a": "\ud800" }]""")]
    [InlineData("""[{ "a": "1" }, { "\ud800": "2" }]""")]
    public async Task Json_WithHalfACharacter_IsUnreadable(string json)
    {
        var path = Path.Combine(folder, "a.json");
        await File.WriteAllTextAsync(path, json);
        await Assert.ThrowsAsync<UnreadableFileException>(async () =>
        {
            await using var table = await TableReader.OpenAsync(path, null, default);
            while (await table.ReadAsync(default)) table.Cell(0);
        });
    }

    [Fact]
    public async Task Json_OfObjects_HasTheColumnsOfAll()
    {
        var path = Path.Combine(folder, "a.json");
        await File.WriteAllTextAsync(path, """[{ "a": 1, "b": "两" }, { "c": true, "a": null }]""");
        await using var table = await TableReader.OpenAsync(path, null, default);
        Assert.Equal(["a", "b", "c"], table.Headers);
        Assert.True(await table.ReadAsync(default));
        Assert.Equal(("1", "两", ""), (table.Cell(0), table.Cell(1), table.Cell(2)));
        Assert.True(await table.ReadAsync(default));
        Assert.Equal(("", "", "true"), (table.Cell(0), table.Cell(1), table.Cell(2)));
    }

    [Fact]
    public async Task Workbook_WithDatesAndLongNumbers_ComesAsText()
    {
        var path = Path.Combine(folder, "a.xlsx");
        WriteWorkbook(path);
        await using var table = await TableReader.OpenAsync(path, null, default);
        Assert.Equal(["订单编号", "下单时间", "金额"], table.Headers);
        Assert.True(await table.ReadAsync(default));
        Assert.Equal(("123456789012345678", "2026-03-02 09:30:00", "12.5"), (table.Cell(0), table.Cell(1), table.Cell(2)));
        Assert.True(await table.ReadAsync(default));
        Assert.Equal(("2", "", "x"), (table.Cell(0), table.Cell(1), table.Cell(2)));
        Assert.False(await table.ReadAsync(default));
    }

    [Fact]
    public async Task Workbook_WithTimesWithoutADate_GivesThemAsTimes()
    {
        var path = Path.Combine(folder, "a.xlsx");
        static Cell Of(double days, uint style) => new() { CellValue = new CellValue(days.ToString("R", CultureInfo.InvariantCulture)), DataType = CellValues.Number, StyleIndex = style };
        var day = new DateTime(2026, 3, 2, 9, 30, 0).ToOADate();
        WriteSheet(path, new Row(Inline("a"), Inline("b"), Inline("c"), Inline("d"), Inline("e")), new Row(Of(35 / 86_400.0, 1), Of(35 / 86_400.0, 2), Of(1.5, 3), Of(1.5, 4), Of(day, 2)));
        await using var table = await TableReader.OpenAsync(path, null, default);
        Assert.True(await table.ReadAsync(default));
        Assert.Equal(["00:00:35", "00:00:35", "36:00:00", "36:00:00", "2026-03-02 09:30:00"], Enumerable.Range(0, 5).Select(table.Cell));
        Assert.True(CellText.TryReadSeconds(table.Cell(0), out var seconds) && seconds == 35);
    }

    [Theory]
    [InlineData("0.95499999999999996", "0.955")]
    [InlineData("4.8600000000000003", "4.86")]
    [InlineData("19.899999999999999", "19.9")]
    [InlineData("9.9999999999999995E-7", "0.000001")]
    [InlineData("100.00000000000001", "100")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("3.0", "3.0")]
    [InlineData("123456789012345678", "123456789012345678")]
    [InlineData("1.2345678901234567E17", "123456789012345670")]
    public async Task Workbook_WithANumber_GivesTheFigureThatWasTyped(string stored, string expected)
    {
        var path = Path.Combine(folder, "a.xlsx");
        WriteSheet(path, new Row(Inline("a")), new Row(new Cell { CellValue = new CellValue(stored), DataType = CellValues.Number }));
        await using var table = await TableReader.OpenAsync(path, null, default);
        Assert.True(await table.ReadAsync(default));
        Assert.Equal(expected, table.Cell(0));
    }

    [Theory]
    [InlineData("[Red]0", "46083.5")]
    [InlineData("0.0\"day\"", "46083.5")]
    [InlineData("0\\d", "46083.5")]
    [InlineData("#,##0_d;[Red]-#,##0*h", "46083.5")]
    [InlineData("[$Md-804]#,##0", "46083.5")]
    [InlineData("General\" hours\"", "46083.5")]
    [InlineData("[$-804]yyyy\"年\"m\"月\"d\"日\"", "2026-03-02 12:00:00")]
    [InlineData("YYYY-MM-DD", "2026-03-02 12:00:00")]
    [InlineData("yyyy年m月", "2026-03-02 12:00:00")]
    [InlineData("mmm\\-yy", "2026-03-02 12:00:00")]
    [InlineData("[h]:mm", "2026-03-02 12:00:00")]
    [InlineData("[mm]:ss", "36:00:00", 1.5)]
    [InlineData("[ss]", "36:00:00", 1.5)]
    [InlineData("h\" day\"", "36:00:00", 1.5)]
    [InlineData("[$-F400]h:mm:ss\\ AM/PM", "36:00:00", 1.5)]
    [InlineData("d\" h\"", "1899-12-31 12:00:00", 1.5)]
    public async Task Workbook_WithAFormatOfItsOwn_IsReadByItsPlaceholdersAlone(string format, string expected, double number = 46_083.5)
    {
        var path = Path.Combine(folder, "a.xlsx");
        var cell = new Cell { CellValue = new CellValue(number.ToString("R", CultureInfo.InvariantCulture)), DataType = CellValues.Number, StyleIndex = 4 };
        WriteSheet(path, format, new Row(Inline("a")), new Row(cell));
        await using var table = await TableReader.OpenAsync(path, null, default);
        Assert.True(await table.ReadAsync(default));
        Assert.Equal(expected, table.Cell(0));
    }

    [Theory]
    [InlineData("杯子😀\t\r\n\u00A0", null)]
    [InlineData("a\u001F", "invalid_text")]
    [InlineData("a\u007F", "invalid_text")]
    [InlineData("\u0085杯", "invalid_text")]
    [InlineData("a\u009F", "invalid_text")]
    [InlineData("\uFFFE", "invalid_text")]
    [InlineData("a\uFFFF", "invalid_text")]
    public void Cell_WithWhatIsNoText_SaysSo(string cell, string? expected) => Assert.Equal(expected, ImportLimits.FaultOf(cell));

    // no theory: an attribute's text cannot hold half a character
    [Fact]
    public void Cell_WithHalfACharacter_SaysSo() =>
        Assert.All(["😀\uD83D", "\uDE00a😀", "\uDE00\uD83D", "a\uD83Db"], cell => Assert.Equal("invalid_text", ImportLimits.FaultOf(cell)));

    [Theory]
    [InlineData("-1")]
    [InlineData("5")]
    public async Task Workbook_WithATextThatItDoesNotHave_IsUnreadable(string index)
    {
        var path = Path.Combine(folder, "a.xlsx");
        WriteSheet(path, new Row(Inline("a")), new Row(new Cell { CellValue = new CellValue(index), DataType = CellValues.SharedString }));
        await using var table = await TableReader.OpenAsync(path, null, default);
        await Assert.ThrowsAsync<UnreadableFileException>(async () => await table.ReadAsync(default));
    }

    [Fact]
    public async Task Workbook_WhoseFirstSheetIsAChart_IsUnreadable()
    {
        var path = Path.Combine(folder, "a.xlsx");
        using (var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var chart = workbook.AddNewPart<ChartsheetPart>();
            chart.Chartsheet = new Chartsheet();
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(chart), SheetId = 1, Name = "图" }));
        }

        await Assert.ThrowsAsync<UnreadableFileException>(() => TableReader.OpenAsync(path, null, default));
    }

    [Theory]
    [InlineData("=\"00123\"", "00123")]
    [InlineData("'00123", "00123")]
    [InlineData(" \t两 \u3000", "两")]
    public void Clean_OfAWrappedCell_IsItsText(string cell, string expected) => Assert.Equal(expected, CellText.Clean(cell));

    [Theory]
    [InlineData("¥1,234.50", 1234.50)]
    [InlineData("￥１２．５元", 12.5)]
    [InlineData("-3", -3.0)]
    [InlineData("1.234", null)]
    [InlineData("abc", null)]
    [InlineData("", null)]
    public void Amount_AsPlatformsWriteIt_IsRead(string cell, double? expected) =>
        Assert.Equal((decimal?)expected, CellText.TryReadAmount(cell, out var amount) ? amount : null);

    [Theory]
    [InlineData("35", 35)]
    [InlineData("35.5秒", 36)]
    [InlineData("1:05", 65)]
    [InlineData("01:01:05", 3665)]
    [InlineData("1分5秒", 65)]
    [InlineData("2分钟", 120)]
    [InlineData("1小时", 3600)]
    [InlineData("soon", null)]
    public void Seconds_AsPlatformsWriteThem_AreRead(string cell, int? expected) =>
        Assert.Equal(expected, CellText.TryReadSeconds(cell, out var seconds) ? (int)seconds : null);

    [Theory]
    [InlineData("2026/3/2 9:05", "2026-03-02T01:05:00Z")]
    [InlineData("2026-03-02 09:05:07", "2026-03-02T01:05:07Z")]
    [InlineData("2026-03-02T09:05:07Z", "2026-03-02T09:05:07Z")]
    [InlineData("2026-03-02 09:05:07+01:00", "2026-03-02T08:05:07Z")]
    [InlineData("２０２６年３月２日", "2026-03-01T16:00:00Z")]
    [InlineData("2026-02-30", null)]
    [InlineData("0000-00-00 00:00:00", null)]
    [InlineData("03/02/2026", null)]
    public void Instant_AsPlatformsWriteIt_IsRead(string cell, string? expected) =>
        Assert.Equal(expected, CellText.TryReadInstant(cell, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), out var at) ? at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null);

    [Theory]
    [InlineData("9/2/2016 04:05", "d/M/yyyy HH:mm", "2016-02-08T20:05:00Z")]
    [InlineData("9/2/2016 04:05 +02:00", "d/M/yyyy HH:mm zzz", "2016-02-09T02:05:00Z")]
    [InlineData("2016-02-09", "d/M/yyyy HH:mm", null)]
    public void Instant_InAGivenFormat_IsRead(string cell, string format, string? expected) =>
        Assert.Equal(expected, CellText.TryReadInstant(cell, format, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), out var at) ? at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Cell Inline(string text) => new() { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) };

    /// <summary>A sheet whose styles are a date and time, a time, a duration, and a duration in a format of its own.</summary>
    private static void WriteSheet(string path, params Row[] rows) => WriteSheet(path, "[h]:mm:ss", rows);

    private static void WriteSheet(string path, string format, params Row[] rows)
    {
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        uint[] formats = [0, 22, 21, 46, 164];
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
            new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = format }), new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()),
            new CellFormats(formats.Select(f => new CellFormat { NumberFormatId = f })));
        var sheet = workbook.AddNewPart<WorksheetPart>();
        sheet.Worksheet = new Worksheet(new SheetData(rows.AsEnumerable<OpenXmlElement>()));
        workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "表" }));
    }

    private static void WriteWorkbook(string path)
    {
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        var styles = workbook.AddNewPart<WorkbookStylesPart>();
        styles.Stylesheet = new Stylesheet(new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 22 }));
        var strings = workbook.AddNewPart<SharedStringTablePart>();
        strings.SharedStringTable = new SharedStringTable(new SharedStringItem(new Text("订单编号")), new SharedStringItem(new Text("下单时间")), new SharedStringItem(new Text("金额")));
        var sheet = workbook.AddNewPart<WorksheetPart>();
        static Cell Of(string value, CellValues type, uint style = 0) => new() { CellValue = new CellValue(value), DataType = type, StyleIndex = style };
        sheet.Worksheet = new Worksheet(new SheetData(
            new Row(Of("0", CellValues.SharedString), Of("1", CellValues.SharedString), Of("2", CellValues.SharedString)),
            new Row(Of("1.23456789012345678E17", CellValues.Number), Of(new DateTime(2026, 3, 2, 9, 30, 0).ToOADate().ToString("R", CultureInfo.InvariantCulture), CellValues.Number, 1), Of("12.5", CellValues.Number)),
            new Row(),
            new Row(Of("2", CellValues.Number), new Cell { CellReference = "C4", DataType = CellValues.InlineString, InlineString = new InlineString(new Text("x")) })));
        workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "订单" }));
    }
}
