using CsKpiCases.Data;
using CsKpiCases.Data.Bulk;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Takes facts that have a natural key within the shop: new ones in bulk, changed ones in place.</summary>
/// <param name="session">The import.</param>
/// <param name="query">The stored facts of some keys, tracked.</param>
/// <param name="keyOf">A fact's natural key.</param>
/// <param name="copy">Copies a fact's fields onto the stored one; true when anything differed.</param>
internal sealed class FactRows<T>(
    ImportSession session, Func<CasesDbContext, List<string>, CancellationToken, Task<List<T>>> query, Func<T, string> keyOf, Func<T, T, bool> copy)
    where T : class
{
    public async Task TakeAsync(IReadOnlyList<T> facts, CancellationToken cancellation)
    {
        var (added, changed) = session.IsDryRun
            ? await CompareAsync(facts, cancellation)
            : await session.Store.Writer.WriteAsync(
                async (db, token) =>
                {
                    var (fresh, changed) = await SortAsync(db, facts, token);
                    await BulkInsert.RowsAsync(db, fresh, token);
                    await db.SaveChangesAsync(token);
                    return (fresh.Count, changed);
                },
                cancellation);
        session.Result.Added += added;
        session.Result.Changed += changed;
        session.Result.Unchanged += facts.Count - added - changed;
        session.Report();
    }

    private async Task<(int Added, int Changed)> CompareAsync(IReadOnlyList<T> facts, CancellationToken cancellation)
    {
        await using var db = session.Open();
        var (fresh, changed) = await SortAsync(db, facts, cancellation);
        return (fresh.Count, changed);
    }

    private async Task<(List<T> Fresh, int Changed)> SortAsync(CasesDbContext db, IReadOnlyList<T> facts, CancellationToken cancellation)
    {
        var known = (await query(db, [.. facts.Select(keyOf)], cancellation)).ToDictionary(keyOf, StringComparer.Ordinal);
        var changed = facts.Count(f => known.TryGetValue(keyOf(f), out var stored) && copy(f, stored));
        return ([.. facts.Where(f => !known.ContainsKey(keyOf(f)))], changed);
    }
}
