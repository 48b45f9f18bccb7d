using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>A verdict that would be another one.</summary>
public sealed record TriedCase(long CaseId, string Number, VerdictChange Change);

/// <summary>How far a trial has come.</summary>
/// <param name="Done">Cases recomputed so far.</param>
/// <param name="Changes">What the last of them brought.</param>
public sealed record TrialStep(int Done, IReadOnlyList<TriedCase> Changes);

/// <summary>
/// Recomputes the cases that a shop opened in a month under policies that are not in force, and compares with what is stored
/// (sla.md, "Simulator"). It reads page by page, three statements each, and writes nothing.
/// </summary>
public sealed class TryPolicies(IDbContextFactory<CasesDbContext> contexts, PolicyBook policies, ShiftBook shifts, TimeProvider time)
{
    private const int CasesAPage = 250;

    /// <summary>How many cases there are to recompute.</summary>
    public async Task<int> CountAsync(Shop shop, DateOnly month, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await OfMonth(db, shop, month).CountAsync(cancellation);
    }

    /// <param name="shop">Whose cases.</param>
    /// <param name="month">Its first day.</param>
    /// <param name="tried">The policies, as if they had been in force.</param>
    /// <param name="take">Gets each page's changes; what it throws ends the trial.</param>
    /// <param name="cancellation">Given up.</param>
    public async Task<TrialFigures> RunAsync(Shop shop, DateOnly month, IReadOnlyList<Policy> tried, Func<TrialStep, Task> take, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(take);
        var book = await policies.ReadAsync(cancellation);
        var reading = new Reading(shop, book, new PolicyTrial(tried, book.Current, book), await shifts.OfAsync(shop.Id, cancellation), Instants.Cut(time.GetUtcNow().UtcDateTime));
        var figures = new TrialFigures();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        for (var (day, id) = (month, 0L); ;)
        {
            var (afterDay, afterId) = (day, id);
            var cases = await OfMonth(db, shop, month).Where(c => c.OpenedOn > afterDay || (c.OpenedOn == afterDay && c.Id > afterId))
                .OrderBy(c => c.OpenedOn).ThenBy(c => c.Id).Take(CasesAPage).ToListAsync(cancellation);
            if (cases.Count == 0) return figures;
            await take(new TrialStep(figures.Cases + cases.Count, await CompareAsync(db, cases, reading, figures, cancellation)));
            (day, id) = (cases[^1].OpenedOn, cases[^1].Id);
        }
    }

    private static IQueryable<Case> OfMonth(CasesDbContext db, Shop shop, DateOnly month)
    {
        var next = month.AddMonths(1);
        return db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id && c.OpenedOn >= month && c.OpenedOn < next);
    }

    private static async Task<List<TriedCase>> CompareAsync(CasesDbContext db, List<Case> cases, Reading reading, TrialFigures figures, CancellationToken cancellation)
    {
        var ids = cases.ConvertAll(c => c.Id);
        var clocks = (await db.CaseClocks.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.CaseId)).ToListAsync(cancellation)).ToLookup(c => c.CaseId);
        var events = await CaseLoading.HistoriesAsync(db, ids, cancellation);
        var changed = new List<TriedCase>();
        foreach (var @case in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = new Dictionary<(string, int), Verdict>();
            foreach (var row in clocks[@case.Id])
            {
                ClockReading.Settle(row, reading.Book.TargetOf(row), reading.Now);
                before[(row.Clock, row.Run)] = Verdict.Of(row);
            }

            var after = reading.Trial.Recompute(@case, PolicyPages.FieldsOf(@case, reading.Shop), [.. events[@case.Id]], reading.Shifts, reading.Now)
                .ToDictionary(clock => (clock.Name, clock.Run), Verdict.Of);
            var changes = VerdictChange.Between(before, after);
            figures.Count(before, after, changes);
            changed.AddRange(changes.Select(change => new TriedCase(@case.Id, @case.Number, change)));
        }

        return changed;
    }

    private sealed record Reading(Shop Shop, PolicyPages Book, PolicyTrial Trial, ShopShifts Shifts, DateTime Now);
}
