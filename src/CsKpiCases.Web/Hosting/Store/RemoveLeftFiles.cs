namespace CsKpiCases.Web.Hosting.Store;

/// <summary>Removes the temporary files that a killed process left; a command may be at work beside the site, its files stay.</summary>
public sealed partial class RemoveLeftFiles(IEnumerable<TemporaryFiles> kinds, ILogger<RemoveLeftFiles> log) : BackgroundService
{
    // A file that was just made is not locked yet, one that is complete is no longer while it gets its name: what is
    // nobody's both before and after this pause is nobody's. The files' stamps would not do, clocks are set.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(Pause, stoppingToken);

    /// <summary>Looks twice with a pause in between, and removes what nobody held at either time.</summary>
    public async Task RunAsync(TimeSpan pause, CancellationToken cancellation)
    {
        var left = kinds.SelectMany(kind => kind.Find().Where(path => !kind.IsHeld(path)).Select(path => (path, kind.IsHeld))).ToList();
        if (left.Count == 0) return;
        await Task.Delay(pause, TimeProvider.System, cancellation);
        foreach (var (path, isHeld) in left)
        {
            try
            {
                if (!File.Exists(path) || isHeld(path)) continue;
                File.Delete(path);
                Removed(log, path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Kept(log, path, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Path}, which a process that was killed had left")]
    private static partial void Removed(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} was left by a process that was killed, and cannot be removed")]
    private static partial void Kept(ILogger logger, string path, Exception error);
}
