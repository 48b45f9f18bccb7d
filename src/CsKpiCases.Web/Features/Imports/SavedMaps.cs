using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>A saved map with who saved it; null: a command.</summary>
public sealed record SavedMapLine(SavedImportMap Saved, string? By);

/// <summary>The maps that shops keep for their files, one per kind: used where an import is given none, by page, command and API.</summary>
public sealed class SavedMaps(IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, IdSource ids, TimeProvider clock)
{
    /// <summary>The text for a shop's code and kind; null: none.</summary>
    public async Task<string?> FindAsync(string? shop, string kind, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.SavedImportMaps.Where(m => m.Kind == kind && db.Shops.Any(s => s.Id == m.ShopId && s.Code == shop)).Select(m => m.Map).FirstOrDefaultAsync(cancellation);
    }

    public async Task<IReadOnlyList<SavedMapLine>> ListAsync(long shopId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.SavedImportMaps.AsNoTracking().Where(m => m.ShopId == shopId).OrderBy(m => m.Kind)
            .Select(m => new SavedMapLine(m, db.Users.Where(a => a.Id == m.SavedById).Select(a => a.DisplayName).FirstOrDefault())).ToListAsync(cancellation);
    }

    /// <summary>Keeps a map in place of the one before.</summary>
    public Task SaveAsync(long shopId, string kind, string map, long? byId, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            var saved = await db.SavedImportMaps.AsTracking().FirstOrDefaultAsync(m => m.ShopId == shopId && m.Kind == kind, token);
            if (saved?.Map == map) return;
            if (saved is null) db.Add(saved = new SavedImportMap { Id = ids.Next(), ShopId = shopId, Kind = kind });
            (saved.Map, saved.SavedAt, saved.SavedById) = (map, Now, byId);
            db.Add(Entry(shopId, byId, "import_map_saved", kind));
            await db.SaveChangesAsync(token);
        },
        cancellation);

    /// <summary>False when there is none.</summary>
    public Task<bool> RemoveAsync(long shopId, string kind, long byId, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            if (await db.SavedImportMaps.Where(m => m.ShopId == shopId && m.Kind == kind).ExecuteDeleteAsync(token) == 0) return false;
            db.Add(Entry(shopId, byId, "import_map_removed", kind));
            await db.SaveChangesAsync(token);
            return true;
        },
        cancellation);

    private DateTime Now => Instants.Cut(clock.GetUtcNow().UtcDateTime);

    private AuditEntry Entry(long shopId, long? byId, string act, string kind) => new() { Id = ids.Next(), ShopId = shopId, AccountId = byId, At = Now, Act = act, Subject = kind };
}
