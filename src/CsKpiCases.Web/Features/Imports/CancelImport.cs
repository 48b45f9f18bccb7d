using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Asks that an import stop, on whatever node it runs: it notices within a second.</summary>
public sealed class CancelImport(CaseWriter writer, TimeProvider clock)
{
    /// <summary>False when it no longer goes on.</summary>
    public async Task<bool> RunAsync(long shopId, long id, CancellationToken cancellation)
    {
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        return await writer.WriteAsync(
            (db, token) => db.ImportRuns.Where(r => r.Id == id && r.ShopId == shopId && r.EndedAt == null && r.CancelledAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.CancelledAt, now), token),
            cancellation) == 1;
    }
}
