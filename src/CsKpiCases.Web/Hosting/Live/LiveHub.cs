namespace CsKpiCases.Web.Hosting.Live;

/// <summary>Who has a stream open in this process, by account.</summary>
public sealed class LiveHub
{
    /// <summary>Streams of one account here. A browser needs one; more than these are connections that have died unnoticed.</summary>
    public const int MostOfAnAccount = 8;

    private readonly Lock gate = new();
    private readonly Dictionary<long, List<LiveReader>> readers = [];
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once the first stream has been opened: before, nobody here wants to hear of other nodes.</summary>
    internal Task Opened => opened.Task;

    /// <summary>Somebody here wants to hear of other nodes though he reads no notices.</summary>
    internal void Listen() => opened.TrySetResult();

    /// <summary>How many streams are open.</summary>
    public int Count
    {
        get
        {
            lock (gate) return readers.Values.Sum(r => r.Count);
        }
    }

    /// <summary>Opens one; dispose it at its end. Where the account has too many, its oldest is told to end.</summary>
    public LiveReader Open(long accountId)
    {
        var reader = new LiveReader(accountId, Leave);
        lock (gate)
        {
            if (!readers.TryGetValue(accountId, out var his)) readers[accountId] = his = new List<LiveReader>(1);
            if (his.Count(r => r.End is null) >= MostOfAnAccount) his.First(r => r.End is null).Wake(LiveEnd.Crowded);
            his.Add(reader);
        }

        opened.TrySetResult();
        return reader;
    }

    /// <summary>There may be news for these accounts.</summary>
    public void Wake(IEnumerable<long> accounts) => Wake(accounts, null);

    /// <summary>Something may have been missed: everybody looks.</summary>
    public void WakeAll()
    {
        lock (gate)
        {
            foreach (var reader in readers.Values.SelectMany(r => r)) reader.Wake();
        }
    }

    internal void Wake(IEnumerable<long> accounts, LiveEnd? end)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        lock (gate)
        {
            foreach (var reader in accounts.Where(readers.ContainsKey).SelectMany(account => readers[account])) reader.Wake(end);
        }
    }

    private void Leave(LiveReader reader)
    {
        lock (gate)
        {
            if (!readers.TryGetValue(reader.AccountId, out var his)) return;
            his.Remove(reader);
            if (his.Count == 0) readers.Remove(reader.AccountId);
        }
    }
}
