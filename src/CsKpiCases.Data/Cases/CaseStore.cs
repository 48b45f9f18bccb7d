using System.Security.Cryptography;
using System.Text.Json;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Search;
using CsKpiCases.Data.Storage;
using CsKpiCases.Data.Webhooks;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>
/// The one way to change a case: load it, let the domain decide, and save case, events, clocks, search terms and outbox in
/// one transaction. Whatever calls it — page, API, command, job — gets the same answer.
/// </summary>
public sealed partial class CaseStore(CaseWriter writer, CaseLoading loading, ClockKeeping clocks, PolicyBook policies, WebhookOutbox webhooks, AssigneeReading assignees, IdSource ids, WorkflowSettings settings, TimeProvider clock)
{
    private static readonly JsonSerializerOptions PayloadText = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The instant that acts get, in whole seconds.</summary>
    public DateTime Now
    {
        get
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        }
    }

    /// <summary>
    /// Logs a new case with its photos: gives it its number, chooses its policy, starts its clocks. <paramref name="also"/> runs in the same
    /// transaction, after the case (for what must stand or fall with it, such as an idempotency key), <paramref name="prepare"/> before
    /// it, for what depends on other cases: null logs nothing, and the answer is <see cref="CaseResult.NotFound"/>.
    /// </summary>
    public Task<CaseResult> LogAsync(
        Shop shop, LogCase act, Actor actor, Func<CasesDbContext, Case, CancellationToken, Task>? also = null,
        Func<CasesDbContext, LogCase, CancellationToken, Task<LogCase?>>? prepare = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(act);
        return writer.WriteAsync<CaseResult>(
            async (db, token) =>
            {
                if ((prepare is null ? act : await prepare(db, act, token).ConfigureAwait(false)) is not { } asked) return new CaseResult.NotFound();
                var now = Now;
                var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
                var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
                var order = await OrderOfAsync(db, shop.Id, asked, token).ConfigureAwait(false);
                var filled = asked with { ShopId = shop.Id, OrderId = order?.Id, OrderNumber = order?.Number ?? asked.OrderNumber, BuyerId = asked.BuyerId ?? order?.BuyerId, OrderPaidAmount = order?.PaidAmount };
                if (asked is { Type: CaseType.Dispute, OwnerId: null }) filled = filled with { OwnerId = await DisputeAgentAsync(db, shop.Id, token).ConfigureAwait(false) };
                // Decided once without a number: a refused case must not use one up.
                if (CaseActs.Log(filled with { Number = "?" }, actor, now, zone, ids.Next) is CaseOutcome.Refused refused) return new CaseResult.Refused(refused.Refusal);
                var number = await CaseNumbers.TakeAsync(db, day, 1, token).ConfigureAwait(false);
                var accepted = (CaseOutcome.Accepted)CaseActs.Log(filled with { Number = number[0] }, actor, now, zone, ids.Next);
                var @case = accepted.File.Case;
                db.Add(@case);
                var history = new List<CaseEvent>();
                var done = await SaveAsync(db, accepted, shop, history, now, token).ConfigureAwait(false);
                foreach (var evidence in act.Evidence)
                {
                    await ActFacts.LoadAsync(db, accepted.File, evidence, token).ConfigureAwait(false);
                    var attached = CaseActs.Decide(accepted.File, evidence, actor, now, settings) as CaseOutcome.Accepted
                        ?? throw new InvalidOperationException($"{evidence.FileName} cannot be attached to a new case.");
                    done = await SaveAsync(db, attached, shop, history, now, token).ConfigureAwait(false);
                }

                if (also is not null)
                {
                    await also(db, @case, token).ConfigureAwait(false);
                    await db.SaveChangesAsync(token).ConfigureAwait(false);
                }

                return done;
            },
            cancellation);
    }

    /// <summary>Does something to a case.</summary>
    /// <param name="shop">Its shop: a case of another one is not found.</param>
    /// <param name="caseId">Which case.</param>
    /// <param name="act">What.</param>
    /// <param name="actor">Who, with his roles in that shop.</param>
    /// <param name="seenVersion">The version that the actor saw; null where it does not matter (timers, imports).</param>
    /// <param name="after">Runs in the same transaction, after the case: for what must stand or fall with it, such as an idempotency key.</param>
    /// <param name="cancellation">Given up while waiting; what has begun is finished.</param>
    public Task<CaseResult> ActAsync(
        Shop shop, long caseId, CaseAct act, Actor actor, int? seenVersion,
        Func<CasesDbContext, CaseResult.Done, CancellationToken, Task>? after = null, CancellationToken cancellation = default) =>
        ActAsync(
            shop, caseId, (file, now) => CaseActs.Decide(file, act, actor, now, settings), seenVersion,
            AssigneeReading.Of(act, actor) is not { } to ? null : async (db, file, token) => file.Assignee = await assignees.LockedAsync(db, shop.Id, to, Now, token).ConfigureAwait(false),
            act, after, cancellation, actor.AccountId);

    /// <summary>
    /// As the other, for acts that know more than a case's own file (responsibility). <paramref name="also"/> runs in the
    /// same transaction, before deciding, to load what <paramref name="decide"/> needs.
    /// </summary>
    public Task<CaseResult> ActAsync(
        Shop shop, long caseId, Func<CaseFile, DateTime, CaseOutcome> decide, int? seenVersion,
        Func<CasesDbContext, CaseFile, CancellationToken, Task>? also, CancellationToken cancellation = default) =>
        ActAsync(shop, caseId, decide, seenVersion, also, null, null, cancellation);

    private Task<CaseResult> ActAsync(
        Shop shop, long caseId, Func<CaseFile, DateTime, CaseOutcome> decide, int? seenVersion,
        Func<CasesDbContext, CaseFile, CancellationToken, Task>? also, CaseAct? act,
        Func<CasesDbContext, CaseResult.Done, CancellationToken, Task>? after, CancellationToken cancellation, long? actorId = null)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return writer.WriteAsync<CaseResult>(
            async (db, token) =>
            {
                var other = act is FireTrigger { Arguments: DuplicateArguments duplicate } ? duplicate.OfCaseId : (long?)null;
                // Both at once, always the lower id first: two acts that name each other's case wait, and do not lock each other out.
                if (other < caseId) await CaseLoading.LockAsync(db, other.Value, token).ConfigureAwait(false);
                var found = await loading.FindAsync(db, shop.Id, caseId, token).ConfigureAwait(false);
                if (other > caseId) await CaseLoading.LockAsync(db, other.Value, token).ConfigureAwait(false);
                if (found is null) return new CaseResult.NotFound();
                var @case = found.Case;
                if (seenVersion is { } seen && seen != @case.Version)
                {
                    var since = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == caseId && e.Sequence > seen).OrderBy(e => e.Sequence).ToListAsync(token).ConfigureAwait(false);
                    return new CaseResult.Stale(@case.Version, since);
                }

                var now = Now;
                var file = await loading.LockedFileAsync(db, found, token).ConfigureAwait(false);
                if (also is not null) await also(db, file, token).ConfigureAwait(false);
                if (act is FireTrigger { Arguments: CompensateArguments }) file.SmallClaimsTaken = await TakenAsync(db, @case, actorId, shop, now, token).ConfigureAwait(false);
                var wasOpen = @case.IsOpen;
                if (act is not null) await ActFacts.LoadAsync(db, file, act, token).ConfigureAwait(false);
                if (act is JudgeClock judge) file.Clocks.AddRange(await JudgedAsync(db, caseId, judge, now, token).ConfigureAwait(false));

                var outcome = decide(file, now);
                if (outcome is CaseOutcome.Refused refused) return new CaseResult.Refused(refused.Refusal);
                if (act is not null && await CaseReferences.CheckAsync(db, @case, act, token).ConfigureAwait(false) is { } unknown) return new CaseResult.Refused(unknown);
                var history = await loading.HistoryAsync(db, caseId).ConfigureAwait(false);
                var done = await SaveAsync(db, (CaseOutcome.Accepted)outcome, shop, history, now, token, found.HasWebhooks).ConfigureAwait(false);
                await FollowOnAsync(db, (CaseOutcome.Accepted)outcome, wasOpen, shop, now, token).ConfigureAwait(false);
                if (other is { } target) await MergeAsync(db, done, history, target, shop, now, token).ConfigureAwait(false);
                if (after is not null)
                {
                    await after(db, done, token).ConfigureAwait(false);
                    await db.SaveChangesAsync(token).ConfigureAwait(false);
                }

                return done;
            },
            cancellation);
    }

    /// <summary>
    /// Lets a case follow its policy to the newest version of the same name; where that no longer fits, to the most specific
    /// (sla.md, rules 6 and 11). Nothing happens to a case that is under it already, nor to one that has ended and measures nothing more.
    /// </summary>
    public async Task<CaseResult> FollowPolicyAsync(Shop shop, long caseId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shop);
        PolicyPages? book = null;
        return await ActAsync(
            shop, caseId, (file, now) => book is null ? new CaseOutcome.Accepted(file, [], [], []) : Follow(file, shop, book, now), null,
            async (db, file, token) =>
            {
                var isMeasured = file.Case.IsOpen || await HasOpenClockAsync(db, caseId, token).ConfigureAwait(false);
                book = isMeasured ? await policies.ReadAsync(db, token).ConfigureAwait(false) : null;
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>The case that goes on keeps the earliest unanswered start (sla.md, rule 13), by an event of its own history.</summary>
    private async Task MergeAsync(
        CasesDbContext db, CaseResult.Done merged, List<CaseEvent> left, long targetId, Shop shop, DateTime now, CancellationToken cancellation)
    {
        if (await loading.CaseAsync(db, shop.Id, targetId).ConfigureAwait(false) is not { } target) return;
        var (last, kept) = (merged.Events[^1], await loading.HistoryAsync(db, targetId).ConfigureAwait(false));
        var by = new Actor(last.ActorKind, last.ActorId, new HashSet<Role>());
        if (Merging.Of(merged.Case, left, target, kept, by, last.At) is not { } change) return;
        target.IsTouched |= target.IsImported;
        var file = new CaseFile { Case = target, NewId = ids.Next };
        await SaveAsync(db, new CaseOutcome.Accepted(file, [change], [], []), shop, kept, now, cancellation).ConfigureAwait(false);
    }

    /// <summary>The run that is judged, as it stands now: what it has missed was missed whether a sweep has recorded it or not.</summary>
    private async Task<List<CaseClock>> JudgedAsync(CasesDbContext db, long caseId, JudgeClock judge, DateTime now, CancellationToken cancellation)
    {
        var rows = await db.CaseClocks.AsNoTracking().Where(c => c.CaseId == caseId && c.Clock == judge.Clock && c.Run == judge.Run).ToListAsync(cancellation).ConfigureAwait(false);
        var book = await policies.ReadWithAsync([.. rows.Select(r => r.PolicyVersionId)], cancellation).ConfigureAwait(false);
        foreach (var row in rows) ClockReading.Settle(row, book.TargetOf(row), now);
        return rows;
    }

    private static Task<bool> HasOpenClockAsync(CasesDbContext db, long caseId, CancellationToken cancellation) =>
        db.CaseClocks.AnyAsync(c => c.CaseId == caseId && (c.State == ClockState.Running || c.State == ClockState.Paused), cancellation);

    private static CaseOutcome.Accepted Follow(CaseFile file, Shop shop, PolicyPages book, DateTime now)
    {
        var @case = file.Case;
        var mine = @case.PolicyVersionId is { } id ? book.Find(id) : null;
        // Imported history is measured by the policy that its import named, and by no other.
        var (next, reason) = @case.IsImported
            ? (mine is null ? null : book.FindByName(mine.Name), @case.PolicyReason)
            : book.Follow(mine, @case, shop) is { } choice ? (choice.Policy, choice.Reason) : (null, null);
        if (next is null || next.VersionId == @case.PolicyVersionId) return new CaseOutcome.Accepted(file, [], [], []);
        var at = now > @case.LastEventAt ? now : @case.LastEventAt;
        var change = PolicyFollowing.Change(@case, next, reason, at, @case.State, @case.Stage, @case.WaitsOn, @case.OwnerId);
        (@case.PolicyVersionId, @case.PolicyReason) = (next.VersionId, reason);
        return new CaseOutcome.Accepted(file, [change], [], []);
    }

    /// <summary>
    /// Writes what was decided. Version and event count are the same number: every change has its events. Whether other programs
    /// hear of the shop is asked with the case, where there was one to load.
    /// </summary>
    private async Task<CaseResult.Done> SaveAsync(
        CasesDbContext db, CaseOutcome.Accepted accepted, Shop shop, List<CaseEvent> history, DateTime now, CancellationToken cancellation, bool hasWebhooks = true)
    {
        var @case = accepted.File.Case;
        if (accepted.Events.Count == 0) return new CaseResult.Done(@case, []);
        var decided = await WithPolicyAsync(db, @case, shop, accepted.Events, cancellation).ConfigureAwait(false);
        var events = EventChain.Append(@case, decided, now, ids.Next, RandomNumberGenerator.Fill);
        @case.Version = @case.EventCount;
        db.AddRange(events);
        foreach (var row in accepted.Added.Where(r => !ReferenceEquals(r, @case))) db.Add(row);
        foreach (var notice in accepted.Notices) db.Add(Outbox(notice, @case, now));
        // The domain lets nothing happen before what is recorded already; should it ever, everything is compared.
        var last = history.Count == 0 ? events[0].At : history.Max(e => e.At);
        // A clock that now starts earlier, or is measured on another calendar, has other segments from there on.
        DateTime? since = events.All(e => e.At >= last && e.Kind is not (EventKind.MergedIn or EventKind.Reprocessed)) ? events[0].At : null;
        var ownerBefore = history.Count == 0 ? null : history[^1].OwnerId;
        history.AddRange(events);
        // Of what a reprocess changes people are told once, of all cases together.
        var isTold = !events.Any(e => e.Kind == EventKind.Reprocessed);
        var news = await clocks.KeepAsync(db, @case, history, now, cancellation, since, isTold).ConfigureAwait(false);
        if (hasWebhooks) db.AddRange(await webhooks.RowsAsync(db, @case.ShopId, () => [.. CaseFacts.Of(@case, events, ownerBefore), .. ClockFacts.Of(news, @case)], now).ConfigureAwait(false));
        await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
        if (events.Any(SearchText.IsTouchedBy))
        {
            await SearchText.WriteAsync(db, @case, history, cancellation).ConfigureAwait(false);
        }

        return new CaseResult.Done(@case, events);
    }

    private async Task<IReadOnlyList<NewEvent>> WithPolicyAsync(
        CasesDbContext db, Case @case, Shop shop, IReadOnlyList<NewEvent> events, CancellationToken cancellation) =>
        PolicyFollowing.IsAsked(@case, events)
            ? PolicyFollowing.With(@case, shop, events, await policies.ReadAsync(db, cancellation).ConfigureAwait(false))
            : events;

    private OutboxMessage Outbox(Domain.Cases.Notice notice, Case @case, DateTime now) => new()
    {
        Id = ids.Next(),
        ShopId = @case.ShopId,
        CaseId = @case.Id,
        Kind = notice.Key,
        Payload = JsonSerializer.Serialize(new { audience = notice.Audience.ToString(), accountId = notice.AccountId, arguments = notice.Arguments }, PayloadText),
        CreatedAt = now,
    };

    /// <summary>The order that the act names by its id or number; null when this shop does not know it.</summary>
    private static async Task<OrderFacts?> OrderOfAsync(CasesDbContext db, long shopId, LogCase act, CancellationToken cancellation)
    {
        if (act.OrderId is null && string.IsNullOrWhiteSpace(act.OrderNumber)) return null;
        var orders = act.OrderId is { } id ? db.Orders.Where(o => o.Id == id && o.ShopId == shopId) : db.Orders.Where(o => o.ShopId == shopId && o.Number == act.OrderNumber);
        return await orders.Select(o => new OrderFacts(o.Id, o.Number, o.BuyerId, o.PaidAmount)).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
    }

    private sealed record OrderFacts(long Id, string Number, long? BuyerId, decimal PaidAmount);
}
