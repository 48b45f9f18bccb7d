using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>
/// Takes facts that have a natural key within the shop: new ones in bulk, changed ones in place. What each was before is
/// written down in the same transaction, so that the import can be undone.
/// </summary>
/// <param name="session">The import.</param>
/// <param name="copy">Copies a fact's fields onto the stored one; true when anything differed.</param>
internal sealed class FactRows<T>(ImportSession session, Func<T, T, bool> copy)
    where T : class, IImportedFact
{
    public async Task TakeAsync(IReadOnlyList<T> facts, CancellationToken cancellation)
    {
        var (added, changed) = session.IsDryRun ? await CompareAsync(facts, cancellation) : await session.Store.Writer.WriteAsync((db, token) => WriteAsync(db, facts, token), cancellation);
        session.Result.Added += added;
        session.Result.Changed += changed;
        session.Result.Unchanged += facts.Count - added - changed;
        session.Report();
    }

    private async Task<(int Added, int Changed)> CompareAsync(IReadOnlyList<T> facts, CancellationToken cancellation)
    {
        await using var db = session.Open();
        var known = await KnownAsync(db, facts, cancellation);
        return (facts.Count(f => !known.ContainsKey(f.NaturalKey)), facts.Count(f => known.TryGetValue(f.NaturalKey, out var stored) && copy(f, stored)));
    }

    private async Task<(int Added, int Changed)> WriteAsync(CasesDbContext db, IReadOnlyList<T> facts, CancellationToken cancellation)
    {
        var known = await KnownAsync(db, facts, cancellation);
        var changes = new List<FactChange>();
        var fresh = facts.Where(f => !known.ContainsKey(f.NaturalKey)).ToList();
        foreach (var fact in fresh)
        {
            fact.ImportId = session.RunId;
            changes.Add(Change(fact, null));
        }

        foreach (var fact in facts)
        {
            if (!known.TryGetValue(fact.NaturalKey, out var stored)) continue;
            var before = JsonSerializer.Serialize(stored, JsonText.Options);
            if (!copy(fact, stored)) continue;
            stored.ImportId = session.RunId;
            changes.Add(Change(stored, before));
        }

        await BulkInsert.RowsAsync(db, fresh.Cast<object>().Concat(changes), cancellation);
        await db.SaveChangesAsync(cancellation);
        return (fresh.Count, changes.Count - fresh.Count);
    }

    private FactChange Change(T fact, string? before) => new()
    {
        Id = session.Store.Ids.Next(), ShopId = session.Shop.Id, ImportId = session.RunId!.Value, Kind = session.Request.Kind, FactId = fact.Id, Before = before,
    };

    private async Task<Dictionary<string, T>> KnownAsync(CasesDbContext db, IReadOnlyList<T> facts, CancellationToken cancellation)
    {
        var keys = facts.Select(f => f.NaturalKey).ToList();
        return await db.Set<T>().AsTracking().Where(f => f.ShopId == session.Shop.Id && EF.Parameter(keys).Contains(f.NaturalKey)).ToDictionaryAsync(f => f.NaturalKey, StringComparer.Ordinal, cancellation);
    }
}
