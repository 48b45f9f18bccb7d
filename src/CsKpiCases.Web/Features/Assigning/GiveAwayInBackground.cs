using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Assigning;

/// <summary>
/// Looks every two seconds, where jobs run, whether a case came into a queue, and gives it away: a classified case need not
/// wait for the job of the minute. What it misses, such as while the node was down, the job finds.
/// </summary>
public sealed partial class GiveAwayInBackground(
    GiveAway giveAway, IDbContextFactory<CasesDbContext> contexts, IdSource ids, TimeProvider clock, ILogger<GiveAwayInBackground> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // what tells of a case that has come into the queue
    private static readonly string[] News = ["notice.case_to_assign", "notice.returned_to_queue"];
    private long? seen;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the rest waits in the queue
        }
    }

    /// <summary>Gives away if something has come since the last look.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        if (seen is not { } before)
        {
            seen = ids.Next();
            return;
        }

        long? newest;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            newest = await db.OutboxMessages.Where(m => m.Id > before && News.Contains(m.Kind)).MaxAsync(m => (long?)m.Id, cancellation);
        }

        if (newest is null) return;
        await giveAway.RunAsync(cancellation);
        seen = newest;
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            await LookAsync(stopping);
        }
#pragma warning disable CA1031 // whatever it is, such as a store that is not migrated yet: the next look must still be taken
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Failed(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cases could not be given away; the next look takes them up")]
    private static partial void Failed(ILogger logger, Exception error);
}
