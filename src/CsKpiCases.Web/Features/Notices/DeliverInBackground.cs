namespace CsKpiCases.Web.Features.Notices;

/// <summary>
/// Looks every two seconds, where jobs run, for what waits to be told: whoever is given a case hears of it while he can still
/// see who gave it. The job of each minute does the same for what fell due, whoever of the two comes first.
/// </summary>
public sealed partial class DeliverInBackground(DeliverNotices deliver, TimeProvider clock, ILogger<DeliverInBackground> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // what was begun is finished; the rest waits in the outbox
        }
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            await deliver.RunAsync(stopping);
        }
#pragma warning disable CA1031 // whatever it is, such as a store that is not migrated yet: the next look must still be taken
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Failed(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notices could not be delivered; the next look takes them up")]
    private static partial void Failed(ILogger logger, Exception error);
}
