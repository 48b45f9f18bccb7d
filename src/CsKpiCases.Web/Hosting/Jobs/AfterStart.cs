namespace CsKpiCases.Web.Hosting.Jobs;

/// <summary>Starts a hosted service once the site listens, beside the first requests: nobody waits for it. Where it cannot start, the process stops.</summary>
internal sealed partial class AfterStart(IHostedService inner, IHostApplicationLifetime lifetime, ILogger<AfterStart> log) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task starting = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => starting = Task.Run(StartInnerAsync));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await starting;
        await inner.StopAsync(cancellationToken);
    }

    public void Dispose() => stopping.Dispose();

    private async Task StartInnerAsync()
    {
        try
        {
            await inner.StartAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // stopped before it had begun
        }
#pragma warning disable CA1031 // whatever it is: a node that runs no jobs must not look like one that does
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e);
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The scheduler could not be started; stopping")]
    private static partial void Failed(ILogger logger, Exception error);
}
