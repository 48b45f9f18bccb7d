using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>Removes a target and its log.</summary>
public sealed class RemoveTarget(CaseWriter writer, ForgetOldDeliveries forget, AuditLog audit)
{
    /// <summary>False where there is none of that id in the shop.</summary>
    public async Task<bool> RunAsync(long shopId, long id, Acting by, CancellationToken cancellation)
    {
        var isRemoved = await writer.WriteAsync(
            async (db, token) =>
            {
                if (await db.WebhookTargets.AsTracking().SingleOrDefaultAsync(t => t.Id == id && t.ShopId == shopId, token) is not { } target) return false;
                db.Remove(target);
                audit.Add(db, by, "webhook_removed", shopId, target.Name, new { targetId = id, url = SaveTarget.WithoutQuery(target) });
                await db.SaveChangesAsync(token);
                return true;
            },
            cancellation);
        // What a stopped process leaves of it goes with what is old.
        if (isRemoved) await forget.RunAsync(id, cancellation);
        return isRemoved;
    }
}
