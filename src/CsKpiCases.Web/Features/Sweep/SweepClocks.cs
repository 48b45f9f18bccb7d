using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Sweep;

/// <summary>
/// Records what fell due since the last sweep: warnings, goals missed, limits breached. Its work is proportional to what fell
/// due: a look at an index says that nothing did. It may come late, twice, or on two nodes at once.
/// </summary>
public sealed class SweepClocks(IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, SweepBatch batch, TimeProvider clock)
{
    // A batch holds the embedded database's writer for some tens of milliseconds.
    private const int BatchSize = 400;

    // An act holds its case for milliseconds.
    private const int MostWaits = 100;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100);

    /// <summary>Sweeps all shops; how many clocks something was recorded for.</summary>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var now = WholeSeconds(clock.GetUtcNow().UtcDateTime);
        var swept = 0L;
        foreach (var shop in await ShopsAsync(now, cancellation)) swept += (await SweepAsync(shop, now, cancellation)).Recorded;
        return swept;
    }

    /// <summary>
    /// Sweeps a shop until it has looked at all that fell due by now. A sweep passes over cases that others are acting on, or
    /// another node is sweeping; what it passed over is waited for.
    /// </summary>
    /// <exception cref="TimeoutException">Some of it is held by others for longer than any act lasts.</exception>
    public async Task SettleAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var now = WholeSeconds(clock.GetUtcNow().UtcDateTime);
        for (var waits = 0; await DueAsync(shop.Id, now, cancellation) is > 0 and var due; waits++)
        {
            if ((await SweepAsync(shop.Id, now, cancellation)).Read >= due) return;
            if (waits == MostWaits) throw new TimeoutException($"Clocks of shop {shop.Code} that fell due by {now:u} could not be recorded: others hold their cases.");
            await Task.Delay(Wait, cancellation);
        }
    }

    private async Task<(long Read, long Recorded)> SweepAsync(long shop, DateTime now, CancellationToken cancellation)
    {
        var (read, recorded, place) = (0L, 0L, SweepPlace.Start);
        while (true)
        {
            var from = place;
            var done = await writer.WriteAsync((db, token) => batch.RunAsync(db, shop, from, now, BatchSize, token), cancellation);
            (read, recorded) = (read + done.Read, recorded + done.Recorded);
            if (done.Read < BatchSize) return (read, recorded);
            place = done.Last;
        }
    }

    /// <summary>The shops in which something is due: one look into the index for each.</summary>
    private async Task<List<long>> ShopsAsync(DateTime now, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Shops.Where(s => db.CaseClocks.Any(c => c.ShopId == s.Id && c.NextDue > DueLevel.None && c.NextDueAt <= now))
            .Select(s => s.Id).ToListAsync(cancellation);
    }

    private async Task<long> DueAsync(long shop, DateTime now, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.CaseClocks.LongCountAsync(c => c.ShopId == shop && c.NextDue > DueLevel.None && c.NextDueAt <= now, cancellation);
    }

    private static DateTime WholeSeconds(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}

/// <summary>How far a sweep has come in a shop: clocks are taken in the order in which they fell due.</summary>
public sealed record SweepPlace(DateTime DueAt, long Id)
{
    public static SweepPlace Start { get; } = new(DateTime.UnixEpoch, 0);
}
