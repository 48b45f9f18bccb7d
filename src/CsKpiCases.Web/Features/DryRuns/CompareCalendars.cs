using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>
/// The dry run of a reprocess: recomputes the cases with verdicts of some days on given calendar versions, and compares with
/// what is stored. It reads page by page, three statements each, and writes nothing.
/// </summary>
public sealed class CompareCalendars(IDbContextFactory<CasesDbContext> contexts, PolicyBook policies, ShiftBook shifts, TimeProvider time)
{
    private const int CasesAPage = 250;

    /// <summary>The cases that have a verdict of these days, by id.</summary>
    public async Task<IReadOnlyList<long>> FindAsync(Shop shop, DateTime from, DateTime to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var clocks = db.CaseClocks.Where(c => c.ShopId == shop.Id);
        return await clocks.Where(c => c.JudgedAt >= from && c.JudgedAt < to)
            .Concat(clocks.Where(c => c.JudgedAt == null && c.GoalMissedAt >= from && c.GoalMissedAt < to))
            .Select(c => c.CaseId).Distinct().Order().ToListAsync(cancellation);
    }

    /// <param name="shop">Whose cases.</param>
    /// <param name="cases">As <see cref="FindAsync"/> found them.</param>
    /// <param name="terms">Calendars and range.</param>
    /// <param name="take">Gets each page's changes; what it throws ends the comparison.</param>
    /// <param name="cancellation">Given up.</param>
    public async Task<TrialFigures> RunAsync(Shop shop, IReadOnlyList<long> cases, ReprocessTerms terms, Func<TrialStep, Task> take, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(take);
        var reading = new Reading(await policies.ReadAsync(cancellation), await shifts.OfAsync(shop.Id, cancellation), terms, Instants.Cut(time.GetUtcNow().UtcDateTime));
        var figures = new TrialFigures();
        foreach (var page in cases.Chunk(CasesAPage))
        {
            var changes = await CompareAsync(page, reading, figures, cancellation);
            await take(new TrialStep(figures.Cases, changes));
        }

        return figures;
    }

    private async Task<List<TriedCase>> CompareAsync(long[] ids, Reading reading, TrialFigures figures, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var snapshot = await db.BeginReadAsync(cancellation);
        var cases = await db.Cases.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(cancellation);
        var clocks = (await db.CaseClocks.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.CaseId)).ToListAsync(cancellation)).ToLookup(c => c.CaseId);
        var events = await CaseLoading.HistoriesAsync(db, ids, cancellation);
        var changed = new List<TriedCase>();
        foreach (var @case in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            var (rows, history) = (clocks[@case.Id].ToList(), events[@case.Id].ToList());
            foreach (var row in rows) ClockReading.Settle(row, reading.Book.TargetOf(row), reading.Now);
            var (before, after) = Reprocessing.Compare(@case, history, rows, reading.Terms, reading.Book, reading.Shifts, reading.Now);
            var changes = VerdictChange.Between(before, after);
            figures.Count(before, after, changes);
            changed.AddRange(changes.Select(change => new TriedCase(@case.Id, @case.Number, change)));
        }

        return changed;
    }

    private sealed record Reading(PolicyPages Book, ShopShifts Shifts, ReprocessTerms Terms, DateTime Now);
}
