using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CsKpiCases.Data.Storage;

/// <summary>The one writer of the embedded database within a process.</summary>
internal sealed class GroupCommitQueue : IAsyncDisposable
{
    // A group holds the lock for some milliseconds: more would keep other processes waiting, fewer would waste the disk flush.
    private const int GroupSize = 64;
    private const string Savepoint = "unit";
    private static readonly TimeSpan GroupTime = TimeSpan.FromMilliseconds(50);

    private readonly IDbContextFactory<CasesDbContext> contexts;
    private readonly Channel<WriteUnit> units = Channel.CreateBounded<WriteUnit>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Task loop;

    public GroupCommitQueue(IDbContextFactory<CasesDbContext> contexts)
    {
        this.contexts = contexts;
        // The loop outlives whoever made the queue: it is no part of his trace or culture.
        using (ExecutionContext.SuppressFlow()) loop = Task.Run(LoopAsync);
    }

    public int Waiting => units.Reader.Count;

    /// <summary>Runs a unit and returns once it is committed. Given up while it waits, it never runs; once it runs, it ends as it ends.</summary>
    /// <exception cref="ObjectDisposedException">The queue takes nothing more.</exception>
    public async Task<T> RunAsync<T>(Func<CasesDbContext, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        var unit = new WriteUnit<T>(work, cancellation);
        try
        {
            await units.Writer.WriteAsync(unit, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(GroupCommitQueue), "The store is closing and takes no more writes.");
        }

        return await unit.CompletionAsync().ConfigureAwait(false);
    }

    /// <summary>Takes nothing more and returns when all that was taken is committed.</summary>
    public async ValueTask DisposeAsync()
    {
        units.Writer.TryComplete();
        await loop.ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        var group = new List<WriteUnit>(GroupSize);
        while (await units.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            await CommitAsync(group).ConfigureAwait(false);
        }
    }

    private async Task CommitAsync(List<WriteUnit> group)
    {
        try
        {
            var db = await contexts.CreateDbContextAsync().ConfigureAwait(false);
            await using var _ = db.ConfigureAwait(false);
            db.Database.AutoSavepointsEnabled = false;
            // BEGIN IMMEDIATE: a deferred transaction that reads first may find its snapshot stale and fail.
            var transaction = await BeginAsync(db).ConfigureAwait(false);
            await using var __ = transaction.ConfigureAwait(false);
            var began = Stopwatch.GetTimestamp();
            while (group.Count < GroupSize && (group.Count == 0 || Stopwatch.GetElapsedTime(began) < GroupTime) && units.Reader.TryRead(out var unit))
            {
                group.Add(unit);
                await RunAsync(db, transaction, unit).ConfigureAwait(false);
            }

            await transaction.CommitAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever went wrong is the callers' to know; the writer itself must live on
        catch (Exception e)
#pragma warning restore CA1031
        {
            // The lock was not to be had: whoever waits first is told, the others have their own turn.
            if (group.Count == 0 && units.Reader.TryRead(out var first)) group.Add(first);
            foreach (var unit in group) unit.Fail(e);
            return;
        }

        foreach (var unit in group) unit.Complete();
    }

    /// <summary>What a unit wrote before it failed is undone, and nothing else.</summary>
    private static async Task RunAsync(CasesDbContext db, IDbContextTransaction transaction, WriteUnit unit)
    {
        if (!unit.TryStart()) return;
        await transaction.CreateSavepointAsync(Savepoint).ConfigureAwait(false);
        var done = await unit.TryRunAsync(db).ConfigureAwait(false);
        if (!done) await transaction.RollbackToSavepointAsync(Savepoint).ConfigureAwait(false);
        // Also after a rollback: it leaves the savepoint itself standing.
        await transaction.ReleaseSavepointAsync(Savepoint).ConfigureAwait(false);
        db.ChangeTracker.Clear();
    }

    private static async Task<IDbContextTransaction> BeginAsync(CasesDbContext db)
    {
        const int most = 3; // each waits for the connection's own timeout of 30 s
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.Database.BeginTransactionAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (attempt < most && Collisions.IsBusy(e))
            {
                // another process holds the file: nothing was taken from the queue in vain, wait again
            }
        }
    }
}
