using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>What a sender has taken on: nobody else sends it until its time is over.</summary>
public sealed record ClaimedDeliveries(WebhookTarget Target, IReadOnlyList<WebhookDelivery> Deliveries);

/// <summary>
/// Takes what is due for a target, so that of several nodes one sends it, and writes down what became of it. A claim is the
/// instant at which it is due again: what a killed node had taken is free then.
/// </summary>
public sealed class ClaimDeliveries(IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, GivenUpNotice notice, TimeProvider clock)
{
    public const int BatchSize = 20;

    /// <summary>Longer than a batch can take.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private const int MostTargets = 500;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The targets for which something is due.</summary>
    public async Task<IReadOnlyList<long>> WaitingAsync(CancellationToken cancellation)
    {
        var now = Now;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.WebhookTargets.Where(t => t.IsEnabled && t.HeldUntil <= now && db.WebhookDeliveries.Any(d => d.TargetId == t.Id && d.DueAt <= now))
            .OrderBy(t => t.HeldUntil).ThenBy(t => t.Id).Select(t => t.Id).Take(MostTargets).ToListAsync(cancellation);
    }

    /// <summary>Takes the next batch; of a target that fails one, to see whether it still does. Null when there is nothing.</summary>
    public Task<ClaimedDeliveries?> TakeAsync(long targetId, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            var now = Now;
            var target = await db.WebhookTargets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == targetId && t.IsEnabled && t.HeldUntil <= now, token);
            if (target is null) return null;
            var size = target.FailingSince is null ? BatchSize : 1;
            var due = db.IsSqlite
                ? db.WebhookDeliveries.Where(d => d.TargetId == targetId && d.DueAt <= now).OrderBy(d => d.DueAt).Take(size)
                : db.WebhookDeliveries.FromSql($"""SELECT * FROM "WebhookDeliveries" WHERE "TargetId" = {targetId} AND "DueAt" <= {now} ORDER BY "DueAt" LIMIT {size} FOR UPDATE SKIP LOCKED""");
            var taken = await due.AsTracking().ToListAsync(token);
            if (taken.Count == 0) return null;
            foreach (var delivery in taken) (delivery.DueAt, delivery.AttemptedAt, delivery.Attempts) = (now + Lease, now, delivery.Attempts + 1);
            await db.SaveChangesAsync(token);
            return new ClaimedDeliveries(target, taken);
        },
        cancellation);

    /// <summary>Writes down what became of a batch; null for what was not sent after all.</summary>
    public Task KeepAsync(ClaimedDeliveries claimed, IReadOnlyDictionary<long, PostOutcome> outcomes) => writer.WriteAsync(
        async (db, token) =>
        {
            var now = Now;
            var dead = (PostOutcome?)null;
            foreach (var row in await LockedAsync(db, claimed, token))
            {
                // Somebody asked for it again meanwhile, or the claim was over and another has it.
                if (row.DueAt is null || row.Attempts != claimed.Deliveries.Single(d => d.Id == row.Id).Attempts) continue;
                var outcome = outcomes.GetValueOrDefault(row.Id);
                Write(row, outcome, now);
                if (row.DeadAt is not null) dead = outcome;
            }

            await KeepTargetAsync(db, claimed.Target.Id, [.. outcomes.Values], dead, now, token);
            await db.SaveChangesAsync(token);
        },
        CancellationToken.None);

    private static Task<List<WebhookDelivery>> LockedAsync(CasesDbContext db, ClaimedDeliveries claimed, CancellationToken cancellation)
    {
        var ids = claimed.Deliveries.Select(d => d.Id).ToArray();
        var rows = db.IsSqlite
            ? db.WebhookDeliveries.Where(d => EF.Parameter(ids).Contains(d.Id))
            : db.WebhookDeliveries.FromSql($"""SELECT * FROM "WebhookDeliveries" WHERE "Id" = ANY ({ids}) ORDER BY "Id" FOR UPDATE""");
        return rows.AsTracking().ToListAsync(cancellation);
    }

    private static void Write(WebhookDelivery row, PostOutcome? outcome, DateTime now)
    {
        if (outcome is null)
        {
            (row.DueAt, row.Attempts) = (now, row.Attempts - 1);
            return;
        }

        (row.Status, row.Error) = (outcome.Status, outcome.Error);
        row.DeliveredAt = outcome.IsTaken ? now : null;
        row.DueAt = outcome.IsTaken ? null : now + RetryPlan.After(Tries.Of(row.Attempts).Attempts, row.Id, outcome.Wish);
        row.DeadAt = outcome.IsTaken || row.DueAt is not null ? null : now;
    }

    private async Task KeepTargetAsync(CasesDbContext db, long targetId, IReadOnlyList<PostOutcome> outcomes, PostOutcome? dead, DateTime now, CancellationToken cancellation)
    {
        if (outcomes.Count == 0 || await db.WebhookTargets.AsTracking().SingleOrDefaultAsync(t => t.Id == targetId, cancellation) is not { } target) return;
        var failed = outcomes.Where(o => o.IsTargets).ToList();
        if (outcomes.Any(o => o.IsTaken)) (target.FailingSince, target.Failures, target.IsTold) = (null, 0, false);
        else target.FailingSince ??= now;
        if (failed.Count > 0) target.HeldUntil = now + RetryPlan.Hold(++target.Failures, failed.Max(o => o.Wish));
        if (dead is null || target.IsTold) return;
        target.IsTold = true;
        notice.Add(db, target, dead.Error!, now);
    }
}
