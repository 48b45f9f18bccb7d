namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>
/// Looks every two seconds, where jobs run, for webhooks that are due, without waiting for those that are still being sent; and
/// every hour forgets of the log what is old.
/// </summary>
public sealed partial class SendInBackground(SendWebhooks send, ForgetOldDeliveries forget, TimeProvider clock, ILogger<SendInBackground> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        var forgotAt = DateTimeOffset.MinValue;
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                running.RemoveAll(t => t.IsCompleted);
                running.Add(TryAsync(token => send.RunAsync(token), stoppingToken));
                if (clock.GetUtcNow() - forgotAt < ForgetEvery) continue;
                forgotAt = clock.GetUtcNow();
                running.Add(TryAsync(forget.RunAsync, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // what is being sent gives its claims back
        }

        await Task.WhenAll(running);
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        try
        {
            await work(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the process is to end
        }
#pragma warning disable CA1031 // whatever it is: the next look must still be taken
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Webhooks could not be sent; the next look takes them up")]
    private static partial void Failed(ILogger logger, Exception error);
}
