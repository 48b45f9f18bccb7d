using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Data.Webhooks;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Sweep;

/// <summary>One batch of due clocks in one transaction: read, settled by the engine, written with a handful of statements.</summary>
public sealed class SweepBatch(PolicyBook policies, ShiftBook shifts, WebhookOutbox webhooks, IdSource ids, ILogger<SweepBatch> log)
{
    // What the engine may change about a clock that nothing happened to.
    internal static readonly string[] Changed =
    [
        nameof(CaseClock.State), nameof(CaseClock.ElapsedSeconds), nameof(CaseClock.RunningSince), nameof(CaseClock.GoalDueAt), nameof(CaseClock.LimitDueAt),
        nameof(CaseClock.GoalMissedAt), nameof(CaseClock.BreachedAt), nameof(CaseClock.NextDueAt), nameof(CaseClock.NextDue), nameof(CaseClock.Noticed), nameof(CaseClock.WarnedSeconds),
        nameof(CaseClock.AttributedToId), nameof(CaseClock.AttributedParty), nameof(CaseClock.JudgedAt), nameof(CaseClock.IsImported),
        nameof(CaseClock.IsScored), nameof(CaseClock.IsCausedByPolicy), nameof(CaseClock.ChangedAt),
    ];

    private static readonly string[] ChangedOfSegment = [nameof(CaseClockSegment.To), nameof(CaseClockSegment.CountedSeconds)];

    /// <summary>Does the next batch of a shop; saves in the caller's transaction.</summary>
    public async Task<SweptBatch> RunAsync(CasesDbContext db, long shop, SweepPlace after, DateTime now, int size, CancellationToken cancellation)
    {
        var due = await DueAsync(db, shop, after, now, size, cancellation);
        if (due.Count == 0) return new SweptBatch(0, 0, after);
        var last = new SweepPlace(due[^1].Clock.NextDueAt, due[^1].Clock.Id);
        var clockIds = due.ConvertAll(d => d.Clock.Id);
        var segments = (await db.CaseClockSegments.AsNoTracking().Where(s => EF.Parameter(clockIds).Contains(s.ClockId)).ToListAsync(cancellation)).ToLookup(s => s.ClockId);
        var imports = await ImportsAsync(db, due, cancellation);
        // A case may have followed to a version that another process published a moment ago.
        var book = await policies.ReadWithAsync([.. due.Select(d => d.Clock.PolicyVersionId).Distinct()], cancellation);
        var roster = await shifts.OfAsync(shop, cancellation);
        var writes = new Writes();
        foreach (var d in due) Sweep(d, segments[d.Clock.Id], book.TargetOf(d.Clock), imports.GetValueOrDefault(d.Clock.CaseId), roster, now, writes);
        await WriteAsync(db, shop, writes, now, cancellation);
        return new SweptBatch(due.Count, writes.Recorded, last);
    }

    private void Sweep(Due due, IEnumerable<CaseClockSegment> stored, Target? target, DateTime? importedUntil, ShopShifts roster, DateTime now, Writes writes)
    {
        var row = due.Clock;
        var segments = stored.OrderBy(s => s.From).ThenBy(s => s.Id).ToList();
        var clock = ClockSweep.Restore(row, segments, target, importedUntil);
        if (clock.Target is null)
        {
            log.LogError("Clock {Clock} of case {Case} runs under policy version {Policy}, which has no such target", row.Clock, row.CaseId, row.PolicyVersionId);
            return;
        }

        var @case = new Case { Id = row.CaseId, ShopId = row.ShopId, Source = due.Source, IsScored = due.IsScored };
        var swept = ClockSweep.Sweep(clock, row, @case, due.State, roster, now);
        writes.Clocks.Add(row);
        if (swept.Recorded == DueLevel.None) return;
        writes.Recorded++;
        if (swept.Stamps.Count > 0) KeepSegments(clock, row, segments, writes);
        foreach (var (level, at, attribution) in swept.Stamps) writes.Breaches.Add(BreachOf(clock, row, @case, level, at, attribution, now));
        var told = swept.Stamps.Count == 0 || swept.Stamps.Any(s => !clock.IsImported(s.Level));
        if (told) writes.Items.Add(new DueItem(row.CaseId, due.Number, row.Clock, swept.Recorded, due.OwnerId, Unix(ToldAt(row, swept))));
    }

    private Breach BreachOf(Clock clock, CaseClock row, Case @case, Level level, DateTime at, Attribution attribution, DateTime now)
    {
        var byPolicy = level == Level.Goal ? clock.IsGoalMissByPolicy : clock.IsBreachByPolicy;
        return new Breach
        {
            Id = ids.Next(),
            ShopId = row.ShopId,
            CaseId = row.CaseId,
            ClockId = row.Id,
            Clock = row.Clock,
            Run = row.Run,
            Level = level == Level.Goal ? DueLevel.Goal : DueLevel.Limit,
            BreachedAt = at,
            DetectedAt = now,
            AttributedParty = row.ReattributedAt is null ? attribution.Party : row.AttributedParty,
            AttributedToId = row.ReattributedAt is null ? attribution.OwnerId : row.AttributedToId,
            IsImported = clock.IsImported(level),
            IsScored = @case.Scores(clock.IsImported(level)) && !byPolicy,
            IsCausedByPolicy = byPolicy,
        };
    }

    /// <summary>Where a shift began or ended since, the open segment was cut there.</summary>
    private void KeepSegments(Clock clock, CaseClock row, List<CaseClockSegment> stored, Writes writes)
    {
        for (var i = stored.Count; i < clock.Segments.Count; i++)
        {
            var added = new CaseClockSegment { Id = ids.Next() };
            ClockRows.Write(clock.Segments[i], added, row);
            writes.NewSegments.Add(added);
        }

        if (stored.Count == 0 || clock.Segments.Count <= stored.Count) return;
        ClockRows.Write(clock.Segments[stored.Count - 1], stored[^1], row);
        writes.CutSegments.Add(stored[^1]);
    }

    private async Task WriteAsync(CasesDbContext db, long shop, Writes writes, DateTime now, CancellationToken cancellation)
    {
        await BulkRows.UpdateAsync(db, writes.Clocks, Changed, cancellation);
        await BulkRows.UpdateAsync(db, writes.CutSegments, ChangedOfSegment, cancellation);
        await BulkRows.InsertAsync(db, writes.NewSegments, skipExisting: false, cancellation);
        await BulkRows.InsertAsync(db, writes.Breaches, skipExisting: true, cancellation);
        if (writes.Items.Count == 0) return;
        await BulkRows.InsertAsync(db, await webhooks.RowsAsync(db, shop, () => [.. writes.Items.Select(ClockFacts.Of)], now), skipExisting: false, cancellation);
        db.Add(DueItem.Message(ids.Next(), shop, writes.Items, now));
        await db.SaveChangesAsync(cancellation);
    }

    private static async Task<List<Due>> DueAsync(CasesDbContext db, long shop, SweepPlace after, DateTime now, int size, CancellationToken cancellation)
    {
        var clocks = db.IsSqlite ? db.CaseClocks : await LockedAsync(db, shop, after, now, size, cancellation);
        return await clocks.AsNoTracking()
            .Where(c => c.ShopId == shop && c.NextDue > DueLevel.None && c.NextDueAt <= now
                && (c.NextDueAt > after.DueAt || (c.NextDueAt == after.DueAt && c.Id > after.Id)))
            .OrderBy(c => c.NextDueAt).ThenBy(c => c.Id).Take(size)
            .Join(db.Cases, c => c.CaseId, k => k.Id, (c, k) => new Due(c, k.Number, k.State, k.OwnerId, k.Source, k.IsScored, k.IsImported))
            .ToListAsync(cancellation);
    }

    /// <summary>
    /// On PostgreSQL an act locks its case: what is being acted on is left to that act, which settles the clocks itself, or
    /// to the next sweep. The embedded database has one writer.
    /// </summary>
    private static async Task<IQueryable<CaseClock>> LockedAsync(CasesDbContext db, long shop, SweepPlace after, DateTime now, int size, CancellationToken cancellation)
    {
        var locked = await db.Database.SqlQuery<long>(
            $"""
            SELECT c."Id" AS "Value" FROM "CaseClocks" c JOIN "Cases" k ON k."Id" = c."CaseId"
            WHERE c."ShopId" = {shop} AND c."NextDue" > 0 AND c."NextDueAt" <= {now} AND (c."NextDueAt", c."Id") > ({after.DueAt}, {after.Id})
            ORDER BY c."NextDueAt", c."Id" LIMIT {size} FOR UPDATE OF k SKIP LOCKED
            """).ToListAsync(cancellation);
        return db.CaseClocks.Where(c => EF.Parameter(locked).Contains(c.Id));
    }

    private static async Task<Dictionary<long, DateTime?>> ImportsAsync(CasesDbContext db, List<Due> due, CancellationToken cancellation)
    {
        var imported = due.Where(d => d.IsImported).Select(d => d.Clock.CaseId).Distinct().ToList();
        if (imported.Count == 0) return [];
        return await db.CaseEvents.Where(e => EF.Parameter(imported).Contains(e.CaseId) && e.ActorKind == ActorKind.Import)
            .GroupBy(e => e.CaseId).Select(g => new { g.Key, At = g.Max(e => (DateTime?)(e.At > e.RecordedAt ? e.At : e.RecordedAt)) }).ToDictionaryAsync(g => g.Key, g => g.At, cancellation);
    }

    private static DateTime ToldAt(CaseClock row, ClockSwept swept) => swept.Stamps.Count > 0 ? swept.Stamps[^1].At
        : (swept.Recorded == DueLevel.GoalWarning ? row.GoalDueAt : row.LimitDueAt) ?? row.ChangedAt;

    private static long Unix(DateTime at) => new DateTimeOffset(at).ToUnixTimeSeconds();

    private sealed record Due(CaseClock Clock, string Number, string State, long? OwnerId, Channel Source, bool IsScored, bool IsImported);

    private sealed class Writes
    {
        public List<CaseClock> Clocks { get; } = [];
        public List<CaseClockSegment> CutSegments { get; } = [];
        public List<CaseClockSegment> NewSegments { get; } = [];
        public List<Breach> Breaches { get; } = [];
        public List<DueItem> Items { get; } = [];
        public int Recorded { get; set; }
    }
}

/// <summary>What a batch did: clocks read, clocks for which something was recorded, and where to go on.</summary>
public sealed record SweptBatch(int Read, int Recorded, SweepPlace Last);
