using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>A run in a list, and the head of its page.</summary>
public sealed record RunHead(
    long Id, long ShopId, string Month, string Title, DryRunStatus Status, DateTime AskedAt, DateTime? EndedAt, long AskedById, string? AskedBy, int Progress, int Total, string? Error, bool IsReprocess);

/// <summary>One line of the list of changes, with its case.</summary>
public sealed record ChangeLine(DryRunLine Line, string Number, string Subject);

/// <summary>A page of changes, by key.</summary>
public sealed record ChangePage(IReadOnlyList<ChangeLine> Lines, bool HasNewer, bool HasOlder);

/// <summary>Reads dry runs. One whose lease ran out reads as interrupted, whoever has noted it or not.</summary>
public sealed class ReadDryRuns(CasesDbContext db, TimeProvider time)
{
    public const int LinesAPage = 50;
    private const int MostRuns = 20;

    /// <summary>The newest of a shop that try policies.</summary>
    public async Task<IReadOnlyList<RunHead>> ListAsync(long shopId, CancellationToken cancellation) =>
        await Heads(db.DryRuns.Where(r => r.ShopId == shopId && !db.Reprocesses.Any(p => p.Id == r.Id)).OrderByDescending(r => r.Id).Take(MostRuns)).ToListAsync(cancellation);

    /// <summary>One run and its figures; null when there is none.</summary>
    public async Task<(RunHead Head, TrialFigures? Figures)?> FindAsync(long id, CancellationToken cancellation)
    {
        var found = await Heads(db.DryRuns.Where(r => r.Id == id)).FirstOrDefaultAsync(cancellation);
        if (found is null) return null;
        var result = await db.DryRuns.Where(r => r.Id == id).Select(r => r.Result).SingleAsync(cancellation);
        return (found, TrialFigures.Parse(result));
    }

    /// <summary>Changes of a run after one of its lines, or before one.</summary>
    public async Task<ChangePage> PageAsync(long id, bool moved, int? after, int? before, CancellationToken cancellation)
    {
        var lines = db.DryRunLines.AsNoTracking().Where(l => l.RunId == id && l.IsMoved == moved);
        var wanted = before is { } upper ? lines.Where(l => l.Ordinal < upper).OrderByDescending(l => l.Ordinal) : lines.Where(l => l.Ordinal > (after ?? 0)).OrderBy(l => l.Ordinal);
        var read = await WithCases(wanted.Take(LinesAPage + 1)).ToListAsync(cancellation);
        var hasMore = read.Count > LinesAPage;
        var shown = read.Take(LinesAPage).OrderBy(c => c.Line.Ordinal).ToList();
        return before is null ? new ChangePage(shown, after is > 0, hasMore) : new ChangePage(shown, hasMore, true);
    }

    /// <summary>All changes of a run, as they are read.</summary>
    public IAsyncEnumerable<ChangeLine> AllAsync(long id) =>
        WithCases(db.DryRunLines.AsNoTracking().Where(l => l.RunId == id).OrderBy(l => l.IsMoved).ThenBy(l => l.Ordinal)).AsAsyncEnumerable();

    private IQueryable<ChangeLine> WithCases(IQueryable<DryRunLine> lines) =>
        from line in lines join @case in db.Cases on line.CaseId equals @case.Id select new ChangeLine(line, @case.Number, @case.Subject);

    private IQueryable<RunHead> Heads(IQueryable<DryRun> runs)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return runs.Select(r => new RunHead(
            r.Id, r.ShopId, r.Month, r.Title, r.Status == DryRunStatus.Running && r.ClaimedUntil < now ? DryRunStatus.Interrupted : r.Status, r.AskedAt, r.EndedAt, r.AskedById,
            db.Users.Where(a => a.Id == r.AskedById).Select(a => a.DisplayName).FirstOrDefault(), r.Progress, r.Total, r.Error, db.Reprocesses.Any(p => p.Id == r.Id)));
    }
}
