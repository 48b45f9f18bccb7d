using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>Writes down that a run begins: one at a time for each person.</summary>
public sealed class NoteDryRun(CaseWriter writer)
{
    private const int KeptRuns = 10;

    /// <summary>False when another run of this person goes on. What a killed node left is ended; of the rest the newest are kept, and each that was approved.</summary>
    /// <param name="run">The run.</param>
    /// <param name="reprocess">What it is the dry run of; null: of policies.</param>
    /// <param name="cancellation">Before it is written.</param>
    public Task<bool> RunAsync(DryRun run, Reprocess? reprocess, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            var now = run.AskedAt;
            var mine = db.DryRuns.Where(r => r.AskedById == run.AskedById);
            await mine.Where(r => r.Status == DryRunStatus.Running && r.ClaimedUntil < now)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.Status, DryRunStatus.Interrupted).SetProperty(r => r.EndedAt, r => r.ClaimedUntil), token);
            if (await mine.AnyAsync(r => r.Status == DryRunStatus.Running, token)) return false;
            var old = await mine.Where(r => !db.Reprocesses.Any(p => p.Id == r.Id && p.ApprovedAt != null))
                .OrderByDescending(r => r.Id).Skip(KeptRuns - 1).Select(r => r.Id).ToListAsync(token);
            await db.DryRuns.Where(r => old.Contains(r.Id)).ExecuteDeleteAsync(token);
            db.Add(run);
            if (reprocess is not null) db.Add(reprocess);
            await db.SaveChangesAsync(token);
            return true;
        },
        cancellation);
}
