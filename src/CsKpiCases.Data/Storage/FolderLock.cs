namespace CsKpiCases.Data.Storage;

/// <summary>
/// An operating-system lock on a data folder: EF's own lock on SQLite is a row that stays behind after a kill, this one goes
/// with the process.
/// </summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>Waits until the lock is free, at most for the time given.</summary>
    /// <exception cref="TimeoutException">Another process kept it all that time.</exception>
    public static async Task<FolderLock> TakeAsync(string folder, string name, TimeSpan patience, TimeProvider clock, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var path = Path.Combine(folder, name + ".lock");
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            // A folder that is not there will not come by waiting.
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
            {
                if (clock.GetElapsedTime(began) > patience) throw new TimeoutException($"Another process holds {path}.");
                await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellation).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => file.Dispose();
}
