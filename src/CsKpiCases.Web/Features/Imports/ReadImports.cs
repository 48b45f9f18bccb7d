using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    Running,
    Done,

    /// <summary>The file, or what was asked, was refused as a whole.</summary>
    Refused,
    Failed,
    Cancelled,

    /// <summary>Its process ended before it did.</summary>
    Interrupted,
    Undone,
}

/// <summary>One import with who asked for it.</summary>
/// <param name="By">Null: a command.</param>
/// <param name="UndoneBy">Who took it back.</param>
public sealed record ImportLine(ImportRun Run, ImportState State, string? By, string? UndoneBy)
{
    public ImportDetails Details { get; } = ImportRuns.DetailsOf(Run.Details);

    public bool MayUndo => State is ImportState.Done or ImportState.Cancelled or ImportState.Failed or ImportState.Interrupted && !Run.IsDryRun && UndoImport.IsUndoable(Run.Kind) && Run.Added + Run.Changed > 0;
}

/// <summary>The imports of a shop, newest first.</summary>
public sealed class ReadImports(CasesDbContext db, TimeProvider clock)
{
    /// <param name="before">Only older ones; null: the newest.</param>
    public async Task<IReadOnlyList<ImportLine>> ListAsync(long shopId, long? before, int limit, CancellationToken cancellation)
    {
        var rows = await db.ImportRuns.AsNoTracking().Where(r => r.ShopId == shopId && (before == null || r.Id < before)).OrderByDescending(r => r.Id).Take(limit).ToListAsync(cancellation);
        return await NamedAsync(rows, cancellation);
    }

    /// <summary>One of the shop; null when it has none of that id.</summary>
    public async Task<ImportLine?> FindAsync(long shopId, long id, CancellationToken cancellation)
    {
        var rows = await db.ImportRuns.AsNoTracking().Where(r => r.ShopId == shopId && r.Id == id).ToListAsync(cancellation);
        return (await NamedAsync(rows, cancellation)).SingleOrDefault();
    }

    private async Task<List<ImportLine>> NamedAsync(List<ImportRun> rows, CancellationToken cancellation)
    {
        var ids = rows.SelectMany(r => new[] { r.ById, r.UndoneById }).OfType<long>().Distinct().ToList();
        var names = await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellation);
        string? Name(long? id) => id is { } known ? names.GetValueOrDefault(known) : null;
        return rows.ConvertAll(r => new ImportLine(r, StateOf(r), Name(r.ById), Name(r.UndoneById)));
    }

    private ImportState StateOf(ImportRun run)
    {
        if (run.UndoneAt is not null) return ImportState.Undone;
        if (run.EndedAt is null) return run.ClaimedUntil < Instants.Cut(clock.GetUtcNow().UtcDateTime) ? ImportState.Interrupted : ImportState.Running;
        if (run.CancelledAt is not null && run.Error == ImportRuns.Stopped) return ImportState.Cancelled;
        if (run.Error is null) return ImportState.Done;
        return run.Error == ImportRuns.Stopped ? ImportState.Interrupted : ImportRuns.DetailsOf(run.Details).Errors.Count > 0 ? ImportState.Refused : ImportState.Failed;
    }
}
