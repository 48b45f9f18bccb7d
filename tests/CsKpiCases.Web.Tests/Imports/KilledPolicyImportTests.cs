using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>A process that was killed between the new versions and the cases that follow them.</summary>
public sealed class KilledPolicyImportTests
{
    private const string Map =
        """{ "shop": "desk", "caseType": "complaint", "policy": "imported-24h", "case": { "number": "no" }, "event": { "at": "at", "state": "state" }, "states": { "Active": "Investigating" } }""";

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_WhoseFollowingWasCutShort_IsTakenUpByTheNextOne(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync("");
        await host.ImportAsync(new ImportRequest("event-log", host.Write("log.csv", "no,state,at\nC1,Active,2026-02-01T09:00\nC2,Active,2026-02-01T09:00\n")) { Map = Map });
        await PublishAsync(host, ImportHost.Policies("\"buyer\""));
        await using var db = host.Read();
        var shop = await db.Shops.SingleAsync(s => s.Code == "desk");
        var cases = await db.Cases.AsNoTracking().OrderBy(c => c.ExternalNumber).ToListAsync();
        Assert.IsType<CaseResult.Done>(await host.Provider.GetRequiredService<CaseStore>().FollowPolicyAsync(shop, cases[0].Id, default));

        var again = await host.PolicyAsync("\"buyer\"");
        var third = await host.PolicyAsync("\"buyer\"");

        Assert.Equal((0, 0, 1), ((int)again.Added, (int)again.Changed, (int)again.Unchanged));
        Assert.Contains("1 open cases follow the new versions.", again.Remarks);
        Assert.DoesNotContain(third.Remarks, r => r.Contains("follow", StringComparison.Ordinal));
        var current = await db.PolicyVersions.Where(p => p.IsCurrent && p.Name == "imported-24h").Select(p => p.Id).SingleAsync();
        Assert.All(await db.Cases.AsNoTracking().ToListAsync(), c => Assert.Equal(current, c.PolicyVersionId));
        Assert.Equal(cases.Select(c => c.Id), await db.CaseEvents.Where(e => e.Kind == EventKind.PolicyChanged).OrderBy(e => e.CaseId).Select(e => e.CaseId).ToListAsync());
        await EventLogTests.AssertSoundAsync(host);
    }

    /// <summary>What the import commits before it lets the cases follow.</summary>
    private static async Task PublishAsync(ImportHost host, string file)
    {
        var book = await host.Provider.GetRequiredService<PolicyBook>().ReadAsync(default);
        var now = Instants.Cut(host.Provider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var policies = PolicyFile.Parse(file, book.Calendars.GetValueOrDefault, now, new FieldErrors());
        var shelf = host.Provider.GetRequiredService<PolicyShelf>();
        Assert.Single((await host.Provider.GetRequiredService<CaseWriter>().WriteAsync((db, token) => shelf.PublishAsync(db, policies, null, now, token))).Changed);
    }
}
