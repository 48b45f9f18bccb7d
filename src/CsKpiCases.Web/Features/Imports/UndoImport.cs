using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>What became of taking an import back.</summary>
public abstract record UndoOutcome
{
    private UndoOutcome()
    {
    }

    /// <summary>It is as if it had not been.</summary>
    /// <param name="Facts">Facts deleted and restored.</param>
    public sealed record Done(long Facts) : UndoOutcome;

    /// <summary>The shop has none of that id.</summary>
    public sealed record NotFound : UndoOutcome;

    /// <summary>It stands.</summary>
    /// <param name="Code">not_undoable, running, undone_before, changed_later, published, in_use.</param>
    /// <param name="LaterRunId">The later import that changed the same fact.</param>
    /// <param name="LaterFile">Its file.</param>
    /// <param name="Month">The published month that counted one of its facts.</param>
    public sealed record Refused(string Code, long? LaterRunId = null, string? LaterFile = null, CalendarMonth? Month = null) : UndoOutcome;
}

/// <summary>
/// Takes an import of facts back: what it added goes, what it changed is as it was before, all in one transaction. It stands where a
/// later import changed one of its facts, or where a published month counted one.
/// </summary>
public sealed class UndoImport(CaseWriter writer, IdSource ids, TimeProvider clock)
{
    /// <summary>Kinds that can be taken back; cases have a history of their own, orders are what cases hang on.</summary>
    private static readonly Dictionary<string, UndoneFacts> Undone = new(StringComparer.Ordinal)
    {
        ["chats"] = new UndoneChats(), ["ratings"] = new UndoneRatings(), ["shipments"] = new UndoneShipments(), ["attendance"] = new UndoneAttendance(), ["shop-figures"] = new UndoneFigures(),
    };

    public static bool IsUndoable(string kind) => Undone.ContainsKey(kind);

    public Task<UndoOutcome> RunAsync(Shop shop, long runId, long byId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return writer.WriteAsync((db, token) => UndoAsync(db, shop, runId, byId, token), cancellation);
    }

    private async Task<UndoOutcome> UndoAsync(CasesDbContext db, Shop shop, long runId, long byId, CancellationToken cancellation)
    {
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        if (await db.ImportRuns.AsTracking().SingleOrDefaultAsync(r => r.Id == runId && r.ShopId == shop.Id, cancellation) is not { } run) return new UndoOutcome.NotFound();
        if (run.IsDryRun || !Undone.TryGetValue(run.Kind, out var facts)) return new UndoOutcome.Refused("not_undoable");
        if (run.UndoneAt is not null) return new UndoOutcome.Refused("undone_before");
        if (run.EndedAt is null && run.ClaimedUntil > now) return new UndoOutcome.Refused("running");
        if (await ChangedLaterAsync(db, runId, cancellation) is { } later) return new UndoOutcome.Refused("changed_later", later.Id, later.FileName);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        if (await facts.PublishedAsync(db, shop.Id, runId, zone, cancellation) is { } month) return new UndoOutcome.Refused("published", Month: month);
        if (await facts.IsInUseAsync(db, run, cancellation)) return new UndoOutcome.Refused("in_use");
        var count = await facts.DeleteAsync(db, runId, cancellation) + await facts.RestoreAsync(db, runId, cancellation);
        (run.UndoneAt, run.UndoneById) = (now, byId);
        db.Add(new AuditEntry { Id = ids.Next(), ShopId = shop.Id, AccountId = byId, At = now, Act = "import.undo", Subject = $"{run.Kind} {run.FileName}" });
        await db.FactChanges.Where(c => c.ImportId == runId).ExecuteDeleteAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
        return new UndoOutcome.Done(count);
    }

    /// <summary>The first later import that changed a fact of this one.</summary>
    private static Task<ImportRun?> ChangedLaterAsync(CasesDbContext db, long runId, CancellationToken cancellation) =>
        db.FactChanges.Where(c => c.ImportId == runId)
            .Join(db.FactChanges, c => new { c.ShopId, c.Kind, c.FactId }, d => new { d.ShopId, d.Kind, d.FactId }, (c, d) => new { c, d })
            .Where(x => x.d.Id > x.c.Id && x.d.ImportId != runId)
            .Join(db.ImportRuns, x => x.d.ImportId, r => r.Id, (x, r) => r)
            .OrderBy(r => r.Id).AsNoTracking().FirstOrDefaultAsync(cancellation);
}
