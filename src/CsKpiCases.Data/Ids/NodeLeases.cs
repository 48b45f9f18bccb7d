using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Ids;

/// <summary>Leases a node number from the database, so that no two processes make the same id.</summary>
public sealed class NodeLeases(IDbContextFactory<CasesDbContext> contexts, TimeProvider clock)
{
    /// <summary>Long enough that a process which cannot renew stops making ids before another takes its number.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromMinutes(10);

    /// <summary>Takes the lowest number that is free or lapsed.</summary>
    /// <exception cref="InvalidOperationException">All 1,024 are taken.</exception>
    public async Task<int> TakeAsync(string holder, CancellationToken cancellation = default)
    {
        while (true)
        {
            var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
            await using var _ = db.ConfigureAwait(false);
            var now = clock.GetUtcNow().UtcDateTime;
            var leases = await db.NodeLeases.AsNoTracking().OrderBy(l => l.NodeNumber).ToListAsync(cancellation).ConfigureAwait(false);
            var lapsed = leases.Find(l => l.LeasedUntil < now);
            if (lapsed is not null)
            {
                var taken = await db.NodeLeases
                    .Where(l => l.NodeNumber == lapsed.NodeNumber && l.LeasedUntil == lapsed.LeasedUntil && l.Holder == lapsed.Holder)
                    .ExecuteUpdateAsync(s => s.SetProperty(l => l.Holder, holder).SetProperty(l => l.LeasedUntil, now + Term), cancellation).ConfigureAwait(false);
                if (taken == 1) return lapsed.NodeNumber;
                continue;
            }

            var free = Enumerable.Range(0, IdSource.MaxNode + 1).Except(leases.Select(l => l.NodeNumber)).DefaultIfEmpty(-1).First();
            if (free < 0) throw new InvalidOperationException("All node numbers are leased: more than 1,024 processes use this database.");
            db.NodeLeases.Add(new NodeLease { NodeNumber = free, Holder = holder, LeasedUntil = now + Term });
            try
            {
                await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
                return free;
            }
            catch (DbUpdateException e) when (Collisions.IsUniqueViolation(e))
            {
                // another process took the same number: look again
            }
        }
    }

    /// <summary>Keeps the number for another term; false when it was lost.</summary>
    public async Task<bool> RenewAsync(int node, string holder, CancellationToken cancellation = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using var _ = db.ConfigureAwait(false);
        var until = clock.GetUtcNow().UtcDateTime + Term;
        return await db.NodeLeases.Where(l => l.NodeNumber == node && l.Holder == holder)
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.LeasedUntil, until), cancellation).ConfigureAwait(false) == 1;
    }

    /// <summary>Gives the number back.</summary>
    public async Task ReleaseAsync(int node, string holder, CancellationToken cancellation = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using var _ = db.ConfigureAwait(false);
        await db.NodeLeases.Where(l => l.NodeNumber == node && l.Holder == holder).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
    }
}
