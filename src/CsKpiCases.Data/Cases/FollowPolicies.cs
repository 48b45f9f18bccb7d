using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>
/// Lets the cases of superseded policy versions follow to what is in force now, each in a transaction of its own: the open
/// ones, and those that ended and have an open clock still, such as a review or an appeal (sla.md, rules 6 and 11).
/// </summary>
public sealed class FollowPolicies(CaseStore store, PolicyBook book, IDbContextFactory<CasesDbContext> contexts)
{
    private const int Batch = 500;

    /// <summary>Returns how many cases moved. Running it again moves nothing more.</summary>
    public async Task<int> RunAsync(IReadOnlyList<long> superseded, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(superseded);
        var moved = 0;
        if (superseded.Count == 0) return moved;
        // Somebody may have read the book between the publishing and its commit.
        book.Forget();
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using var _ = db.ConfigureAwait(false);
        foreach (var shop in await db.Shops.AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false))
        {
            for (long after = 0; ;)
            {
                var last = after;
                var ids = await db.Cases
                    .Where(c => c.ShopId == shop.Id && c.Stage < Stage.Penalize && c.Id > last && c.PolicyVersionId != null && superseded.Contains(c.PolicyVersionId.Value))
                    .OrderBy(c => c.Id).Take(Batch).Select(c => c.Id).ToListAsync(cancellation).ConfigureAwait(false);
                if (ids.Count == 0) break;
                foreach (var id in ids)
                {
                    if (await store.FollowPolicyAsync(shop, id, cancellation).ConfigureAwait(false) is CaseResult.Done { Events.Count: > 0 }) moved++;
                }

                after = ids[^1];
            }

            foreach (var id in await EndedAsync(db, shop.Id, superseded, cancellation).ConfigureAwait(false))
            {
                if (await store.FollowPolicyAsync(shop, id, cancellation).ConfigureAwait(false) is CaseResult.Done { Events.Count: > 0 }) moved++;
            }
        }

        return moved;
    }

    /// <summary>
    /// Found from the open clocks, few beside the cases that have ended: an unbreached one has no verdict yet, which the index
    /// over JudgedAt seeks. A breached one keeps the version that it was breached under.
    /// </summary>
    private static Task<List<long>> EndedAsync(CasesDbContext db, long shopId, IReadOnlyList<long> superseded, CancellationToken cancellation) =>
        db.CaseClocks
            .Where(c => c.ShopId == shopId && c.JudgedAt == null && (c.State == ClockState.Running || c.State == ClockState.Paused) && superseded.Contains(c.PolicyVersionId))
            .Join(db.Cases.Where(k => k.Stage >= Stage.Penalize), c => c.CaseId, k => k.Id, (c, k) => k.Id)
            .Distinct().ToListAsync(cancellation);
}
