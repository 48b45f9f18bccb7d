using System.Collections.Concurrent;
using System.Diagnostics;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>
/// The running month, and weeks, as they stand, for everybody who looks at them: computed once for the whole shop (a rank needs the
/// others too), and kept the longer the more it cost, so that pages never cost the store more than a twentieth of its time.
/// </summary>
public sealed class LiveScores(ComputeScores compute, TimeProvider clock)
{
    private const int KeptTimesCost = 20;
    private const int MostKept = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<(long ShopId, DateTime FromUtc, DateTime ToUtc), Entry> entries = new();

    public async Task<MonthScores> ReadAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return await KeptAsync(shop, Period.Of(month, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)), () => compute.RunAsync(shop, month, cancellation), cancellation);
    }

    /// <summary>The score cards of some days, as <see cref="ComputeScores.OfDaysAsync"/> makes them.</summary>
    public async Task<IReadOnlyList<ScoreCard>> ReadAsync(Shop shop, Period period, int days, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(period);
        return await KeptAsync(shop, period, () => compute.OfDaysAsync(shop, period, days, cancellation), cancellation);
    }

    private async Task<T> KeptAsync<T>(Shop shop, Period period, Func<Task<T>> computed, CancellationToken cancellation)
        where T : class
    {
        // whoever leafs through years of months does not fill the memory with them
        if (entries.Count >= MostKept) entries.Clear();
        var entry = entries.GetOrAdd((shop.Id, period.FromUtc, period.ToUtc), _ => new Entry());
        await entry.Gate.WaitAsync(cancellation);
        try
        {
            var now = clock.GetUtcNow();
            if (entry.Scores is T known && now < entry.FreshUntil && now >= entry.AsOf) return known;
            var watch = Stopwatch.StartNew();
            var scores = await computed();
            var kept = watch.Elapsed * KeptTimesCost;
            (entry.Scores, entry.AsOf, entry.FreshUntil) = (scores, now, clock.GetUtcNow() + (kept < Longest ? kept : Longest));
            return scores;
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
        public object? Scores { get; set; }
        public DateTimeOffset AsOf { get; set; }
        public DateTimeOffset FreshUntil { get; set; }
    }
}
