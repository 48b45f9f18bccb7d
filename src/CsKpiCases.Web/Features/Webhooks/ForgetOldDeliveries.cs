using System.Linq.Expressions;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>Removes deliveries thirty days after they were written, whatever became of them, in batches, so that nobody waits long for the writer.</summary>
public sealed class ForgetOldDeliveries(CaseWriter writer, TimeProvider clock)
{
    public const int KeptDays = 30;
    private const int BatchSize = 1000;

    public Task<long> RunAsync(CancellationToken cancellation)
    {
        var lowest = IdSource.LowestAt(clock.GetUtcNow().UtcDateTime.AddDays(-KeptDays));
        return RemoveAsync(d => d.Id < lowest, d => d.Id, cancellation);
    }

    /// <summary>Removes a target's, once it is gone itself.</summary>
    public Task<long> RunAsync(long targetId, CancellationToken cancellation) => RemoveAsync(d => d.TargetId == targetId, d => d.EventId, cancellation);

    private async Task<long> RemoveAsync(Expression<Func<WebhookDelivery, bool>> which, Expression<Func<WebhookDelivery, long>> inOrder, CancellationToken cancellation)
    {
        var removed = 0L;
        while (true)
        {
            var batch = await writer.WriteAsync(
                async (db, token) =>
                {
                    var ids = await db.WebhookDeliveries.Where(which).OrderBy(inOrder).Select(d => d.Id).Take(BatchSize).ToListAsync(token);
                    return ids.Count == 0 ? 0 : await db.WebhookDeliveries.Where(d => EF.Parameter(ids).Contains(d.Id)).ExecuteDeleteAsync(token);
                },
                cancellation);
            removed += batch;
            if (batch < BatchSize) return removed;
        }
    }
}
