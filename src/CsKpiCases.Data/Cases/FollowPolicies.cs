using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>Lets the open cases of superseded policy versions follow to what is in force now, each in a transaction of its own.</summary>
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
        }

        return moved;
    }
}
