using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Features.Sweep;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>An import moves a case on while a sweep has it in hand; the embedded database has one writer, there it cannot be.</summary>
public sealed class ImportBesideSweepTests
{
    private const string Map =
        """
        { "shop": "desk", "caseType": "complaint", "policy": "imported-24h", "case": { "number": "no" },
          "event": { "at": "at", "order": "n", "state": "state" }, "states": { "Active": "Investigating", "Resolved": "Resolved" } }
        """;

    [Theory, OnPostgres]
    public async Task LongerLog_WhileASweepRecordsTheBreachThatItTakesBack_WithdrawsIt(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync("");
        var start = "no,state,at,n\nC1,Active,2026-03-01T20:00,0\n";
        await host.ImportAsync(new ImportRequest("event-log", host.Write("log.csv", start)) { Map = Map });
        var clock = (FakeClock)host.Provider.GetRequiredService<TimeProvider>();
        clock.Advance(TimeSpan.FromHours(12));
        await using var sweeping = host.Read();
        var shop = await sweeping.Shops.Select(s => s.Id).SingleAsync();
        await using var transaction = await sweeping.Database.BeginTransactionAsync();
        var swept = await host.Provider.GetRequiredService<SweepBatch>().RunAsync(sweeping, shop, SweepPlace.Start, clock.Now, 10, default);
        Assert.Equal(1, swept.Recorded);

        var importing = Task.Run(() => host.ImportAsync(new ImportRequest("event-log", host.Write("longer.csv", start + "C1,Resolved,2026-03-02T10:00,1\n")) { Map = Map }));
        await WaitsAsync(host, importing);
        await transaction.CommitAsync();
        await importing;

        await using var db = host.Read();
        var row = await db.CaseClocks.SingleAsync(c => c.Clock == ClockNames.Resolution);
        var breach = await db.Breaches.SingleAsync();
        Assert.Equal((ClockState.Met, null), (row.State, row.BreachedAt));
        Assert.Equal((await db.Cases.SingleAsync()).EventCount, breach.WithdrawnByEvent);
    }

    /// <summary>Until the import stands at a lock of the sweep's.</summary>
    private static async Task WaitsAsync(ImportHost host, Task importing)
    {
        await using var db = host.Read();
        for (var i = 0; i < 600 && !importing.IsCompleted; i++)
        {
            var waiting = await db.Database.SqlQuery<int>($"""SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'""").SingleAsync();
            if (waiting > 0) return;
            await Task.Delay(50);
        }

        Assert.Fail("The import did not wait for the sweep.");
    }
}
