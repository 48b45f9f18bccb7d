using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>Takes a run away from its worker, on whatever node that is: it notices with its next page.</summary>
public sealed class CancelDryRun(CaseWriter writer, TimeProvider time)
{
    /// <summary>False when it no longer goes on, or is another person's.</summary>
    public async Task<bool> RunAsync(long id, long byId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await writer.WriteAsync(
            (db, token) => db.DryRuns.Where(r => r.Id == id && r.AskedById == byId && r.Status == DryRunStatus.Running)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.Status, DryRunStatus.Cancelled).SetProperty(r => r.EndedAt, now), token),
            cancellation) == 1;
    }
}
