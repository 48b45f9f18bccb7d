using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Storage;

public sealed class MigratorTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Migrate_FreshStoreThenAgain_AppliesAllThenNothing(StoreProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var services = Services(database);
        var migrator = services.GetRequiredService<StoreMigrator>();

        var pending = await migrator.PendingAsync();
        Assert.NotEmpty(pending);
        Assert.Equal(pending, await migrator.MigrateAsync());
        Assert.Empty(await migrator.MigrateAsync());
        Assert.Empty(await migrator.PendingAsync());
        Assert.Empty(Backups(database));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Migrate_TwoAtOnce_OneAppliesAndTheOtherFindsNothing(StoreProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var one = Services(database);
        await using var two = Services(database);

        var applied = await Task.WhenAll(
            Task.Run(() => one.GetRequiredService<StoreMigrator>().MigrateAsync()), Task.Run(() => two.GetRequiredService<StoreMigrator>().MigrateAsync()));

        Assert.Single(applied, a => a.Count > 0);
        Assert.Single(applied, a => a.Count == 0);
    }

    [Fact]
    public async Task Migrate_OlderStoreWithAStaleLock_IsCopiedFirstAndDoesNotWaitForEver()
    {
        await using var database = await TestDatabase.CreateAsync(StoreProvider.Sqlite);
        await using var services = Services(database);
        await using var db = await services.GetRequiredService<IDbContextFactory<Data.CasesDbContext>>().CreateDbContextAsync();
        var all = db.Database.GetMigrations().ToList();
        await db.Database.MigrateAsync(all[0]);
        await db.Database.ExecuteSqlRawAsync("""INSERT INTO "StoreFacts" ("Name", "Value") VALUES ('kept', 'yes')""");
        // What a kill in mid-migration leaves behind.
        await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-03-02 00:00:00')""");

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Assert.Equal(all.Skip(1), await services.GetRequiredService<StoreMigrator>().MigrateAsync(patience.Token));

        var backup = Assert.Single(Backups(database));
        await using var copy = new SqliteConnection($"Data Source={backup};Mode=ReadOnly;Pooling=False");
        await copy.OpenAsync();
        await using var command = copy.CreateCommand();
        command.CommandText = """SELECT (SELECT "Value" FROM "StoreFacts" WHERE "Name" = 'kept') || (SELECT COUNT(*) FROM "__EFMigrationsHistory")""";
        Assert.Equal("yes1", await command.ExecuteScalarAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Migrate_StoreOfANewerRelease_IsRefusedAndUntouched(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using var db = host.Read();
        await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_FromTheFuture', '99.0')""");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.Provider.GetRequiredService<StoreMigrator>().MigrateAsync());

        Assert.Contains("FromTheFuture", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FolderLock_HeldByAnother_IsWaitedForAndGivenUpInTime()
    {
        var folder = Directory.CreateTempSubdirectory("cases-lock-").FullName;
        var held = await FolderLock.TakeAsync(folder, "migrate", TimeSpan.Zero, TimeProvider.System);

        await Assert.ThrowsAsync<TimeoutException>(() => FolderLock.TakeAsync(folder, "migrate", TimeSpan.Zero, TimeProvider.System));
        using (await FolderLock.TakeAsync(folder, "another", TimeSpan.Zero, TimeProvider.System))
        {
            var waiting = FolderLock.TakeAsync(folder, "migrate", TimeSpan.FromMinutes(1), TimeProvider.System);
            Assert.False(waiting.IsCompleted);
            held.Dispose();
            (await waiting).Dispose();
        }

        await Assert.ThrowsAsync<DirectoryNotFoundException>(() =>
            FolderLock.TakeAsync(Path.Combine(folder, "missing"), "migrate", TimeSpan.FromMinutes(5), TimeProvider.System));
        Directory.Delete(folder, recursive: true);
    }

    private static ServiceProvider Services(TestDatabase database) =>
        new ServiceCollection().AddLogging().AddStore(database.Store).BuildServiceProvider();

    private static string[] Backups(TestDatabase database) => Directory.GetFiles(database.Folder, "*before-upgrade*");
}
