namespace CsKpiCases.Data.Storage;

/// <summary>Somebody's work in the writer's queue, and his waiting for it.</summary>
internal abstract class WriteUnit
{
    /// <summary>False when its caller has given it up.</summary>
    public abstract bool TryStart();

    /// <summary>False when it threw: what it wrote is to be undone.</summary>
    public abstract Task<bool> TryRunAsync(CasesDbContext db);

    /// <summary>Its group is committed: tells the caller the result, or his own error.</summary>
    public abstract void Complete();

    /// <summary>Its group could not be committed.</summary>
    public abstract void Fail(Exception reason);
}

internal sealed class WriteUnit<T>(Func<CasesDbContext, CancellationToken, Task<T>> work, CancellationToken cancellation) : WriteUnit
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int begun;
    private T? result;
    private Exception? error;

    public async Task<T> CompletionAsync()
    {
        var registration = cancellation.Register(() =>
        {
            if (TryStart()) completion.TrySetCanceled(cancellation);
        });
        await using var _ = registration.ConfigureAwait(false);
        return await completion.Task.ConfigureAwait(false);
    }

    public override bool TryStart() => Interlocked.Exchange(ref begun, 1) == 0;

    public override async Task<bool> TryRunAsync(CasesDbContext db)
    {
        try
        {
            result = await work(db, CancellationToken.None).ConfigureAwait(false);
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

    public override void Fail(Exception reason) => completion.TrySetException(error ?? reason);
}
