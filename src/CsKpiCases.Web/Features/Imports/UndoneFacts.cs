using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>How the facts of one kind are taken back.</summary>
internal abstract class UndoneFacts
{
    /// <summary>A published month that counted one of the import's facts, as it is now or as it was before; null where none did.</summary>
    public abstract Task<CalendarMonth?> PublishedAsync(CasesDbContext db, long shopId, long runId, TimeZoneInfo zone, CancellationToken cancellation);

    /// <summary>Whether something here refers to a fact that would go.</summary>
    public virtual Task<bool> IsInUseAsync(CasesDbContext db, ImportRun run, CancellationToken cancellation) => Task.FromResult(false);

    /// <summary>Deletes what was added; how many.</summary>
    public abstract Task<int> DeleteAsync(CasesDbContext db, long runId, CancellationToken cancellation);

    /// <summary>Restores what was changed; how many.</summary>
    public abstract Task<int> RestoreAsync(CasesDbContext db, long runId, CancellationToken cancellation);
}

/// <inheritdoc cref="UndoneFacts"/>
internal abstract class UndoneFacts<T> : UndoneFacts
    where T : class, IImportedFact
{
    private const int AtOnce = 500;

    public override async Task<CalendarMonth?> PublishedAsync(CasesDbContext db, long shopId, long runId, TimeZoneInfo zone, CancellationToken cancellation)
    {
        var published = (await db.ScoreSnapshots.AsNoTracking().Where(s => s.ShopId == shopId && s.IsPublished).Select(s => s.Month).Distinct().ToListAsync(cancellation))
            .Select(text => CalendarMonth.TryParse(text, out var month) ? month : (CalendarMonth?)null).OfType<CalendarMonth>().ToHashSet();
        if (published.Count == 0) return null;
        var touched = db.FactChanges.Where(c => c.ImportId == runId);
        // from the changes to the facts, never the other way: there are many more facts than one import touched
        var now = touched.Join(db.Set<T>().AsNoTracking(), c => c.FactId, f => f.Id, (c, f) => f).AsAsyncEnumerable();
        await foreach (var fact in now.WithCancellation(cancellation))
        {
            if (Months(fact, zone).FirstOrDefault(published.Contains) is { Year: > 1 } month) return month;
        }

        var before = touched.Where(c => c.Before != null).Select(c => c.Before!).AsAsyncEnumerable();
        await foreach (var text in before.WithCancellation(cancellation))
        {
            if (Months(Read(text), zone).FirstOrDefault(published.Contains) is { Year: > 1 } month) return month;
        }

        return null;
    }

    public override async Task<int> DeleteAsync(CasesDbContext db, long runId, CancellationToken cancellation)
    {
        var (count, after) = (0, 0L);
        while (true)
        {
            var changes = await db.FactChanges.Where(c => c.ImportId == runId && c.Before == null && c.Id > after).OrderBy(c => c.Id).Take(AtOnce).Select(c => new { c.Id, c.FactId }).ToListAsync(cancellation);
            if (changes.Count == 0) return count;
            var ids = changes.ConvertAll(c => c.FactId);
            count += await db.Set<T>().Where(f => EF.Parameter(ids).Contains(f.Id)).ExecuteDeleteAsync(cancellation);
            after = changes[^1].Id;
        }
    }

    public override async Task<int> RestoreAsync(CasesDbContext db, long runId, CancellationToken cancellation)
    {
        var (count, after) = (0, 0L);
        while (true)
        {
            var changes = await db.FactChanges.AsNoTracking().Where(c => c.ImportId == runId && c.Before != null && c.Id > after).OrderBy(c => c.Id).Take(AtOnce).ToListAsync(cancellation);
            if (changes.Count == 0) return count;
            var ids = changes.ConvertAll(c => c.FactId);
            var facts = await db.Set<T>().AsTracking().Where(f => EF.Parameter(ids).Contains(f.Id)).ToDictionaryAsync(f => f.Id, cancellation);
            foreach (var change in changes.Where(c => facts.ContainsKey(c.FactId)))
            {
                db.Entry(facts[change.FactId]).CurrentValues.SetValues(Read(change.Before!));
                count++;
            }

            await db.SaveChangesAsync(cancellation);
            after = changes[^1].Id;
        }
    }

    /// <summary>The months that a fact may count in.</summary>
    protected abstract IEnumerable<CalendarMonth> Months(T fact, TimeZoneInfo zone);

    protected static CalendarMonth MonthOf(DateOnly day) => new(day.Year, day.Month);

    private static T Read(string text) => JsonSerializer.Deserialize<T>(text, JsonText.Options)!;
}

internal sealed class UndoneChats : UndoneFacts<ChatFact>
{
    /// <summary>A chat that was drawn for a check stays, with the marks that it got.</summary>
    public override Task<bool> IsInUseAsync(CasesDbContext db, ImportRun run, CancellationToken cancellation) =>
        db.ChatSamples.Where(s => s.ShopId == run.ShopId).Join(db.ChatChecks, s => s.Id, k => k.SampleId, (s, k) => k.ChatFactId)
            .AnyAsync(fact => db.FactChanges.Any(c => c.ShopId == run.ShopId && c.Kind == run.Kind && c.FactId == fact && c.ImportId == run.Id && c.Before == null), cancellation);

    protected override IEnumerable<CalendarMonth> Months(ChatFact fact, TimeZoneInfo zone) => [MonthOf(fact.ChattedOn)];
}

internal sealed class UndoneRatings : UndoneFacts<Rating>
{
    protected override IEnumerable<CalendarMonth> Months(Rating fact, TimeZoneInfo zone) => [CalendarMonth.Of(fact.RatedAt, zone)];
}

/// <summary>No month's score counts shipments: they are the platforms' own assessments'.</summary>
internal sealed class UndoneShipments : UndoneFacts<Shipment>
{
    protected override IEnumerable<CalendarMonth> Months(Shipment fact, TimeZoneInfo zone) => [];
}

internal sealed class UndoneAttendance : UndoneFacts<AttendanceDay>
{
    /// <summary>A day counts in its month and, as an absence, in the eleven after it.</summary>
    protected override IEnumerable<CalendarMonth> Months(AttendanceDay fact, TimeZoneInfo zone) =>
        Enumerable.Range(0, fact.Present < fact.Due ? LongAbsence.SpanMonths : 1).Select(ahead => MonthOf(fact.Day).Plus(ahead));
}

internal sealed class UndoneFigures : UndoneFacts<ShopFigure>
{
    protected override IEnumerable<CalendarMonth> Months(ShopFigure fact, TimeZoneInfo zone)
    {
        for (var month = MonthOf(fact.From); month <= MonthOf(fact.To); month = month.Next) yield return month;
    }
}
