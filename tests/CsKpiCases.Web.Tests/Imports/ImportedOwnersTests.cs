using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>Lines are known by the owner's name in the log, whatever became here of the account behind it.</summary>
public sealed class ImportedOwnersTests
{
    private const string Map =
        """
        { "shop": "desk", "caseType": "complaint", "policy": "imported-24h", "case": { "number": "no" },
          "event": { "at": "at", "order": "n", "state": "state", "owner": "who" }, "states": { "Active": "Investigating", "Resolved": "Resolved" } }
        """;

    private const string Log = "no,state,at,n,who\nC1,Active,2026-02-01T09:00,0,王敏\nC1,Active,2026-02-01T10:00,1,李雷\nC1,Active,2026-02-01T10:00,2,李雷\nC2,Active,2026-02-01T09:00,0,\n";

    [Theory, OnSqlite, OnPostgres]
    public async Task SecondImport_AfterAnOwnersGrantWasLost_ChangesNothing(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        var log = await ImportedAsync(host);
        await using var db = host.Read();
        await GrantsOf(db, "李雷").ExecuteDeleteAsync();
        var before = await PictureAsync(db);

        var again = await host.ImportAsync(log);

        Assert.Equal((0, 0, 2), ((int)again.Added, (int)again.Changed, (int)again.Unchanged));
        Assert.Equal(before, await PictureAsync(db));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task SecondImport_WhereTheNameIsSomebodyElsesNow_ChangesNothing(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        var log = await ImportedAsync(host);
        await using var db = host.Read();
        await db.Users.Where(a => a.UserName == "王敏").ExecuteUpdateAsync(a => a.SetProperty(x => x.UserName, "old").SetProperty(x => x.NormalizedUserName, "OLD").SetProperty(x => x.DisplayName, "旧"));
        var shop = await db.Shops.Where(s => s.Code == "desk").Select(s => s.Id).SingleAsync();
        db.Add(new Account { Id = 7, UserName = "王敏", NormalizedUserName = "王敏", DisplayName = "王敏", SecurityStamp = "s", ConcurrencyStamp = "1" });
        db.Add(new Grant { Id = 8, AccountId = 7, Role = Role.Agent, ShopId = shop });
        await db.SaveChangesAsync();
        var before = await PictureAsync(db);

        var again = await host.ImportAsync(log);

        Assert.Equal((0, 0, 2), ((int)again.Added, (int)again.Changed, (int)again.Unchanged));
        Assert.Equal(before, await PictureAsync(db));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task LongerLog_AfterAnOwnersGrantWasLost_AddsTheNewLineAlone(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        var log = await ImportedAsync(host);
        await using var db = host.Read();
        await GrantsOf(db, "李雷").ExecuteDeleteAsync();
        var (events, accounts) = await PictureAsync(db);

        host.Write("log.csv", Log + "C1,Resolved,2026-02-01T12:00,3,韩梅\n");
        var longer = await host.ImportAsync(log);

        Assert.Equal((0, 1, 1), ((int)longer.Added, (int)longer.Changed, (int)longer.Unchanged));
        Assert.Equal((events + 1, accounts + 1), await PictureAsync(db));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task SecondImport_WhereEventsTellNoNames_KnowsThemByTheirAccounts(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        var log = await ImportedAsync(host);
        await using var db = host.Read();
        await db.CaseEvents.ExecuteUpdateAsync(e => e.SetProperty(x => x.Payload, (string?)null));
        var before = await PictureAsync(db);

        var again = await host.ImportAsync(log);

        Assert.Equal(2, again.Unchanged);
        Assert.Equal(before, await PictureAsync(db));
    }

    private static async Task<ImportRequest> ImportedAsync(ImportHost host)
    {
        await host.PolicyAsync("");
        var log = new ImportRequest("event-log", host.Write("log.csv", Log)) { Map = Map };
        Assert.Equal(2, (await host.ImportAsync(log)).Added);
        return log;
    }

    private static IQueryable<Grant> GrantsOf(CasesDbContext db, string name) =>
        db.Grants.Where(g => db.Users.Any(a => a.Id == g.AccountId && a.UserName == name));

    private static async Task<(int Events, int Accounts)> PictureAsync(CasesDbContext db) => (await db.CaseEvents.CountAsync(), await db.Users.CountAsync());
}
