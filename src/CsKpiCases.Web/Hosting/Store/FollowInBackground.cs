using CsKpiCases.Data.Cases;

namespace CsKpiCases.Web.Hosting.Store;

/// <summary>
/// Lets open cases follow what a page has published, after its answer: a hundred thousand of them take minutes. What a
/// stopped process leaves is taken up by the next publishing, or by hand.
/// </summary>
public sealed partial class FollowInBackground(FollowPolicies follow, PublishVersions publish, ILogger<FollowInBackground> log) : BackgroundService
{
    private readonly SemaphoreSlim asked = new(0);
    private int waiting;

    /// <summary>Whether cases are being moved by this process, or are about to be.</summary>
    public bool IsRunning => Volatile.Read(ref waiting) > 0;

    /// <summary>Begins, now or behind the one that runs.</summary>
    public void Begin()
    {
        Interlocked.Increment(ref waiting);
        asked.Release();
    }

    public override void Dispose()
    {
        asked.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await asked.WaitAsync(stoppingToken);
            try
            {
                Followed(log, await follow.RunAsync(await publish.LeftAsync(stoppingToken), stoppingToken));
            }
#pragma warning disable CA1031 // whatever it is: the next asking must still be heard
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(log, e);
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} open cases follow the new versions")]
    private static partial void Followed(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Open cases could not follow the new versions; the next publishing takes them up")]
    private static partial void Failed(ILogger logger, Exception error);
}
