using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>Removes a target and its log.</summary>
public sealed class RemoveTarget(CaseWriter writer, ForgetOldDeliveries forget, AuditLog audit)
{
    /// <summary>Its name; null where there is none of that id in the shop.</summary>
    public async Task<string?> RunAsync(long shopId, long id, Acting by, CancellationToken cancellation)
    {
        var removed = await writer.WriteAsync(
            async (db, token) =>
            {
                if (await db.WebhookTargets.AsTracking().SingleOrDefaultAsync(t => t.Id == id && t.ShopId == shopId, token) is not { } target) return null;
                db.Remove(target);
                audit.Add(db, by, "webhook_removed", shopId, target.Name, new { targetId = id, url = SaveTarget.WithoutQuery(target) });
                await db.SaveChangesAsync(token);
                return target.Name;
            },
            cancellation);
        // What a stopped process leaves of it goes with what is old.
        if (removed is not null) await forget.RunAsync(id, cancellation);
        return removed;
    }
}
