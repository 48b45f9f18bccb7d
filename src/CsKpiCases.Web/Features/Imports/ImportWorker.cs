using System.Collections.Concurrent;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>
/// Works on the imports that this node was given, one after the other, beside the requests. A run lives on its lease: whoever
/// cancels it, on whatever node, ends the work with the next step; what it had written stays, and the same file goes on from there.
/// </summary>
public sealed partial class ImportWorker(ImportFile import, ImportRuns runs, TimeProvider clock, ILogger<ImportWorker> log) : IHostedService, IDisposable
{
    /// <summary>How long a run that nobody renews still counts as going on.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim turn = new(1);
    private readonly ConcurrentDictionary<long, Task> working = new();

    /// <summary>Takes on a run that was written down.</summary>
    public void Begin(ImportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var id = request.RunId ?? throw new ArgumentException("The run is not written down.", nameof(request));
        // Held, so that nobody takes it for what a killed process left.
        var held = new FileStream(request.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var work = Task.Run(() => WorkAsync(id, request, held));
        working[id] = work;
        _ = work.ContinueWith(_ => working.TryRemove(id, out Task? _), TaskScheduler.Default);
    }

    /// <summary>Returns when this node works on nothing.</summary>
    public Task WhenIdleAsync() => Task.WhenAll(working.Values);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await WhenIdleAsync();
    }

    public void Dispose()
    {
        stopping.Dispose();
        turn.Dispose();
    }

    private async Task WorkAsync(long id, ImportRequest request, FileStream held)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        using var over = new CancellationTokenSource();
        var heard = new Heard();
        var renewing = RenewAsync(id, heard, lost, over.Token);
        try
        {
            await turn.WaitAsync(lost.Token);
            try
            {
                await import.RunAsync(request, heard, lost.Token);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            // the import has written down that it was stopped, unless it waited for its turn
            await runs.EndAsync(id, heard.Result, null, [], ImportRuns.Stopped, CancellationToken.None);
        }
#pragma warning disable CA1031 // whatever it was: the run says so, and the process goes on
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e, id);
        }
        finally
        {
            await over.CancelAsync();
            await renewing;
            await held.DisposeAsync();
            File.Delete(request.Path);
        }
    }

    /// <summary>Keeps the lease and the counts, while it waits for its turn too, and stops what was cancelled.</summary>
    private async Task RenewAsync(long id, Heard heard, CancellationTokenSource lost, CancellationToken over)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                if (await runs.StepAsync(id, heard.Result, Lease, over)) continue;
                await lost.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // the work is over
        }
#pragma warning disable CA1031 // whatever it was: a run that nobody renews ends, and its end is still to be written down
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e, id);
            await lost.CancelAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Run} failed")]
    private static partial void Failed(ILogger logger, Exception error, long run);

    private sealed class Heard : IProgress<ImportResult>
    {
        public ImportResult Result { get; private set; } = new();

        public void Report(ImportResult value) => Result = value;
    }
}
