namespace CsKpiCases.Web.Hosting.Live;

/// <summary>Somebody's open stream: it sleeps until there may be news for him. However often it is woken meanwhile, it wakes once.</summary>
public sealed class LiveReader : IDisposable
{
    private readonly SemaphoreSlim woken = new(0, 1);
    private readonly Action<LiveReader> leave;
    private int isWoken;

    internal LiveReader(long accountId, Action<LiveReader> leave) => (AccountId, this.leave) = (accountId, leave);

    public long AccountId { get; }

    /// <summary>Why it is to end; null while it may go on.</summary>
    public LiveEnd? End { get; private set; }

    /// <summary>Back when there may be news or it is to end, and at the latest after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        if (await woken.WaitAsync(longest, cancellation)) Interlocked.Exchange(ref isWoken, 0);
    }

    public void Dispose()
    {
        leave(this);
        woken.Dispose();
    }

    /// <summary>Under the hub's lock, as is its leaving: nobody wakes what is gone.</summary>
    internal void Wake(LiveEnd? end = null)
    {
        End ??= end;
        if (Interlocked.Exchange(ref isWoken, 1) == 0) woken.Release();
    }
}

/// <summary>Why a stream ends before its reader goes.</summary>
public enum LiveEnd
{
    /// <summary>The account signed out somewhere; who is still signed in opens it again.</summary>
    SignedOut = 1,

    /// <summary>The account has opened too many: the oldest goes.</summary>
    Crowded = 2,
}
