using CsKpiCases.Data.Ids;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>
/// Keeps the stored clocks of a case equal to what its history says: recomputes them, and writes the difference — clocks,
/// segments, breaches, and what the work list sorts by.
/// </summary>
public sealed class ClockKeeping(PolicyBook policies, ShiftBook shifts, IdSource ids)
{
    private readonly Func<CasesDbContext, long, IAsyncEnumerable<CaseClock>> storedClocks =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.CaseClocks.Where(c => c.CaseId == caseId).OrderBy(c => c.Id).AsTracking());

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<CaseClockSegment>> storedSegments =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.CaseClockSegments
            .Where(s => db.CaseClocks.Any(c => c.Id == s.ClockId && c.CaseId == caseId)).OrderBy(s => s.From).ThenBy(s => s.Id).AsTracking());

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<Breach>> standingBreaches =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.Breaches.Where(b => b.CaseId == caseId && b.WithdrawnByEvent == 0));

    /// <summary>Recomputes and writes. The caller saves, in his transaction.</summary>
    /// <param name="events">The whole history, the newest included.</param>
    public async Task KeepAsync(CasesDbContext db, Case @case, IReadOnlyList<CaseEvent> events, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(@case);
        var (clocks, rows) = (await ComputeAsync(@case, events, now, cancellation).ConfigureAwait(false), new List<CaseClock>());
        // A case that is being logged has nothing stored yet.
        var isNew = events[0].RecordedAt == now && db.Entry(@case).State == EntityState.Added;
        if (!isNew) await foreach (var row in storedClocks(db, @case.Id).ConfigureAwait(false)) rows.Add(row);
        var segments = isNew ? [] : await SegmentsAsync(db, rows).ConfigureAwait(false);
        foreach (var clock in clocks.Clocks)
        {
            var row = rows.Find(r => r.Clock == clock.Name && r.Run == clock.Run);
            if (row is null)
            {
                row = new CaseClock { Id = ids.Next() };
                db.Add(row);
                rows.Add(row);
            }
            else if (!clock.IsOpen && !row.IsOpen && row.ElapsedSeconds == clock.AccruedSeconds && row.State == clock.State && row.PolicyVersionId == clock.PolicyVersionId)
            {
                continue; // ended before, and nothing about it moved
            }

            ClockRows.Write(clock, row, @case, now);
            KeepSegments(db, clock, row, segments.GetValueOrDefault(row.Id) ?? []);
        }

        await KeepBreachesAsync(db, @case, clocks, rows, isNew, now).ConfigureAwait(false);
        // A run that the history no longer has (a reopening that an import took back); its breaches are withdrawn, not removed.
        foreach (var gone in rows.Where(r => !clocks.Clocks.Any(c => c.Name == r.Clock && c.Run == r.Run)).ToList())
        {
            db.Remove(gone);
            rows.Remove(gone);
        }

        Sort(@case, rows);
    }

    /// <summary>The clocks of a case as its history has them, up to now.</summary>
    public async Task<CaseClocks> ComputeAsync(Case @case, IReadOnlyList<CaseEvent> events, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var book = await policies.ReadAsync(cancellation).ConfigureAwait(false);
        ShopShifts roster = await shifts.OfAsync(@case.ShopId, cancellation).ConfigureAwait(false);
        DateTime? importedUntil = @case.IsImported ? events.Where(e => e.ActorKind == ActorKind.Import).Max(e => (DateTime?)e.RecordedAt) : null;
        var clocks = CaseSignals.Of(@case, events, book.Find, roster, now).Recompute(importedUntil);
        clocks.Settle(now);
        return clocks;
    }

    /// <summary>The soonest of what is next due on any open clock, and the state's timer.</summary>
    internal static void Sort(Case @case, IEnumerable<CaseClock> rows)
    {
        var due = @case.TimerDueAt;
        foreach (var row in rows.Where(r => r.IsOpen))
        {
            if (row.State == ClockState.Paused) continue;
            foreach (var at in new[] { row.LimitDueAt, row.LimitDueAt is null ? row.GoalDueAt : null })
            {
                if (at is { } instant && instant < due) due = instant;
            }
        }

        @case.SortDueAt = due;
    }

    /// <summary>The segments of the clocks that may still move, in order.</summary>
    private async Task<Dictionary<long, List<CaseClockSegment>>> SegmentsAsync(CasesDbContext db, List<CaseClock> rows)
    {
        var byClock = rows.ToDictionary(r => r.Id, _ => new List<CaseClockSegment>());
        if (rows.Count == 0) return byClock;
        await foreach (var segment in storedSegments(db, rows[0].CaseId).ConfigureAwait(false)) byClock[segment.ClockId].Add(segment);
        return byClock;
    }

    private void KeepSegments(CasesDbContext db, Clock clock, CaseClock row, List<CaseClockSegment> stored)
    {
        for (var i = 0; i < Math.Max(stored.Count, clock.Segments.Count); i++)
        {
            if (i >= clock.Segments.Count)
            {
                db.Remove(stored[i]);
                continue;
            }

            if (i >= stored.Count)
            {
                stored.Add(new CaseClockSegment { Id = ids.Next() });
                ClockRows.Write(clock.Segments[i], stored[i], row);
                db.Add(stored[i]);
                continue;
            }

            ClockRows.Write(clock.Segments[i], stored[i], row);
        }
    }

    private async Task KeepBreachesAsync(CasesDbContext db, Case @case, CaseClocks clocks, List<CaseClock> rows, bool isNew, DateTime now)
    {
        var standing = new List<Breach>();
        if (!isNew) await foreach (var breach in standingBreaches(db, @case.Id).ConfigureAwait(false)) standing.Add(breach);
        foreach (var clock in clocks.Clocks)
        {
            var row = rows.Find(r => r.Clock == clock.Name && r.Run == clock.Run)!;
            foreach (var (level, at) in new[] { (Level.Goal, clock.GoalMissedAt), (Level.Limit, clock.BreachedAt) })
            {
                var due = level == Level.Goal ? DueLevel.Goal : DueLevel.Limit;
                var known = standing.Find(b => b.Clock == clock.Name && b.Run == clock.Run && b.Level == due);
                if (known is not null) standing.Remove(known);
                if (known is not null && known.BreachedAt == at) continue;
                if (known is not null) Withdraw(known, @case, now);
                if (at is { } breachedAt) db.Add(Breached(clock, row, @case, level, breachedAt, now, ids.Next()));
            }
        }

        foreach (var gone in standing) Withdraw(gone, @case, now);
    }

    internal static Breach Breached(Clock clock, CaseClock row, Case @case, Level level, DateTime breachedAt, DateTime now, long id)
    {
        var attribution = Attribution.Of(clock, level, now);
        var byPolicy = level == Level.Goal ? clock.IsGoalMissByPolicy : clock.IsBreachByPolicy;
        return new Breach
        {
            Id = id,
            ShopId = @case.ShopId,
            CaseId = @case.Id,
            ClockId = row.Id,
            Clock = clock.Name,
            Run = clock.Run,
            Level = level == Level.Goal ? DueLevel.Goal : DueLevel.Limit,
            BreachedAt = breachedAt,
            DetectedAt = now,
            AttributedParty = attribution.Party,
            AttributedToId = attribution.OwnerId,
            IsImported = clock.IsImported(level),
            IsScored = @case.IsScored && !byPolicy,
            IsCausedByPolicy = byPolicy,
        };
    }

    /// <summary>What a back-dated event took back stays, and says which event did it (sla.md, rule 4).</summary>
    private static void Withdraw(Breach breach, Case @case, DateTime now)
    {
        breach.WithdrawnAt = now;
        breach.WithdrawnByEvent = @case.EventCount;
    }
}
