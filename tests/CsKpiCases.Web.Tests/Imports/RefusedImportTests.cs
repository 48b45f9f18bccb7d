using System.Text;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.Imports;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>What cannot be imported is said, with the field or the row at fault.</summary>
public sealed class RefusedImportTests
{
    private const string Header = "number,at,state,opened,resolved,order\n";

    private const string Map = """
        { "shop": "s", "case": { "number": "number", "openedAt": "opened", "resolvedAt": "resolved" }, "event": { "at": "at", "state": "state", "order": "order" }, "states": { "New": "Logged", "Done": "Closed" } }
        """;

    [Theory]
    [InlineData("", " invalid_json")]
    [InlineData("[]", " wrong_type")]
    [InlineData("""{ "shop": "s", "case": { "number": "n" }, "event": { "at": "a" } }""", "event.state required")]
    [InlineData("""{ "shop": "s", "case": { "number": "n", "colour": "c" }, "event": { "at": "a", "state": "s" } }""", "case.colour unknown_property")]
    [InlineData("""{ "shop": "s", "case": { "number": 5 }, "event": { "at": "a", "state": "s" } }""", "case.number wrong_type")]
    [InlineData("""{ "shop": "s", "case": { "number": "n" }, "event": { "at": "a", "state": "s", "when": "x" } }""", "event.when unknown_property")]
    [InlineData("""{ "shop": "s", "case": { "number": "n" }, "event": { "at": "a", "state": "s" }, "states": { "New": "Nowhere" } }""", "states.New unknown_state")]
    [InlineData("""{ "shop": "s", "case": { "number": "n" }, "event": { "at": "a", "state": "s" }, "states": { "New": { "state": "Logged", "waitsOn": "godot" } } }""", "states.New.waitsOn unknown_wait")]
    [InlineData("""{ "shop": "s", "case": { "number": "n" }, "event": { "at": "a", "state": "s" }, "states": { "New": { "state": "Logged", "wait": "buyer" } } }""", "states.New.wait unknown_property")]
    [InlineData("""{ "shop": "s", "case": { "number": "n", "priority": { "column": "p", "values": { "1": "soon" } } }, "event": { "at": "a", "state": "s" } }""", "case.priority.values.1 unknown_value")]
    [InlineData("""{ "shop": "s", "caseType": "quarrel", "case": { "number": "n" }, "event": { "at": "a", "state": "s" } }""", "caseType unknown_case_type")]
    [InlineData("""{ "shop": "s", "policy": "none such", "case": { "number": "n" }, "event": { "at": "a", "state": "s" } }""", "policy unknown_policy")]
    [InlineData("""{ "shop": "s", "timeZone": "Mars/Olympus", "case": { "number": "n" }, "event": { "at": "a", "state": "s" } }""", "timeZone unknown_time_zone")]
    [InlineData("""{ "shop": "s", "delimiter": ";;", "case": { "number": "n" }, "event": { "at": "a", "state": "s" } }""", "delimiter invalid_value")]
    [InlineData("""{ "case": { "number": "n" }, "event": { "at": "a", "state": "s" } }""", "shop required")]
    [InlineData("""{ "shop": "s", "case": { "number": "n" }, "event": { "at": "a", "state": "s" } }""", "case.number unknown_column")]
    public async Task Import_WithABadMap_NamesTheField(string map, string expected)
    {
        await using var host = await ImportHost.StartAsync(StoreProvider.Sqlite);
        Assert.Contains(expected, await host.RefusalAsync(new ImportRequest("event-log", host.Write("log.csv", Header)) { Map = map }));
    }

    [Fact]
    public async Task Import_WithoutWhatItsKindNeeds_IsRefused()
    {
        await using var host = await ImportHost.StartAsync(StoreProvider.Sqlite);
        var file = host.Write("x.csv", "a,b\n1,2\n");
        Assert.Equal(["map required", "shop required"], await host.RefusalAsync(new ImportRequest("event-log", file)));
        Assert.Equal(["map not_for_this_kind"], await host.RefusalAsync(new ImportRequest("policies", file) { Map = "{}" }));
        Assert.Equal(["map required"], await host.RefusalAsync(new ImportRequest("orders", file) { Map = "{}", Shop = "s" }));
        Assert.Equal(["until not_for_this_kind"], await host.RefusalAsync(new ImportRequest("orders", file) { Shop = "s", Until = DateTime.UnixEpoch }));
        Assert.Contains("kind unknown_kind", await host.RefusalAsync(new ImportRequest("dreams", file) { Shop = "s" }));
        Assert.Equal(["number unknown_column"], await host.RefusalAsync(new ImportRequest("orders", file) { Shop = "s" }));
        Assert.Equal(["file unreadable_file"], await host.RefusalAsync(new ImportRequest("orders", host.Write("e.csv", "")) { Shop = "s" }));
        Assert.Equal(["file unreadable_file"], await host.RefusalAsync(new ImportRequest("orders", host.Write("q.csv", "number\n1\n\"2\n3\n")) { Shop = "s" }));
        Assert.Equal(["file unreadable_file"], await host.RefusalAsync(new ImportRequest("orders", host.Write("h.json", """[{ "number": "\ud800" }]""")) { Shop = "s" }));
        Assert.Equal(["file unreadable_file"], await host.RefusalAsync(new ImportRequest("orders", host.Write("e.xlsx", "no workbook")) { Shop = "s" }));
        Assert.Equal(["file unreadable_file"], await host.RefusalAsync(new ImportRequest("orders", host.Write("e.json", """{ "a": 1 }""")) { Shop = "s" }));
        Assert.Equal([" invalid_json"], await host.RefusalAsync(new ImportRequest("policies", host.Write("p.json", "no json"))));
    }

    [Fact]
    public async Task Import_OfBadRows_RejectsThemOneByOneAndTakesTheRest()
    {
        await using var host = await ImportHost.StartAsync(StoreProvider.Sqlite);
        var rows = new (string Row, string? Reason, string Column)[]
        {
            ("A,2026-01-05 10:00,New,,,1", null, ""),
            (",2026-01-05 10:00,New,,,1", "number_missing", "number"),
            ("B,,New,,,1", "time_missing", "at"),
            ("B,yesterday,New,,,1", "invalid_time", "at"),
            ("B,2026-02-30 10:00,New,,,1", "invalid_time", "at"),
            ("B,2026-01-05 10:00,,,,1", "state_missing", "state"),
            ("B,2026-01-05 10:00,Odd,,,1", "unknown_state", "state"),
            ("B,2026-01-05 10:00,New,soon,,1", "invalid_time", "opened"),
            ("B,2026-01-05 10:00,New,,never,1", "invalid_time", "resolved"),
            ("B,2026-01-05 10:00,New,,,first", "invalid_number", "order"),
            ("B,2026-01-05 10:00,New,,,NaN", "invalid_number", "order"),
            ("B,2026-01-05 10:00,New,,,Infinity", "invalid_number", "order"),
            ("B\0,2026-01-05 10:00,New,,,1", "invalid_text", "number"),
            ("B,2026-01-05 10:00,\u001E,,,1", "invalid_text", "state"),
            ("B\u0085,2026-01-05 10:00,New,,,1", "invalid_text", "number"),
            ("B\uFFFE,2026-01-05 10:00,New,,,1", "invalid_text", "number"),
            ($"B,2026-01-05 10:00,{new string('x', 40_000)},,,1", "cell_too_long", "state"),
            ("C,2026-01-05 10:00,New,2026-01-05 10:00,2026-01-04 10:00,1", "before_opening", "resolved"),
        };
        var path = host.Write("log.csv", Header + string.Join('\n', rows.Select(r => r.Row)));
        var rejects = path + ".rejected.csv";

        var result = await host.ImportAsync(new ImportRequest("event-log", path) { Map = Map, RejectedPath = rejects });

        Assert.Equal((rows.Length, 1, rows.Length - 1), ((int)result.Read, (int)result.Added, (int)result.Rejected));
        var expected = rows.Select((r, i) => (Line: i + 2, r.Column, r.Reason)).Where(r => r.Reason is not null).ToList();
        Assert.Equal(expected, result.FirstRejected.Select(r => (r.Line, r.Column, (string?)r.Reason)).Order());
        var text = await File.ReadAllTextAsync(rejects, Encoding.UTF8);
        Assert.StartsWith("line,column,reason,value", text.TrimStart('\uFEFF'), StringComparison.Ordinal);
        File.Delete(rejects);
    }

    [Fact]
    public async Task Rejected_ThatLooksLikeAFormula_IsEscaped()
    {
        await using var host = await ImportHost.StartAsync(StoreProvider.Sqlite);
        var path = host.Write("log.csv", Header + "A,=cmd|' /C calc'!A0,New,,,1\n");
        await host.ImportAsync(new ImportRequest("event-log", path) { Map = Map, RejectedPath = path + ".rejected.csv" });
        Assert.Contains(",'=cmd", await File.ReadAllTextAsync(path + ".rejected.csv"), StringComparison.Ordinal);
        File.Delete(path + ".rejected.csv");
    }
}
