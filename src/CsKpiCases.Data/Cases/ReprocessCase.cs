using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>What became of a case in a reprocess.</summary>
public enum CaseReprocessed
{
    /// <summary>It has the verdicts that the dry run showed, by this or an earlier attempt.</summary>
    Changed,

    /// <summary>Something has happened to it since: it is left as it is.</summary>
    LeftAlone,
}

/// <summary>Gives one case the verdicts that a dry run showed, and no others.</summary>
public sealed class ReprocessCase(CaseStore store, CaseLoading loading, PolicyBook policies, ShiftBook shifts)
{
    /// <summary>Doing it again changes nothing more.</summary>
    /// <param name="shop">The case's.</param>
    /// <param name="caseId">Which case.</param>
    /// <param name="shown">What the dry run showed of it: all lines.</param>
    /// <param name="terms">Calendars, range, reason.</param>
    /// <param name="by">Who approved it.</param>
    /// <param name="cancellation">Before it is written.</param>
    public async Task<CaseReprocessed> RunAsync(
        Shop shop, long caseId, IReadOnlyList<DryRunLine> shown, ReprocessTerms terms, Actor by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(terms);
        var (isDone, changes) = (false, (IReadOnlyList<VerdictChange>)[]);
        var result = await store.ActAsync(
            shop, caseId,
            (file, now) => new CaseOutcome.Accepted(file, isDone || changes.Count == 0 ? [] : [Reprocessing.Event(file.Case, changes, terms, by, now)], [], []),
            null,
            async (db, file, token) =>
            {
                var history = await loading.HistoryAsync(db, caseId).ConfigureAwait(false);
                isDone = Reprocessing.IsDone(history, terms.Id);
                var found = isDone ? [] : await DifferencesAsync(db, file.Case, history, terms, token).ConfigureAwait(false);
                changes = found.Count == shown.Count && found.All(c => shown.Any(line => IsSame(line, c))) ? found : [];
            },
            cancellation).ConfigureAwait(false);
        return isDone || result is CaseResult.Done { Events.Count: > 0 } ? CaseReprocessed.Changed : CaseReprocessed.LeftAlone;
    }

    private async Task<IReadOnlyList<VerdictChange>> DifferencesAsync(
        CasesDbContext db, Case @case, List<CaseEvent> history, ReprocessTerms terms, CancellationToken cancellation)
    {
        var rows = await db.CaseClocks.AsNoTracking().Where(c => c.CaseId == @case.Id).ToListAsync(cancellation).ConfigureAwait(false);
        var book = await policies.ReadAsync(
            [.. CaseSignals.PoliciesOf(@case, history).Union(rows.Select(r => r.PolicyVersionId))], Reprocessing.CalendarsOf(history), cancellation).ConfigureAwait(false);
        var roster = await shifts.OfAsync(@case.ShopId, cancellation).ConfigureAwait(false);
        var now = store.Now;
        foreach (var row in rows) ClockReading.Settle(row, book.TargetOf(row), now);
        var (before, after) = Reprocessing.Compare(@case, history, rows, terms, book, roster, now);
        return VerdictChange.Between(before, after);
    }

    private static bool IsSame(DryRunLine shown, VerdictChange now) =>
        (shown.Clock, shown.ClockRun) == (now.Clock, now.Run)
        && (shown.StateBefore, shown.MissedBefore, shown.BreachedBefore) == (now.Before?.State, now.Before?.GoalMissedAt, now.Before?.BreachedAt)
        && (shown.StateAfter, shown.MissedAfter, shown.BreachedAfter) == (now.After?.State, now.After?.GoalMissedAt, now.After?.BreachedAt);
}
