using System.Collections.Concurrent;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>
/// Works on the dry runs that this node took, one after the other, beside the requests. The ledger of jobs owes what must be
/// done for a period and does it again after a kill; a dry run is one person's question, so a killed one is shown as such and
/// asked again. A run lives on its lease: whoever takes it away, by cancelling, ends the work.
/// </summary>
public sealed partial class DryRunWorker(CaseWriter writer, TimeProvider clock, ILogger<DryRunWorker> log) : IHostedService, IDisposable
{
    /// <summary>How long a run that nobody renews still counts as going on.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim turn = new(1);
    private readonly ConcurrentDictionary<long, Task> working = new();

    /// <summary>Takes a noted run on.</summary>
    /// <param name="run">Which.</param>
    /// <param name="trial">Recomputes: hands over each page's changes, which may end it by throwing, and gives the figures.</param>
    public void Begin(DryRun run, Func<Func<TrialStep, Task>, CancellationToken, Task<TrialFigures>> trial)
    {
        ArgumentNullException.ThrowIfNull(run);
        var work = Task.Run(() => WorkAsync(run.Id, trial));
        working[run.Id] = work;
        _ = work.ContinueWith(_ => working.TryRemove(run.Id, out Task? _), TaskScheduler.Default);
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

    private async Task WorkAsync(long id, Func<Func<TrialStep, Task>, CancellationToken, Task<TrialFigures>> trial)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        using var over = new CancellationTokenSource();
        var renewing = RenewAsync(id, lost, over.Token);
        try
        {
            await turn.WaitAsync(lost.Token);
            try
            {
                await TryAsync(id, trial, lost.Token);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            if (stopping.IsCancellationRequested) await EndAsync(id, DryRunStatus.Interrupted, null, null);
        }
#pragma warning disable CA1031 // whatever it was: the run must say so, and the process go on
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e, id);
            await EndAsync(id, DryRunStatus.Failed, null, $"{e.GetType().Name}: {e.Message}");
        }
        finally
        {
            await over.CancelAsync();
            await renewing;
        }
    }

    private async Task TryAsync(long id, Func<Func<TrialStep, Task>, CancellationToken, Task<TrialFigures>> trial, CancellationToken cancellation)
    {
        var written = 0;
        var figures = await trial(
            async step =>
            {
                var lines = step.Changes.Select((change, index) => Line(id, written + index + 1, change)).ToList();
                written += lines.Count;
                if (!await StepAsync(id, step.Done, lines, cancellation)) throw new OperationCanceledException("The run was taken away.");
            },
            cancellation);
        await EndAsync(id, DryRunStatus.Done, figures.ToJson(), null);
    }

    /// <summary>Notes progress; false when the run is no longer this worker's.</summary>
    private Task<bool> StepAsync(long id, int done, List<DryRunLine> lines, CancellationToken cancellation)
    {
        var until = clock.GetUtcNow().UtcDateTime + Lease;
        return writer.WriteAsync(
            async (db, token) =>
            {
                var kept = await db.DryRuns.Where(r => r.Id == id && r.Status == DryRunStatus.Running)
                    .ExecuteUpdateAsync(s => s.SetProperty(r => r.Progress, done).SetProperty(r => r.ClaimedUntil, until), token);
                if (kept == 0) return false;
                db.AddRange(lines);
                await db.SaveChangesAsync(token);
                return true;
            },
            cancellation);
    }

    private Task<int> EndAsync(long id, DryRunStatus status, string? result, string? error)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return writer.WriteAsync((db, token) => db.DryRuns.Where(r => r.Id == id && r.Status == DryRunStatus.Running)
            .ExecuteUpdateAsync(
                s => s.SetProperty(r => r.Status, status).SetProperty(r => r.EndedAt, now).SetProperty(r => r.Result, result).SetProperty(r => r.Error, error), token));
    }

    /// <summary>Keeps the lease, while it waits for its turn too, and gives up what was taken away.</summary>
    private async Task RenewAsync(long id, CancellationTokenSource lost, CancellationToken over)
    {
        using var timer = new PeriodicTimer(Lease / 10, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                var until = clock.GetUtcNow().UtcDateTime + Lease;
                var kept = await writer.WriteAsync(
                    (db, token) => db.DryRuns.Where(r => r.Id == id && r.Status == DryRunStatus.Running).ExecuteUpdateAsync(s => s.SetProperty(r => r.ClaimedUntil, until), token), over);
                if (kept > 0) continue;
                await lost.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // the work is over
        }
        catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException or InvalidOperationException)
        {
            Failed(log, e, id);
            await lost.CancelAsync();
        }
    }

    private static DryRunLine Line(long runId, int ordinal, TriedCase tried) => new()
    {
        RunId = runId, Ordinal = ordinal, CaseId = tried.CaseId, Clock = tried.Change.Clock, ClockRun = tried.Change.Run, IsMoved = tried.Change.IsMoved,
        StateBefore = tried.Change.Before?.State, StateAfter = tried.Change.After?.State,
        MissedBefore = tried.Change.Before?.GoalMissedAt, MissedAfter = tried.Change.After?.GoalMissedAt,
        BreachedBefore = tried.Change.Before?.BreachedAt, BreachedAfter = tried.Change.After?.BreachedAt,
        DueBefore = tried.Change.Before?.DueAt, DueAfter = tried.Change.After?.DueAt,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Dry run {Run} failed")]
    private static partial void Failed(ILogger logger, Exception error, long run);
}
