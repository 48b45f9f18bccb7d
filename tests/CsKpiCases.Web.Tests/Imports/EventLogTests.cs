using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>The log of a real service desk (see ATTRIBUTION.md), and what it must give, worked out by hand beside it.</summary>
public sealed class EventLogTests
{
    private static readonly string Extract = Path.Combine(ImportHost.Here, "incidents-300.csv");
    private static readonly DateTime LocalUntil = new(2016, 4, 30, 23, 59, 0);
    private static readonly DateTime Until = new(2016, 4, 30, 15, 59, 0, DateTimeKind.Utc);

    [Theory]
    [OnSqlite("")]
    [OnSqlite("\"buyer\"")]
    [OnPostgres("")]
    [OnPostgres("\"buyer\"")]
    public async Task Import_OfTheExtract_GivesWhatIsWorkedOutByHand(StoreProvider provider, string pauseWhile)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync(pauseWhile);
        var expected = LogByHand.Of(Extract, pauseWhile.Length > 0);

        var result = await host.ImportAsync(Request(Extract));

        Assert.Equal((expected.Events, expected.Cases, 0, 0, 0), ((int)result.Read, (int)result.Added, (int)result.Changed, (int)result.Unchanged, (int)result.Rejected));
        Assert.Contains(result.Remarks, r => r.Contains("'desk'", StringComparison.Ordinal));
        await AssertReportAsync(host, expected);
        await AssertSoundAsync(host);
        await using var db = host.Read();
        Assert.Equal(expected.Events, await db.CaseEvents.CountAsync());
        Assert.All(await db.CaseClocks.ToListAsync(), c => Assert.True(c is { IsImported: true, IsScored: false }));
        Assert.True(await db.Breaches.AnyAsync());
        Assert.Empty(await db.OutboxMessages.ToListAsync());
        Assert.Equal(1, await db.ImportRuns.CountAsync(r => r.Kind == "event-log" && r.Added == expected.Cases && r.EndedAt != null));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_ASecondTime_ChangesNothing(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync("");
        await host.ImportAsync(Request(Extract));
        var before = await PictureAsync(host);

        var again = await host.ImportAsync(Request(Extract));

        Assert.Equal((0, 0, 300), ((int)again.Added, (int)again.Changed, (int)again.Unchanged));
        Assert.Equal(before, await PictureAsync(host));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_OfTheWholeOverAShorterOne_EndsLikeTheWhole(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync("\"buyer\"");
        var shorter = LogByHand.Of(Extract, pausesOnUser: true, LocalUntil);
        await host.ImportAsync(Request(Extract) with { Until = Until });
        Assert.Equal(shorter.Ends, await host.StatesAsync());
        await AssertReportAsync(host, shorter);
        await AssertSoundAsync(host);

        var whole = LogByHand.Of(Extract, pausesOnUser: true);
        var result = await host.ImportAsync(Request(Extract));

        Assert.Equal(whole.Cases - shorter.Cases, result.Added);
        Assert.Empty(result.LeftAlone);
        Assert.Equal(whole.Ends, await host.StatesAsync());
        await AssertReportAsync(host, whole);
        await AssertSoundAsync(host);
        var picture = await PictureAsync(host);
        await host.ImportAsync(Request(Extract) with { Until = Until });
        Assert.Equal(picture, await PictureAsync(host));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_OverACaseThatSomebodyWorkedOn_LeavesItAlone(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync("");
        await host.ImportAsync(Request(Extract) with { Until = Until });
        await using var db = host.Read();
        var shop = await db.Shops.AsNoTracking().SingleAsync(s => s.Code == "desk");
        var open = await db.Cases.AsNoTracking().OrderBy(c => c.Id).FirstAsync(c => c.ShopId == shop.Id && c.State == "Investigating");
        var noted = await host.Provider.GetRequiredService<CaseStore>().ActAsync(shop, open.Id, new AddNote { Note = "我来跟进" }, Actor.Person(1, Role.Supervisor), null);
        Assert.IsType<CaseResult.Done>(noted);

        var result = await host.ImportAsync(Request(Extract));

        Assert.Equal([open.ExternalNumber!], result.LeftAlone);
        Assert.Equal(open.State, await db.Cases.AsNoTracking().Where(c => c.Id == open.Id).Select(c => c.State).SingleAsync());
    }

    [Fact]
    public async Task DryRun_OfTheExtract_CountsAndWritesNothing()
    {
        await using var host = await ImportHost.StartAsync(StoreProvider.Sqlite);
        await host.PolicyAsync("");
        var result = await host.ImportAsync(Request(Extract) with { IsDryRun = true });
        Assert.Equal(300, result.Added);
        await using var db = host.Read();
        Assert.False(await db.Cases.AnyAsync() || await db.Shops.AnyAsync(s => s.Code == "desk") || await db.Users.AnyAsync(u => u.IsImported) || await db.ImportRuns.AnyAsync(r => r.Kind == "event-log"));
    }

    [Fact]
    public async Task Import_OfOwnersAndBuyers_MakesNamesThatCannotSignIn()
    {
        await using var host = await ImportHost.StartAsync(StoreProvider.Sqlite);
        await host.PolicyAsync("");
        await host.ImportAsync(Request(Extract));
        await using var db = host.Read();
        var imported = await db.Users.Where(u => u.IsImported).ToListAsync();
        Assert.NotEmpty(imported);
        Assert.All(imported, a => Assert.Null(a.PasswordHash));
        Assert.True(await db.Teams.CountAsync() > 5);
        Assert.True(await db.Buyers.CountAsync() > 100);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_OfAStateThatIsMissing_TakesTheOneForUnknownStates(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        const string map = """{ "shop": "desk", "missing": ["?"], "case": { "number": "no", "subject": "subject" }, "event": { "at": "at", "state": "state" }, "states": { "New": "Logged" }, "unknownState": "Investigating" }""";
        // a subject whose two hundredth character is half of one
        var subject = new string('a', 199) + "😀";
        var log = host.Write("log.csv", $"no,at,state,subject\nA,2016-01-05 10:00,New,{subject}\nA,2016-01-05 11:00,?,{subject}\nB,2016-01-05 10:00,,b\n");

        var result = await host.ImportAsync(new ImportRequest("event-log", log) { Map = map });

        Assert.Equal((2, 0), ((int)result.Added, (int)result.Rejected));
        Assert.Equal(2, (await host.ImportAsync(new ImportRequest("event-log", log) { Map = map })).Unchanged);
        await using var db = host.Read();
        Assert.Equal(["Investigating", "Investigating"], await db.Cases.Select(c => c.State).ToListAsync());
        Assert.Equal(new string('a', 199), await db.Cases.Where(c => c.ExternalNumber == "A").Select(c => c.Subject).SingleAsync());
    }

    internal static ImportRequest Request(string path) => new("event-log", path) { Map = ImportHost.EventLogMap };

    internal static async Task AssertReportAsync(ImportHost host, LogByHand expected)
    {
        var report = await host.ReportAsync();
        Assert.Equal((expected.Clocks, expected.Met, expected.Paused, expected.Clocks - expected.Met - expected.Paused), ((int)report.Clocks, (int)report.Met, (int)report.Paused, (int)report.Breached));
    }

    /// <summary>The chains hold, and the stored clocks are those that the history gives.</summary>
    internal static async Task AssertSoundAsync(ImportHost host)
    {
        await using var db = host.Read();
        var events = (await db.CaseEvents.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync()).ToLookup(e => e.CaseId);
        var clocks = (await db.CaseClocks.AsNoTracking().ToListAsync()).ToLookup(c => c.CaseId);
        var breaches = (await db.Breaches.AsNoTracking().Where(b => b.WithdrawnByEvent == 0).ToListAsync()).ToLookup(b => b.CaseId);
        var keeping = host.Provider.GetRequiredService<ClockKeeping>();
        var now = Instants.Cut(host.Provider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        foreach (var @case in await db.Cases.AsNoTracking().Where(c => c.IsImported).ToListAsync())
        {
            var history = events[@case.Id].ToList();
            Assert.Null(EventChain.Verify(@case, history));
            var computed = await keeping.ComputeAsync(@case, history, now, default);
            Assert.Equal(
                computed.Clocks.Select(c => (c.Name, c.Run, c.State, c.AccruedSeconds, c.StoppedAt, c.BreachedAt)).Order(),
                clocks[@case.Id].Select(c => (c.Clock, c.Run, c.State, c.ElapsedSeconds, c.StoppedAt, c.BreachedAt)).Order());
            Assert.Equal(computed.Clocks.Count(c => c.BreachedAt is not null), breaches[@case.Id].Count());
        }
    }

    private static async Task<string> PictureAsync(ImportHost host)
    {
        await using var db = host.Read();
        var cases = await db.Cases.OrderBy(c => c.Id).Select(c => new { c.Number, c.State, c.Version, c.Priority, c.ResolvedAt, c.ClosedAt }).ToListAsync();
        return $"{await db.CaseEvents.CountAsync()} {await db.CaseClocks.CountAsync()} {await db.CaseClockSegments.CountAsync()} {await db.Breaches.CountAsync()} {await db.Users.CountAsync()} {await db.Buyers.CountAsync()} {string.Join('|', cases)}";
    }
}
