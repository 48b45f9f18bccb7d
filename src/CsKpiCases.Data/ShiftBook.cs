using System.Collections.Concurrent;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data;

/// <summary>The shops' shifts, rosters and granted leave, kept in memory and read again every minute.</summary>
public sealed class ShiftBook(IDbContextFactory<CasesDbContext> contexts, TimeProvider clock)
{
    /// <summary>How old what a node knows may be: what changes sooner than this from now on, another node may not know in time.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<long, (DateTimeOffset ReadAt, ShopShifts Shifts)> known = new();

    /// <summary>The shifts of one shop.</summary>
    public async ValueTask<ShopShifts> OfAsync(long shopId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(shopId, out var k) && now - k.ReadAt < Freshness && now >= k.ReadAt) return k.Shifts;
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using var _ = db.ConfigureAwait(false);
        var zone = await db.Shops.Where(s => s.Id == shopId).Select(s => s.TimeZone).SingleAsync(cancellation).ConfigureAwait(false);
        var shifts = await db.Shifts.AsNoTracking().Where(s => s.ShopId == shopId).ToListAsync(cancellation).ConfigureAwait(false);
        var roster = await db.RosterEntries.AsNoTracking().Where(r => r.ShopId == shopId).ToListAsync(cancellation).ConfigureAwait(false);
        var leave = await db.LeaveRequests.AsNoTracking().Where(l => l.ShopId == shopId && l.HoldsFrom != null && l.HoldsTo != null)
            .Select(l => new Absence(l.AccountId, l.HoldsFrom!.Value, l.HoldsTo!.Value)).ToListAsync(cancellation).ConfigureAwait(false);
        var read = new ShopShifts(TimeZoneInfo.FindSystemTimeZoneById(zone), shifts, roster, leave);
        known[shopId] = (now, read);
        return read;
    }

    /// <summary>The shifts of some shops as they are stored now, by shop.</summary>
    public async Task<ILookup<long, Shift>> StoredAsync(IReadOnlyCollection<long> shops, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using var _ = db.ConfigureAwait(false);
        var shifts = await db.Shifts.AsNoTracking().Where(s => EF.Parameter(shops).Contains(s.ShopId)).OrderBy(s => s.Id).ToListAsync(cancellation).ConfigureAwait(false);
        return shifts.ToLookup(s => s.ShopId);
    }

    /// <summary>The shifts of one shop as they are stored now.</summary>
    public async Task<IReadOnlyCollection<Shift>> StoredAsync(long shop, CancellationToken cancellation) =>
        [.. (await StoredAsync([shop], cancellation).ConfigureAwait(false))[shop]];

    /// <summary>Forgets a shop, after its roster was changed here.</summary>
    public void Forget(long shopId) => known.TryRemove(shopId, out _);
}
