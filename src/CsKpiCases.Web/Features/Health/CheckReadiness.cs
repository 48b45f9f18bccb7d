using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Health;

/// <summary>Whether the node can serve, and what it was judged by.</summary>
/// <param name="Status"><c>ready</c>, <c>preparing</c> or <c>unready</c>.</param>
/// <param name="PendingMigrations">Null when the database did not answer.</param>
/// <param name="WriterQueue">Units that wait for the writer.</param>
/// <param name="LastSweepAgeSeconds">Null before the first; told, not judged by: a web node does not sweep.</param>
/// <param name="FailingWebhooks">Targets that take nothing at present; told, not judged by: they are others' programs.</param>
public sealed record Readiness(string Status, int? PendingMigrations, int WriterQueue, long? LastSweepAgeSeconds, int? FailingWebhooks = null)
{
    internal bool IsReady => Status == "ready";
}

/// <summary>Asks the database and the writer.</summary>
public sealed class CheckReadiness(
    StoreMigrator migrator, CaseWriter writer, IDbContextFactory<CasesDbContext> contexts, TimeProvider clock, IServiceProvider services)
{
    /// <summary>More than this waiting and the node is behind; the queue holds four times as many.</summary>
    private const int LongestQueue = 1024;
    private const string SweepJob = "sweep";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<Readiness> RunAsync(CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Patience);
        var waiting = writer.Waiting;
        try
        {
            var pending = (await migrator.PendingAsync(limited.Token)).Count;
            var age = await SweepAgeAsync(limited.Token);
            var status = services.GetService<PreparingGate>() is { IsShut: true } ? "preparing" : pending > 0 || waiting > LongestQueue ? "unready" : "ready";
            return new Readiness(status, pending, waiting, age, pending > 0 ? null : await FailingWebhooksAsync(limited.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or System.Data.Common.DbException or InvalidOperationException && !cancellation.IsCancellationRequested)
        {
            return new Readiness("unready", null, waiting, null);
        }
    }

    private async Task<int> FailingWebhooksAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.WebhookTargets.CountAsync(t => t.IsEnabled && t.FailingSince != null, cancellation);
    }

    private async Task<long?> SweepAgeAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var last = await db.JobRuns.Where(r => r.Job == SweepJob && r.EndedAt != null).MaxAsync(r => r.EndedAt, cancellation);
        return last is { } at ? (long)(clock.GetUtcNow().UtcDateTime - at).TotalSeconds : null;
    }
}
