using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Storage;

/// <summary>
/// Runs units of work that read, decide and write in one transaction each. On the embedded database all of a process pass
/// through one queue, whose single writer commits them in groups (a savepoint per unit, so that one failure spoils no other);
/// on PostgreSQL each runs at once and is run again when it collided with another.
/// A unit may run more than once: it must not act on anything but its context.
/// </summary>
public sealed class CaseWriter(IDbContextFactory<CasesDbContext> contexts, StoreConnection store) : IAsyncDisposable
{
    private readonly GroupCommitQueue? queue = store.Provider == StoreProvider.Sqlite ? new GroupCommitQueue(contexts) : null;

    /// <summary>Units waiting for the writer; 0 on PostgreSQL.</summary>
    public int Waiting => queue?.Waiting ?? 0;

    /// <summary>Runs a unit and returns once it is committed.</summary>
    public Task<T> WriteAsync<T>(Func<CasesDbContext, CancellationToken, Task<T>> unit, CancellationToken cancellation = default) =>
        queue is not null ? queue.RunAsync(unit, cancellation) : RunAtOnceAsync(unit, cancellation);

    /// <summary>Runs a unit without a result.</summary>
    public Task WriteAsync(Func<CasesDbContext, CancellationToken, Task> unit, CancellationToken cancellation = default) =>
        WriteAsync(
            async (db, token) =>
            {
                await unit(db, token).ConfigureAwait(false);
                return true;
            },
            cancellation);

    public ValueTask DisposeAsync() => queue?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<T> RunAtOnceAsync<T>(Func<CasesDbContext, CancellationToken, Task<T>> unit, CancellationToken cancellation)
    {
        const int most = 5;
        for (var attempt = 1; ; attempt++)
        {
            var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
            await using var _ = db.ConfigureAwait(false);
            try
            {
                var transaction = await db.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
                await using var __ = transaction.ConfigureAwait(false);
                db.Database.AutoSavepointsEnabled = false;
                var result = await unit(db, cancellation).ConfigureAwait(false);
                await transaction.CommitAsync(cancellation).ConfigureAwait(false);
                return result;
            }
            catch (Exception e) when (attempt < most && Collisions.IsCollision(e))
            {
                // somebody else was first: decide again on what he left
            }
        }
    }
}
