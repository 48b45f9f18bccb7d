using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Storage;

/// <summary>Several queries that must see the same moment of the store, while others go on writing.</summary>
public static class ReadSnapshot
{
    /// <summary>Begins reading; dispose it at the end. On SQLite it is deferred: an ordinary transaction would take the writer's lock.</summary>
    public static async Task<IAsyncDisposable> BeginReadAsync(this CasesDbContext db, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (!db.IsSqlite) return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation).ConfigureAwait(false);
        await db.Database.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(transaction, cancellation).ConfigureAwait(false);
        return new Deferred(db, transaction);
    }

    private sealed class Deferred(CasesDbContext db, SqliteTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.Database.UseTransactionAsync(null).ConfigureAwait(false);
            await transaction.DisposeAsync().ConfigureAwait(false);
            await db.Database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }
}
