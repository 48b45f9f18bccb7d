using CsKpiCases.Data.Search;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>What happens here between a shorter log and a longer one; cells that no log should have.</summary>
public sealed class LongerLogTests
{
    private const string Map =
        """
        { "shop": "desk", "caseType": "complaint", "policy": "imported-24h", "case": { "number": "no", "subject": "what" },
          "event": { "at": "at", "order": "n", "state": "state" }, "states": { "Active": "Investigating", "Resolved": "Resolved", "Closed": "Closed" } }
        """;

    private const string Log = "no,state,at,n,what\nC1,Active,2026-02-01T09:00,0,杯子\nC1,Resolved,2026-02-03T12:00,1,杯子\nC1,Closed,2026-02-04T12:00,2,杯子\n";

    [Theory, OnSqlite, OnPostgres]
    public async Task LongerLog_AfterThePolicyChanged_StillClosesTheCase(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync("");
        var log = new ImportRequest("event-log", host.Write("log.csv", Log)) { Map = Map };
        await host.ImportAsync(log with { Until = new DateTime(2026, 2, 1, 12, 0, 0, DateTimeKind.Utc) });
        await host.PolicyAsync("\"buyer\"");

        await host.ImportAsync(log);

        await using var db = host.Read();
        var @case = await db.Cases.SingleAsync();
        Assert.Equal((SharedWorkflow.Closed, 0), (@case.State, @case.ReopenCount));
        var events = await db.CaseEvents.OrderBy(e => e.Sequence).ToListAsync();
        Assert.Contains(events, e => e.Kind == EventKind.PolicyChanged);
        Assert.Null(EventChain.Verify(@case, events));
        var clock = await db.CaseClocks.SingleAsync();
        Assert.Equal((1, ClockState.Breached, new DateTime(2026, 2, 3, 4, 0, 0, DateTimeKind.Utc)), (clock.Run, clock.State, clock.StoppedAt));
        Assert.Equal(1, (await host.ImportAsync(log)).Unchanged);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task LongerLog_ThatBeginsEarlier_OpensTheCaseAtItsFirstLine(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync("");
        const string later = "C1,Active,2026-02-02T09:00,1,杯子\nC1,Resolved,2026-02-03T12:00,2,杯子\n";
        var log = new ImportRequest("event-log", host.Write("log.csv", "no,state,at,n,what\n" + later)) { Map = Map };
        await host.ImportAsync(log);
        var whole = new ImportRequest("event-log", host.Write("whole.csv", "no,state,at,n,what\nC1,Active,2026-02-01T07:30,0,杯子\n" + later)) { Map = Map };

        await host.ImportAsync(whole);
        await host.ImportAsync(log);

        await using var db = host.Read();
        var @case = await db.Cases.SingleAsync();
        var opened = new DateTime(2026, 1, 31, 23, 30, 0, DateTimeKind.Utc);
        Assert.Equal((opened, new DateOnly(2026, 2, 1)), (@case.OpenedAt, @case.OpenedOn));
        var clock = await db.CaseClocks.SingleAsync();
        Assert.Equal((opened, new DateTime(2026, 2, 3, 4, 0, 0, DateTimeKind.Utc)), (clock.StartedAt, clock.StoppedAt));
        await EventLogTests.AssertSoundAsync(host);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task LongerLog_WithAnotherSubjectAndBuyer_IsFoundByThemAndNoLongerByTheOldOnes(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync("");
        var map = Map.Replace("\"subject\"", "\"buyer\": \"who\", \"subject\"", StringComparison.Ordinal);
        const string first = "no,state,at,n,what,who\nC1,Active,2026-02-01T09:00,0,杯子碎了,buyer-red\n";
        await host.ImportAsync(new ImportRequest("event-log", host.Write("log.csv", first)) { Map = map });
        Assert.Equal((1, 1, 0, 0), await FoundAsync(host));

        await host.ImportAsync(new ImportRequest("event-log", host.Write("log.csv", first + "C1,Resolved,2026-02-03T12:00,1,保温壶漏水,buyer-blue\n")) { Map = map });

        Assert.Equal((0, 0, 1, 1), await FoundAsync(host));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rows_WithCellsThatAreNoText_AreRejectedAndTheRestIsTaken(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync("");
        var half = new string('长', 199) + "\ud83d\ude00";
        var log = host.Write("log.csv", $"no,state,at,n,what\nC1,Active,2026-02-01T09:00,0,坏\0的\nC2,Active,2026-02-01T09:00,NaN,杯子\nC3,Active,2026-02-01T09:00,0,\u001e\nC4,Active,2026-02-01T09:00,0,{half}\n");

        var result = await host.ImportAsync(new ImportRequest("event-log", log) { Map = Map });

        Assert.Equal((1, 3), ((int)result.Added, (int)result.Rejected));
        await using var db = host.Read();
        Assert.Equal(new string('长', 199), (await db.Cases.SingleAsync()).Subject);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task File_WhoseNameIsTooLong_IsKeptByItsEndWithoutHalfACharacter(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync("");
        var name = new string('a', 255) + ".csv";

        await host.ImportAsync(new ImportRequest("event-log", host.Write("log.csv", Log)) { Map = Map, FileName = "日😀" + name });

        await using var db = host.Read();
        Assert.Equal(name, await db.ImportRuns.Where(r => r.Kind == "event-log").Select(r => r.FileName).SingleAsync());
    }

    private static async Task<(int, int, int, int)> FoundAsync(ImportHost host)
    {
        await using var db = host.Read();
        var shop = await db.Shops.Where(s => s.Code == "desk").Select(s => s.Id).SingleAsync();
        async Task<int> Count(string query) => (await SearchIndex.FindAsync(db, shop, query, long.MaxValue, 10, default)).Count;
        return (await Count("碎了"), await Count("red"), await Count("漏水"), await Count("blue"));
    }
}
