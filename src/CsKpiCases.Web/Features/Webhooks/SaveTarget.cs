using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Webhooks;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>What became of it.</summary>
/// <param name="Faults">Why nothing was saved; empty when it was.</param>
/// <param name="Id">The target; 0 where there is none of that id in the shop.</param>
/// <param name="Secret">Of a new target, to be shown once.</param>
public sealed record SavedTarget(IReadOnlyList<TargetFault> Faults, long Id = 0, string? Secret = null)
{
    /// <summary>The settings that somebody else has changed since they were seen: then nothing was saved.</summary>
    public IReadOnlyList<string> Since { get; init; } = [];
}

/// <summary>Adds a target to a shop, or changes one.</summary>
public sealed class SaveTarget(CaseWriter writer, CheckTarget check, WebhookSecrets secrets, AuditLog audit, IdSource ids, TimeProvider clock)
{
    /// <summary>Each event of a shop is written once for each.</summary>
    public const int MostOfAShop = 20;

    /// <param name="shopId">Whose events.</param>
    /// <param name="draft">What was typed or sent.</param>
    /// <param name="by">Who.</param>
    /// <param name="also">Runs in the same transaction, for what must stand or fall with it.</param>
    /// <param name="cancellation">Given up.</param>
    public async Task<SavedTarget> AddAsync(
        long shopId, TargetDraft draft, Acting by, Func<CasesDbContext, WebhookTarget, CancellationToken, Task>? also, CancellationToken cancellation)
    {
        if (check.Run(draft) is { Count: > 0 } faults) return new SavedTarget(faults);
        var secret = WebhookSignature.NewSecret();
        var kept = secrets.Protect(secret);
        return await writer.WriteAsync(
            async (db, token) =>
            {
                // Of several at once each sees those before it; new cases of the shop do not wait.
                if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Shops" WHERE "Id" = {shopId} FOR NO KEY UPDATE""", token);
                if (await db.WebhookTargets.CountAsync(t => t.ShopId == shopId, token) >= MostOfAShop) return new SavedTarget([new("", "too_many")]);
                var target = new WebhookTarget { Id = ids.Next(), ShopId = shopId, Secret = kept, CreatedAt = clock.GetUtcNow().UtcDateTime, CreatedById = by.AccountId };
                Write(target, draft);
                db.Add(target);
                audit.Add(db, by, "webhook_added", shopId, target.Name, new { targetId = target.Id, url = WithoutQuery(target), target.Events });
                if (also is not null) await also(db, target, token);
                await db.SaveChangesAsync(token);
                return new SavedTarget([], target.Id, secret);
            },
            cancellation);
    }

    /// <summary>What it failed with before counts no more.</summary>
    /// <param name="shopId">The target's.</param>
    /// <param name="id">Which.</param>
    /// <param name="draft">What was typed or sent.</param>
    /// <param name="isEnabled">Null: as it is.</param>
    /// <param name="seen">The version (<see cref="TargetVersion"/>) that it was made of; null: whatever it is now.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellation">Given up.</param>
    public async Task<SavedTarget> ChangeAsync(long shopId, long id, TargetDraft draft, bool? isEnabled, string? seen, Acting by, CancellationToken cancellation)
    {
        if (check.Run(draft) is { Count: > 0 } faults) return new SavedTarget(faults);
        return await writer.WriteAsync(
            async (db, token) =>
            {
                if (await LockedAsync(db, shopId, id, token) is not { } target) return new SavedTarget([]);
                if (seen is not null && TargetVersion.Changed(seen, TargetVersion.Of(target)) is { Count: > 0 } since) return new SavedTarget([], id) { Since = since };
                Write(target, draft);
                target.IsEnabled = isEnabled ?? target.IsEnabled;
                await KeepAsync(db, target, "webhook_changed", by, token);
                return new SavedTarget([], id);
            },
            cancellation);
    }

    /// <summary>False where there is none.</summary>
    public Task<bool> EnableAsync(long shopId, long id, bool isEnabled, Acting by, CancellationToken cancellation) =>
        ChangeAsync(shopId, id, target => target.IsEnabled = isEnabled, isEnabled ? "webhook_enabled" : "webhook_disabled", by, cancellation);

    /// <summary>A new secret, to be shown once; the old one is worthless at once. Null where there is no such target.</summary>
    public async Task<string?> RotateAsync(long shopId, long id, Acting by, CancellationToken cancellation)
    {
        var secret = WebhookSignature.NewSecret();
        var kept = secrets.Protect(secret);
        return await ChangeAsync(shopId, id, target => target.Secret = kept, "webhook_secret_rotated", by, cancellation) ? secret : null;
    }

    private Task<bool> ChangeAsync(long shopId, long id, Action<WebhookTarget> change, string act, Acting by, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            if (await LockedAsync(db, shopId, id, token) is not { } target) return false;
            change(target);
            await KeepAsync(db, target, act, by, token);
            return true;
        },
        cancellation);

    /// <summary>As it is once everybody who was changing it is done.</summary>
    private static async Task<WebhookTarget?> LockedAsync(CasesDbContext db, long shopId, long id, CancellationToken cancellation)
    {
        if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "WebhookTargets" WHERE "Id" = {id} FOR UPDATE""", cancellation);
        return await db.WebhookTargets.AsTracking().SingleOrDefaultAsync(t => t.Id == id && t.ShopId == shopId, cancellation);
    }

    private async Task KeepAsync(CasesDbContext db, WebhookTarget target, string act, Acting by, CancellationToken cancellation)
    {
        (target.FailingSince, target.Failures, target.HeldUntil, target.IsTold) = (null, 0, DateTime.UnixEpoch, false);
        audit.Add(db, by, act, target.ShopId, target.Name, new { targetId = target.Id, url = WithoutQuery(target), target.Events, target.IsEnabled });
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>For the audit log: what follows the path may be a key.</summary>
    internal static string WithoutQuery(WebhookTarget target) => new Uri(target.Url).GetLeftPart(UriPartial.Path);

    private static void Write(WebhookTarget target, TargetDraft draft)
    {
        (target.Name, target.Url) = (draft.Name!.Trim(), draft.Url!.Trim());
        target.Events = string.Join(' ', WebhookType.All.Where(draft.Events.Contains));
    }
}
