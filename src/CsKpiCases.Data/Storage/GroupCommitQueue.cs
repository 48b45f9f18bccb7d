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

    private readonly IDbContextFactory<CasesDbContext> contexts;
    private readonly Channel<Unit> units = Channel.CreateBounded<Unit>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Task loop;

    public GroupCommitQueue(IDbContextFactory<CasesDbContext> contexts)
    {
        this.contexts = contexts;
        loop = Task.Run(LoopAsync);
    }

    public int Waiting => units.Reader.Count;

    public async Task<T> RunAsync<T>(Func<CasesDbContext, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        var unit = new Unit<T>(work, cancellation);
        await units.Writer.WriteAsync(unit, cancellation).ConfigureAwait(false);
        return await unit.Completion.ConfigureAwait(false);
    }

    /// <summary>Takes nothing more and returns when all that was taken is committed.</summary>
    public async ValueTask DisposeAsync()
    {
        units.Writer.TryComplete();
        await loop.ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        var group = new List<Unit>(GroupSize);
        while (await units.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            while (group.Count < GroupSize && units.Reader.TryRead(out var unit)) group.Add(unit);
            await CommitAsync(group).ConfigureAwait(false);
        }
    }

    private async Task CommitAsync(List<Unit> group)
    {
        try
        {
            var db = await contexts.CreateDbContextAsync().ConfigureAwait(false);
            await using var _ = db.ConfigureAwait(false);
            db.Database.AutoSavepointsEnabled = false;
            // BEGIN IMMEDIATE: a deferred transaction that reads first may find its snapshot stale and fail.
            var transaction = await BeginAsync(db).ConfigureAwait(false);
            await using var __ = transaction.ConfigureAwait(false);
            foreach (var unit in group)
            {
                await transaction.CreateSavepointAsync(Savepoint).ConfigureAwait(false);
                if (await unit.TryRunAsync(db).ConfigureAwait(false)) await transaction.ReleaseSavepointAsync(Savepoint).ConfigureAwait(false);
                else await transaction.RollbackToSavepointAsync(Savepoint).ConfigureAwait(false);
                db.ChangeTracker.Clear();
            }

            await transaction.CommitAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever went wrong is the callers' to know; the writer itself must live on
        catch (Exception e)
#pragma warning restore CA1031
        {
            foreach (var unit in group) unit.Fail(e);
            return;
        }

        foreach (var unit in group) unit.Complete();
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

    private abstract class Unit
    {
        public abstract Task<bool> TryRunAsync(CasesDbContext db);

        public abstract void Complete();

        public abstract void Fail(Exception error);
    }

    private sealed class Unit<T>(Func<CasesDbContext, CancellationToken, Task<T>> work, CancellationToken cancellation) : Unit
    {
        private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? error;

        public Task<T> Completion => completion.Task;

        public override async Task<bool> TryRunAsync(CasesDbContext db)
        {
            try
            {
                cancellation.ThrowIfCancellationRequested();
                result = await work(db, cancellation).ConfigureAwait(false);
                return true;
            }
#pragma warning disable CA1031 // handed to the caller through his task
            catch (Exception e)
#pragma warning restore CA1031
            {
                error = e;
                return false;
            }
        }

        public override void Complete()
        {
            if (error is not null) completion.TrySetException(error);
            else completion.TrySetResult(result!);
        }

        public override void Fail(Exception error) => completion.TrySetException(error);
    }
}
