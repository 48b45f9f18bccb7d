using System.Collections.Concurrent;
using System.Diagnostics;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>
/// The running month as it stands, for everybody who looks at it: computed once for the whole shop (a rank needs the others
/// too), and kept the longer the more it cost, so that pages never cost the store more than a twentieth of its time.
/// </summary>
public sealed class LiveScores(ComputeScores compute, TimeProvider clock)
{
    private const int KeptTimesCost = 20;
    private const int MostKept = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<(long ShopId, CalendarMonth Month), Entry> entries = new();

    public async Task<MonthScores> ReadAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        // whoever leafs through years of months does not fill the memory with them
        if (entries.Count >= MostKept) entries.Clear();
        var entry = entries.GetOrAdd((shop.Id, month), _ => new Entry());
        await entry.Gate.WaitAsync(cancellation);
        try
        {
            if (entry.Scores is { } known && clock.GetUtcNow() < entry.FreshUntil && clock.GetUtcNow() >= known.AsOf) return known;
            var watch = Stopwatch.StartNew();
            entry.Scores = await compute.RunAsync(shop, month, cancellation);
            var kept = watch.Elapsed * KeptTimesCost;
            entry.FreshUntil = clock.GetUtcNow() + (kept < Longest ? kept : Longest);
            return entry.Scores;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    /// <summary>Counts anew at the next look, after a shop's rules were changed here.</summary>
    public void Forget(long shopId)
    {
        foreach (var key in entries.Keys.Where(key => key.ShopId == shopId)) entries.TryRemove(key, out _);
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);
        public MonthScores? Scores { get; set; }
        public DateTimeOffset FreshUntil { get; set; }
    }
}
