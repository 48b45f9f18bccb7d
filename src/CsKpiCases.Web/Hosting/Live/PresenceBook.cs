namespace CsKpiCases.Web.Hosting.Live;

/// <summary>Somebody who looks at a case now.</summary>
/// <param name="Since">UTC: when he opened it.</param>
/// <param name="IsWriting">He has typed something within the last seconds.</param>
public sealed record Present(long AccountId, DateTime Since, bool IsWriting);

/// <summary>
/// Who looks at which case: those of this process by their open streams, those of other nodes by what these tell. Nothing of it
/// is stored, and whoever is not heard of for half a minute is gone.
/// </summary>
public sealed class PresenceBook(TimeProvider clock)
{
    /// <summary>After this a person of another node who is not told of again is gone.</summary>
    public static readonly TimeSpan Gone = TimeSpan.FromSeconds(30);

    /// <summary>How often nodes repeat who is there, and streams look: three times before anybody is gone.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>How long after his last key somebody still counts as writing.</summary>
    public static readonly TimeSpan Writing = TimeSpan.FromSeconds(12);

    /// <summary>Streams of one account here; the oldest ends for a new one.</summary>
    public const int MostOfAnAccount = 8;

    private readonly Lock gate = new();
    private readonly List<PresenceViewer> viewers = [];
    private readonly Dictionary<(string Node, long CaseId, long AccountId), (DateTime Since, DateTime HeardAt)> elsewhere = [];
    private readonly Dictionary<(long CaseId, long AccountId), DateTime> wroteAt = [];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Opens a view; dispose it at its end.</summary>
    public PresenceViewer Open(long caseId, long accountId)
    {
        var viewer = new PresenceViewer(caseId, accountId, Now, Leave);
        lock (gate)
        {
            var his = viewers.FindAll(v => v.AccountId == accountId && !v.IsCrowded);
            if (his.Count >= MostOfAnAccount) his[0].Crowd();
            viewers.Add(viewer);
            WakeAt(caseId);
        }

        return viewer;
    }

    /// <summary>Everybody at the case, by when he came.</summary>
    public IReadOnlyList<Present> At(long caseId)
    {
        var now = Now;
        lock (gate)
        {
            Forget(now);
            return [.. viewers.Where(v => v.CaseId == caseId).Select(v => (v.AccountId, v.Since))
                .Concat(elsewhere.Where(e => e.Key.CaseId == caseId).Select(e => (e.Key.AccountId, e.Value.Since)))
                .GroupBy(v => v.AccountId, v => v.Since)
                .Select(g => new Present(g.Key, g.Min(), wroteAt.TryGetValue((caseId, g.Key), out var at) && now - at < Writing))
                .OrderBy(p => p.Since).ThenBy(p => p.AccountId)];
        }
    }

    /// <summary>He has typed something; true when that is news.</summary>
    public bool Wrote(long caseId, long accountId)
    {
        var now = Now;
        lock (gate)
        {
            var isNews = !wroteAt.TryGetValue((caseId, accountId), out var before) || now - before > Writing / 2;
            wroteAt[(caseId, accountId)] = now;
            if (isNews) WakeAt(caseId);
            return isNews;
        }
    }

    /// <summary>Who is here, for the other nodes.</summary>
    internal IReadOnlyList<(long CaseId, long AccountId, DateTime Since)> Local()
    {
        lock (gate) return [.. viewers.GroupBy(v => (v.CaseId, v.AccountId)).Select(g => (g.Key.CaseId, g.Key.AccountId, g.Min(v => v.Since)))];
    }

    internal bool IsHere(long caseId, long accountId)
    {
        lock (gate) return viewers.Exists(v => v.CaseId == caseId && v.AccountId == accountId);
    }

    internal void Heard(string node, long caseId, long accountId, DateTime since)
    {
        lock (gate)
        {
            var isNews = !elsewhere.ContainsKey((node, caseId, accountId));
            elsewhere[(node, caseId, accountId)] = (since, Now);
            if (isNews) WakeAt(caseId);
        }
    }

    internal void HeardLeaving(string node, long caseId, long accountId)
    {
        lock (gate)
        {
            if (elsewhere.Remove((node, caseId, accountId))) WakeAt(caseId);
        }
    }

    private void Leave(PresenceViewer viewer)
    {
        lock (gate)
        {
            viewers.Remove(viewer);
            WakeAt(viewer.CaseId);
        }
    }

    private void WakeAt(long caseId)
    {
        foreach (var viewer in viewers.Where(v => v.CaseId == caseId)) viewer.Wake();
    }

    private void Forget(DateTime now)
    {
        foreach (var old in elsewhere.Where(e => now - e.Value.HeardAt >= Gone).Select(e => e.Key).ToList()) elsewhere.Remove(old);
        foreach (var old in wroteAt.Where(e => now - e.Value >= Writing).Select(e => e.Key).ToList()) wroteAt.Remove(old);
    }
}

/// <summary>Somebody's open view of a case: it sleeps until somebody comes, goes or begins to write.</summary>
public sealed class PresenceViewer : IDisposable
{
    private readonly SemaphoreSlim woken = new(0, 1);
    private readonly Action<PresenceViewer> leave;
    private int isWoken;

    internal PresenceViewer(long caseId, long accountId, DateTime since, Action<PresenceViewer> leave) =>
        (CaseId, AccountId, Since, this.leave) = (caseId, accountId, since, leave);

    public long CaseId { get; }
    public long AccountId { get; }
    public DateTime Since { get; }

    /// <summary>The account has opened too many: this one is to end.</summary>
    public bool IsCrowded { get; private set; }

    /// <summary>Back when something has changed, and at the latest after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        if (await woken.WaitAsync(longest, cancellation)) Interlocked.Exchange(ref isWoken, 0);
    }

    public void Dispose()
    {
        leave(this);
        woken.Dispose();
    }

    internal void Crowd()
    {
        IsCrowded = true;
        Wake();
    }

    /// <summary>Under the book's lock, as is its leaving: nobody wakes what is gone.</summary>
    internal void Wake()
    {
        if (Interlocked.Exchange(ref isWoken, 1) == 0) woken.Release();
    }
}
