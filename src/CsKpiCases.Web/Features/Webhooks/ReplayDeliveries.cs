using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Webhooks;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>Sends again what was sent, with the id that it had; or a test. Begins within seconds, also where the target was being left alone.</summary>
public sealed class ReplayDeliveries(CaseWriter writer, AuditLog audit, IdSource ids, TimeProvider clock)
{
    private const int BatchSize = 1000;

    /// <summary>One, whatever became of it; false where there is none of that id.</summary>
    public Task<bool> OneAsync(long shopId, long targetId, long deliveryId, Acting by, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            if (await FindAsync(db, shopId, targetId, token) is not { } target || await AgainAsync(db, targetId, [deliveryId], token) == 0) return false;
            await BeginAsync(db, by, target, "webhook_replayed", new { targetId, deliveryId }, token);
            return true;
        },
        cancellation);

    /// <summary>All that did not get through; how many. Null where there is no such target.</summary>
    public async Task<int?> FailedAsync(long shopId, long targetId, Acting by, CancellationToken cancellation)
    {
        var again = 0;
        while (true)
        {
            var batch = await writer.WriteAsync(
                async (db, token) =>
                {
                    if (await FindAsync(db, shopId, targetId, token) is not { } target) return (int?)null;
                    var failed = await db.WebhookDeliveries.Where(d => d.TargetId == targetId && d.DeliveredAt == null && d.Error != null)
                        .OrderBy(d => d.EventId).Select(d => d.Id).Take(BatchSize).ToListAsync(token);
                    if (failed.Count == 0) return 0;
                    var count = await AgainAsync(db, targetId, failed, token);
                    await BeginAsync(db, by, target, "webhook_replayed", new { targetId, count }, token);
                    return count;
                },
                cancellation);
            if (batch is null) return null;
            again += batch.Value;
            if (batch < BatchSize) return again;
        }
    }

    /// <summary>Sends a test; false where there is no such target, or it is not enabled.</summary>
    public Task<bool> TestAsync(Domain.People.Shop shop, long targetId, Acting by, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            if (await FindAsync(db, shop.Id, targetId, token) is not { IsEnabled: true } target) return false;
            var (now, eventId) = (Domain.Sla.Instants.Cut(clock.GetUtcNow().UtcDateTime), ids.Next());
            db.Add(new WebhookDelivery
            {
                Id = ids.Next(), ShopId = shop.Id, TargetId = targetId, EventId = eventId, Type = WebhookType.Test, Payload = WebhookFact.WriteTest(eventId, shop.Code, now),
                OccurredAt = now, DueAt = now,
            });
            await BeginAsync(db, by, target, "webhook_tested", new { targetId }, token);
            return true;
        },
        cancellation);

    private static Task<WebhookTarget?> FindAsync(CasesDbContext db, long shopId, long id, CancellationToken cancellation) =>
        db.WebhookTargets.AsTracking().SingleOrDefaultAsync(t => t.Id == id && t.ShopId == shopId, cancellation);

    private Task<int> AgainAsync(CasesDbContext db, long targetId, List<long> deliveries, CancellationToken cancellation)
    {
        DateTime? now = clock.GetUtcNow().UtcDateTime;
        return db.WebhookDeliveries.Where(d => d.TargetId == targetId && EF.Parameter(deliveries).Contains(d.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.DueAt, now).SetProperty(d => d.Attempts, 0).SetProperty(d => d.Error, (string?)null).SetProperty(d => d.Status, (int?)null)
                .SetProperty(d => d.DeliveredAt, (DateTime?)null).SetProperty(d => d.DeadAt, (DateTime?)null),
            cancellation);
    }

    private async Task BeginAsync(CasesDbContext db, Acting by, WebhookTarget target, string act, object what, CancellationToken cancellation)
    {
        target.HeldUntil = DateTime.UnixEpoch;
        audit.Add(db, by, act, target.ShopId, target.Name, what);
        await db.SaveChangesAsync(cancellation);
    }
}
