using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Storage;

public sealed class CaseWriterTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Write_TwoHundredAtOnce_AllAreThere(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var writer = Writer(host);

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => writer.WriteAsync((db, token) => AddAsync(db, $"f{i}", token))));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"f{i}"), results);
        Assert.Equal(200, await CountAsync(host));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Write_SomeOfManyFail_EachCallerGetsHisOwnErrorAndTheOthersStand(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var writer = Writer(host);

        var tasks = Enumerable.Range(0, 60).Select(i => writer.WriteAsync(async (db, token) =>
        {
            await AddAsync(db, $"f{i}", token);
            return i % 3 == 0 ? throw new InvalidTimeZoneException($"unit {i}") : i;
        })).ToList();

        for (var i = 0; i < tasks.Count; i++)
        {
            if (i % 3 == 0) Assert.Equal($"unit {i}", (await Assert.ThrowsAsync<InvalidTimeZoneException>(() => tasks[i])).Message);
            else Assert.Equal(i, await tasks[i]);
        }

        Assert.Equal(40, await CountAsync(host));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Write_UnitThatFailsOnSave_SpoilsNoOtherAndLeavesNothingTracked(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var writer = Writer(host);
        await writer.WriteAsync((db, token) => AddAsync(db, "f-taken", token));

        var failing = writer.WriteAsync(async (db, token) =>
        {
            await AddAsync(db, "f-before", token);
            return await AddAsync(db, "f-taken", token);
        });
        var good = writer.WriteAsync((db, token) => AddAsync(db, "f-good", token));

        Assert.True(Collisions.IsUniqueViolation(await Assert.ThrowsAsync<DbUpdateException>(() => failing)));
        Assert.Equal("f-good", await good);
        await using var read = host.Read();
        Assert.Equal(["f-good", "f-taken"], await read.StoreFacts.Where(f => f.Name.StartsWith("f-")).Select(f => f.Name).Order().ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Write_CancelledBeforeItsTurn_NeverRuns(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var writer = Writer(host);
        var (running, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = writer.WriteAsync(async (db, token) =>
        {
            running.SetResult();
            await go.Task;
            return await AddAsync(db, "f-first", token);
        });
        await running.Task;
        using var cancellation = new CancellationTokenSource();
        if (provider == StoreProvider.Postgres) await cancellation.CancelAsync();
        var given = writer.WriteAsync((db, token) => AddAsync(db, "f-given-up", token), cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given); // at once: the first still runs
        go.SetResult();
        Assert.Equal("f-first", await first);
        Assert.Equal("f-after", await writer.WriteAsync((db, token) => AddAsync(db, "f-after", token)));
        Assert.Equal(2, await CountAsync(host));
    }

    [Fact]
    public async Task Dispose_WithUnitsWaiting_CommitsThemAndTakesNoMore()
    {
        await using var host = await StoreHost.StartAsync(StoreProvider.Sqlite);
        var writer = new CaseWriter(host.Provider.GetRequiredService<IDbContextFactory<CasesDbContext>>(), host.Provider.GetRequiredService<StoreConnection>());
        var waiting = Enumerable.Range(0, 100).Select(i => writer.WriteAsync((db, token) => AddAsync(db, $"f{i}", token))).ToList();

        await writer.DisposeAsync();

        Assert.Equal(100, await CountAsync(host));
        await Task.WhenAll(waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WriteAsync((db, token) => AddAsync(db, "f-late", token)));
    }

    [Fact]
    public async Task Write_WhileAnotherConnectionHoldsTheFile_WaitsAndNobodyFails()
    {
        await using var host = await StoreHost.StartAsync(StoreProvider.Sqlite);
        await using var other = new SqliteConnection(host.Provider.GetRequiredService<StoreConnection>().ConnectionString);
        await other.OpenAsync();
        var held = other.BeginTransaction();

        var waiting = Enumerable.Range(0, 20).Select(i => Writer(host).WriteAsync((db, token) => AddAsync(db, $"f{i}", token))).ToList();
        // Long enough that the writer has met the lock and been turned away several times.
        Assert.NotEqual(waiting[0], await Task.WhenAny(waiting[0], Task.Delay(TimeSpan.FromSeconds(2))));
        await held.CommitAsync();

        Assert.Equal(20, (await Task.WhenAll(waiting)).Length);
        Assert.Equal(20, await CountAsync(host));
    }

    [PostgresFact]
    public async Task Write_CollidesOnPostgres_IsRunAgainAndGivesUpAfterFive()
    {
        await using var host = await StoreHost.StartAsync(StoreProvider.Postgres);
        var runs = 0;
        var result = await Writer(host).WriteAsync(async (db, token) =>
        {
            await AddAsync(db, $"f{runs}", token);
            return ++runs < 3 ? throw new DbUpdateConcurrencyException("somebody was first") : runs;
        });
        Assert.Equal(3, result);
        Assert.Equal(1, await CountAsync(host));

        runs = 0;
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => Writer(host).WriteAsync<int>((_, _) =>
        {
            runs++;
            throw new DbUpdateConcurrencyException("always");
        }));
        Assert.Equal(5, runs);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Writer(host).WriteAsync<int>((_, _) => throw new InvalidTimeZoneException($"{++runs}")));
        Assert.Equal(6, runs);
    }

    [Fact]
    public async Task Connection_OfTheEmbeddedStore_IsDurable()
    {
        await using var host = await StoreHost.StartAsync(StoreProvider.Sqlite);
        await using var db = host.Read();
        foreach (var (pragma, expected, sql) in new[]
        {
            ("synchronous", "2", "SELECT CAST(synchronous AS TEXT) AS \"Value\" FROM pragma_synchronous"),
            ("journal_mode", "wal", "SELECT journal_mode AS \"Value\" FROM pragma_journal_mode"),
            ("foreign_keys", "1", "SELECT CAST(foreign_keys AS TEXT) AS \"Value\" FROM pragma_foreign_keys"),
        })
        {
            Assert.Equal((pragma, expected), (pragma, (await db.Database.SqlQueryRaw<string>(sql).ToListAsync())[0]));
        }
    }

    private static CaseWriter Writer(StoreHost host) => host.Provider.GetRequiredService<CaseWriter>();

    private static async Task<string> AddAsync(CasesDbContext db, string name, CancellationToken token)
    {
        db.StoreFacts.Add(new StoreFact { Name = name, Value = "x" });
        await db.SaveChangesAsync(token);
        return name;
    }

    private static async Task<int> CountAsync(StoreHost host)
    {
        await using var db = host.Read();
        return await db.StoreFacts.CountAsync(f => f.Value == "x");
    }
}
