using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CsKpiCases.Data.Storage;

/// <summary>Brings the database to this release's schema.</summary>
public sealed class StoreMigrator(IDbContextFactory<CasesDbContext> contexts, StoreConnection store, TimeProvider clock, ILogger<StoreMigrator> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Names of the migrations that the database lacks.</summary>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancellation = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using var _ = db.ConfigureAwait(false);
        return [.. await db.Database.GetPendingMigrationsAsync(cancellation).ConfigureAwait(false)];
    }

    /// <summary>
    /// Applies what is missing, one process at a time; an embedded database that holds something is copied first.
    /// Returns the names of what was applied.
    /// </summary>
    /// <exception cref="InvalidOperationException">The database was written by a newer release.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation = default)
    {
        using var held = await FolderLock.TakeAsync(store.DataFolder, "migrate", Patience, clock, cancellation).ConfigureAwait(false);
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using var _ = db.ConfigureAwait(false);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellation).ConfigureAwait(false)).ToList();
        if (applied.Find(m => !known.Contains(m)) is { } unknown)
        {
            throw new InvalidOperationException($"The database was written by a newer release (it has the migration {unknown}). Start that release, or restore a backup made before it.");
        }

        var pending = known.Except(applied).Order(StringComparer.Ordinal).ToList();
        if (pending.Count == 0) return pending;
        if (store.Provider == StoreProvider.Sqlite)
        {
            if (applied.Count > 0) BackUp(applied[^1]);
            await ClearStaleLockAsync(db, cancellation).ConfigureAwait(false);
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellation).ConfigureAwait(false);
        }

        log.LogInformation("Migrating the database: {Migrations}", string.Join(", ", pending));
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        await db.Database.MigrateAsync(cancellation).ConfigureAwait(false);
        return pending;
    }

    /// <summary>After a kill in mid-migration EF's lock row stays and would be waited for for ever; the folder lock makes it ours to clear.</summary>
    private static async Task ClearStaleLockAsync(CasesDbContext db, CancellationToken cancellation)
    {
        var exists = await db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancellation).ConfigureAwait(false);
        if (exists > 0) await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", cancellation).ConfigureAwait(false);
    }

    private void BackUp(string lastMigration)
    {
        var target = Path.Combine(store.DataFolder, $"cases-before-upgrade-{clock.GetUtcNow():yyyyMMddHHmmss}-{lastMigration}.db");
        // Under its own name only when it is complete.
        var unfinished = target + ".part";
        using (var from = new SqliteConnection(store.ConnectionString))
        using (var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = unfinished, Pooling = false }.ToString()))
        {
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }

        File.Move(unfinished, target, overwrite: true);
        log.LogInformation("Copied the database to {Backup} before upgrading it", target);
    }
}
