using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Webhooks;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>What became of asking to send.</summary>
public enum ReplayEnd
{
    Asked,

    /// <summary>There is no such target, or no such delivery in its log.</summary>
    Missing,

    /// <summary>Nothing is sent to the target until it is enabled again.</summary>
    Disabled,
}

/// <summary>Sends again what was sent, with the id that it had; or a test. Begins within seconds, also where the target was being left alone.</summary>
public sealed class ReplayDeliveries(CaseWriter writer, AuditLog audit, IdSource ids, TimeProvider clock)
{
    private const int BatchSize = 1000;

    /// <summary>One, whatever became of it.</summary>
    public Task<ReplayEnd> OneAsync(long shopId, long targetId, long deliveryId, Acting by, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            if (await FindAsync(db, shopId, targetId, token) is not { } target || !await db.WebhookDeliveries.AnyAsync(d => d.TargetId == targetId && d.Id == deliveryId, token)) return ReplayEnd.Missing;
            if (!target.IsEnabled) return ReplayEnd.Disabled;
            await AgainAsync(db, targetId, [deliveryId], token);
            await BeginAsync(db, by, target, "webhook_replayed", new { targetId, deliveryId }, token);
            return ReplayEnd.Asked;
        },
        cancellation);

    /// <summary>All that did not get through, and how many.</summary>
    public async Task<(ReplayEnd End, int Count)> FailedAsync(long shopId, long targetId, Acting by, CancellationToken cancellation)
    {
        var again = 0;
        while (true)
        {
            var batch = await writer.WriteAsync(
                async (db, token) =>
                {
                    if (await FindAsync(db, shopId, targetId, token) is not { } target) return (End: ReplayEnd.Missing, Count: 0);
                    if (!target.IsEnabled) return (End: ReplayEnd.Disabled, Count: 0);
                    var failed = await db.WebhookDeliveries.Where(d => d.TargetId == targetId && d.DeliveredAt == null && d.Error != null)
                        .OrderBy(d => d.EventId).Select(d => d.Id).Take(BatchSize).ToListAsync(token);
                    if (failed.Count == 0) return (End: ReplayEnd.Asked, Count: 0);
                    var count = await AgainAsync(db, targetId, failed, token);
                    await BeginAsync(db, by, target, "webhook_replayed", new { targetId, count }, token);
                    return (End: ReplayEnd.Asked, Count: count);
                },
                cancellation);
            again += batch.Count;
            if (batch.Count < BatchSize) return (batch.End, again);
        }
    }

    /// <summary>Sends a test.</summary>
    public Task<ReplayEnd> TestAsync(Domain.People.Shop shop, long targetId, Acting by, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            if (await FindAsync(db, shop.Id, targetId, token) is not { } target) return ReplayEnd.Missing;
            if (!target.IsEnabled) return ReplayEnd.Disabled;
            var (now, eventId) = (Domain.Sla.Instants.Cut(clock.GetUtcNow().UtcDateTime), ids.Next());
            db.Add(new WebhookDelivery
            {
                Id = ids.Next(), ShopId = shop.Id, TargetId = targetId, EventId = eventId, Type = WebhookType.Test, Payload = WebhookFact.WriteTest(eventId, shop.Code, now),
                OccurredAt = now, DueAt = now,
            });
            await BeginAsync(db, by, target, "webhook_tested", new { targetId }, token);
            return ReplayEnd.Asked;
        },
        cancellation);

    private static Task<WebhookTarget?> FindAsync(CasesDbContext db, long shopId, long id, CancellationToken cancellation) =>
        db.WebhookTargets.AsTracking().SingleOrDefaultAsync(t => t.Id == id && t.ShopId == shopId, cancellation);

    private Task<int> AgainAsync(CasesDbContext db, long targetId, List<long> deliveries, CancellationToken cancellation)
    {
        DateTime? now = clock.GetUtcNow().UtcDateTime;
        return db.WebhookDeliveries.Where(d => d.TargetId == targetId && EF.Parameter(deliveries).Contains(d.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.DueAt, now).SetProperty(d => d.Attempts, 0).SetProperty(d => d.Replays, d => d.Replays + 1).SetProperty(d => d.Error, (string?)null).SetProperty(d => d.Status, (int?)null)
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
