using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
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

    private readonly Func<CasesDbContext, long, DateTime, IAsyncEnumerable<CaseClockSegment>> storedSegments =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId, DateTime since) => db.CaseClocks
            .Where(c => c.CaseId == caseId && (c.StoppedAt == null || c.StoppedAt > since || c.State == ClockState.Running || c.State == ClockState.Paused))
            .Join(db.CaseClockSegments, c => c.Id, s => s.ClockId, (c, s) => s)
            .Where(s => s.To == null || s.To >= since)
            .OrderBy(s => s.From).ThenBy(s => s.Id).AsTracking());

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<Breach>> standingBreaches =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.Breaches.Where(b => b.CaseId == caseId && b.WithdrawnByEvent == 0).AsTracking());

    /// <summary>Recomputes and writes; what people and programs are to hear of. The caller saves, in his transaction.</summary>
    /// <param name="db">Where the case is tracked.</param>
    /// <param name="case">The case.</param>
    /// <param name="events">The whole history, the newest included.</param>
    /// <param name="now">UTC, whole seconds.</param>
    /// <param name="cancellation">Given up.</param>
    /// <param name="since">
    /// When the first event happened that the stored clocks do not know, where none of the new ones is earlier than those
    /// known: what ended before it cannot move and is not looked at. Null: everything is compared.
    /// </param>
    /// <param name="isTold">Whether people are told of breaches that are new.</param>
    public async Task<ClockNews> KeepAsync(
        CasesDbContext db, Case @case, IReadOnlyList<CaseEvent> events, DateTime now, CancellationToken cancellation, DateTime? since = null, bool isTold = true)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(events);
        var clocks = await ComputeAsync(@case, events, now, cancellation).ConfigureAwait(false);
        // A case that is being logged has nothing stored yet.
        var isNew = db.Entry(@case).State == EntityState.Added;
        var rows = new List<CaseClock>();
        if (!isNew) await foreach (var row in storedClocks(db, @case.Id).ConfigureAwait(false)) rows.Add(row);
        var written = rows.ToDictionary(r => r.Id, r => (r.GoalMissedAt, r.BreachedAt));
        var segments = rows.Count == 0 ? EmptySegments : await SegmentsAsync(db, @case.Id, since ?? DateTime.UnixEpoch).ConfigureAwait(false);
        var news = ClockNews.None;
        var (moved, judgements) = (new List<(Clock Clock, CaseClock Row)>(), ClockJudgements.Of(events));
        foreach (var clock in clocks.Clocks)
        {
            var row = rows.Find(r => r.Clock == clock.Name && r.Run == clock.Run);
            var said = judgements.GetValueOrDefault((clock.Name, clock.Run));
            if (said is null && row is { IsOpen: false } && row.StoppedAt <= since && row.StoppedAt == (clock.StoppedAt ?? clock.CancelledAt)) continue;
            if (row is null)
            {
                row = new CaseClock { Id = ids.Next() };
                db.Add(row);
                rows.Add(row);
            }

            Write(db, clock, row, @case, said, now);
            await KeepSegmentsAsync(db, clock, row, segments[row.Id], since).ConfigureAwait(false);
            moved.Add((clock, row));
        }

        var gone = rows.FindAll(r => !clocks.Clocks.Any(c => c.Name == r.Clock && c.Run == r.Run));
        // Whose a miss is may have moved though its instant has not, when a roster was changed or an owner's line came late.
        if (gone.Count > 0 || moved.Exists(m => IsStamped(m.Clock) || IsStampMoved(m.Clock, written.GetValueOrDefault(m.Row.Id))))
        {
            news = KeepBreaches(db, @case, moved, gone, isNew ? [] : await StandingAsync(db, @case.Id).ConfigureAwait(false), now, isTold);
            await NameWithdrawersAsync(db, @case, events, news.Withdrawn, now, cancellation).ConfigureAwait(false);
        }

        // A run that the history no longer has (a reopening that an import took back); its breaches are withdrawn, not removed.
        foreach (var row in gone)
        {
            db.Remove(row);
            rows.Remove(row);
        }

        Sort(@case, rows);
        return news;
    }

    /// <summary>The clocks of a case as its history has them, up to now.</summary>
    /// <exception cref="InvalidDataException">The history names a policy version that the store does not have.</exception>
    public async Task<CaseClocks> ComputeAsync(Case @case, IReadOnlyList<CaseEvent> events, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(events);
        // Another node may have published the version a moment ago.
        var book = await policies.ReadAsync(CaseSignals.PoliciesOf(@case, events), Reprocessing.CalendarsOf(events), cancellation).ConfigureAwait(false);
        var roster = await shifts.OfAsync(@case.ShopId, cancellation).ConfigureAwait(false);
        return HistoryClocks.Of(@case, events, book, roster, now);
    }

    /// <summary>What the clocks of a case that is split off now must know of this one.</summary>
    public async Task<SplitPast> PastAsync(Case @case, IReadOnlyList<CaseEvent> events, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return SplitPast.Of(@case, events, await shifts.OfAsync(@case.ShopId, cancellation).ConfigureAwait(false), now);
    }

    /// <summary>The soonest limit (or goal, where there is no limit) of the open clocks that do not stand still, and the state's timer.</summary>
    internal static void Sort(Case @case, IEnumerable<CaseClock> rows)
    {
        var due = @case.TimerDueAt;
        foreach (var row in rows)
        {
            if (row.IsOpen && row.State != ClockState.Paused && (row.LimitDueAt ?? row.GoalDueAt) is { } at && at < due) due = at;
        }

        @case.SortDueAt = due;
    }

    internal static Breach Breached(Clock clock, CaseClock row, Case @case, Level level, DateTime breachedAt, DateTime now, long id)
    {
        var byPolicy = level == Level.Goal ? clock.IsGoalMissByPolicy : clock.IsBreachByPolicy;
        var breach = new Breach
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
            IsImported = clock.IsImported(level),
            IsScored = @case.Scores(clock.IsImported(level)) && !byPolicy,
            IsCausedByPolicy = byPolicy,
        };
        Attribute(breach, clock, row, level, now);
        return breach;
    }

    /// <summary>The nightly list reads the breach, the scores read the clock: both name the same party.</summary>
    private static void Attribute(Breach breach, Clock clock, CaseClock row, Level level, DateTime now)
    {
        var attribution = Attribution.Of(clock, level, now);
        (breach.AttributedParty, breach.AttributedToId) = row.ReattributedAt is null
            ? (attribution.Party, attribution.OwnerId)
            : (row.AttributedParty, row.AttributedToId);
    }

    private static readonly ILookup<long, CaseClockSegment> EmptySegments = Array.Empty<CaseClockSegment>().ToLookup(s => s.ClockId);

    private static bool IsStamped(Clock clock) => (clock.GoalMissedAt ?? clock.BreachedAt) is not null;

    private static bool IsStampMoved(Clock clock, (DateTime? Goal, DateTime? Limit) before) =>
        before != (clock.GoalMissedAt, clock.BreachedAt);

    /// <summary>A row that nothing changed about keeps the instant of its last change: the nightly audit reads what changed that day.</summary>
    private static void Write(CasesDbContext db, Clock clock, CaseClock row, Case @case, ClockJudgement? said, DateTime now)
    {
        var changedAt = row.ChangedAt;
        ClockJudgements.Write(said, row);
        ClockRows.Write(clock, row, @case, now);
        row.ChangedAt = changedAt;
        if (db.Entry(row).State != EntityState.Unchanged) row.ChangedAt = now;
    }

    private async Task<ILookup<long, CaseClockSegment>> SegmentsAsync(CasesDbContext db, long caseId, DateTime since)
    {
        var stored = new List<CaseClockSegment>();
        await foreach (var segment in storedSegments(db, caseId, since).ConfigureAwait(false)) stored.Add(segment);
        return stored.ToLookup(s => s.ClockId);
    }

    /// <summary>Segments that ended before <paramref name="since"/> are as they were, and were not loaded.</summary>
    private async Task KeepSegmentsAsync(CasesDbContext db, Clock clock, CaseClock row, IEnumerable<CaseClockSegment> loaded, DateTime? since)
    {
        var stored = loaded.ToList();
        // A clock that another policy brings has run since the case began: nothing of it is stored yet.
        if (db.Entry(row).State == EntityState.Added) since = null;
        var computed = clock.Segments.Where(s => since is null || s.To is null || s.To >= since).ToList();
        if (since is not null && (stored.Count == 0 || computed.Count == 0 || stored[0].From != computed[0].From))
        {
            // The roster was changed after the fact: the stretches no longer meet where they did.
            stored = await db.CaseClockSegments.AsTracking().Where(s => s.ClockId == row.Id).OrderBy(s => s.From).ThenBy(s => s.Id).ToListAsync().ConfigureAwait(false);
            computed = [.. clock.Segments];
        }

        for (var i = 0; i < computed.Count; i++)
        {
            var segment = i < stored.Count ? stored[i] : new CaseClockSegment { Id = ids.Next() };
            ClockRows.Write(computed[i], segment, row);
            if (i >= stored.Count) db.Add(segment);
        }

        foreach (var extra in stored.Skip(computed.Count)) db.Remove(extra);
    }

    private async Task<List<Breach>> StandingAsync(CasesDbContext db, long caseId)
    {
        var standing = new List<Breach>();
        await foreach (var breach in standingBreaches(db, caseId).ConfigureAwait(false)) standing.Add(breach);
        return standing;
    }

    /// <summary>Adds the breaches that are new, and tells of them; withdrawn are those that the history no longer has.</summary>
    private ClockNews KeepBreaches(
        CasesDbContext db, Case @case, List<(Clock Clock, CaseClock Row)> moved, List<CaseClock> gone, List<Breach> standing, DateTime now, bool isTold)
    {
        var (withdrawn, told) = (standing.FindAll(b => gone.Exists(r => r.Clock == b.Clock && r.Run == b.Run)), new List<DueItem>());
        foreach (var (clock, row) in moved)
        {
            DueItem? gravest = null;
            foreach (var (level, due) in new[] { (Level.Goal, DueLevel.Goal), (Level.Limit, DueLevel.Limit) })
            {
                var at = StampOf(clock, due);
                var known = standing.Find(b => b.Clock == clock.Name && b.Run == clock.Run && b.Level == due);
                if (known?.BreachedAt == at)
                {
                    if (known is not null) Attribute(known, clock, row, level, now);
                    continue;
                }

                if (known is not null) withdrawn.Add(known);
                if (at is not { } breachedAt) continue;
                db.Add(Breached(clock, row, @case, level, breachedAt, now, ids.Next()));
                // What a changed history moved was told of already.
                if (known is null && !clock.IsImported(level)) gravest = DueItem.Of(@case, clock.Name, due, breachedAt);
            }

            if (gravest is not null) told.Add(gravest);
        }

        // Whoever records it first tells of it: the sweep will find nothing any more.
        if (isTold && told.Count > 0) db.Add(DueItem.Message(ids.Next(), @case.ShopId, told, now));
        return new ClockNews(told, withdrawn);
    }

    /// <summary>
    /// What a back-dated event took back stays, and says which event did it (sla.md, rule 4): of the new ones the first with
    /// which the history no longer has it. What followed by itself in the same act, and came after it, did not.
    /// </summary>
    private async Task NameWithdrawersAsync(
        CasesDbContext db, Case @case, IReadOnlyList<CaseEvent> events, IReadOnlyList<Breach> withdrawn, DateTime now, CancellationToken cancellation)
    {
        var known = db.Entry(@case).Property(c => c.EventCount).OriginalValue;
        var left = withdrawn.ToList();
        for (var count = known + 1; left.Count > 0; count++)
        {
            var isLast = count >= events.Count;
            var clocks = isLast ? null : await ComputeAsync(@case, [.. events.Take(count)], now, cancellation).ConfigureAwait(false);
            var taken = left.FindAll(b => clocks?.Clocks.FirstOrDefault(c => c.Name == b.Clock && c.Run == b.Run) is not { } clock || StampOf(clock, b.Level) != b.BreachedAt);
            foreach (var breach in taken) (breach.WithdrawnAt, breach.WithdrawnByEvent) = (now, isLast ? @case.EventCount : count);
            left = left.FindAll(b => b.WithdrawnByEvent == 0);
        }
    }

    private static DateTime? StampOf(Clock clock, DueLevel level) => level == DueLevel.Goal ? clock.GoalMissedAt : clock.BreachedAt;
}
