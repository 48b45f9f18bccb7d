using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ClockAudit;

/// <summary>What a comparison of stored clocks with their histories found.</summary>
/// <param name="Cases">Cases looked at.</param>
/// <param name="Clocks">Runs of clocks compared.</param>
/// <param name="Differ">How many of them differ.</param>
/// <param name="First">The first of these, at most <see cref="MostListed"/>.</param>
public sealed record AuditedClocks(long Cases, long Clocks, long Differ, IReadOnlyList<DifferingClock> First)
{
    public const int MostListed = 50;

    public static AuditedClocks None { get; } = new(0, 0, 0, []);

    public AuditedClocks Plus(AuditedClocks other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new AuditedClocks(Cases + other.Cases, Clocks + other.Clocks, Differ + other.Differ, [.. First.Concat(other.First).Take(MostListed)]);
    }
}

/// <summary>
/// Compares stored clocks with those that their cases' histories give, page by page of cases, each page as of one moment of
/// the store. It repairs nothing: a difference is a defect, and what caused it must be seen.
/// </summary>
public sealed class AuditClocks(IDbContextFactory<CasesDbContext> contexts, CompareClocks compare)
{
    /// <summary>The most cases of the sample that is looked at beside those that a day touched.</summary>
    public const int MostSampled = 2000;

    private const int PageSize = 200;

    // Numbered in the order of opening, which an index has; each day takes the next of N, so that N days take them all.
    private const string EveryNth =
        """
        SELECT "Id" AS "Value" FROM (SELECT "Id", ROW_NUMBER() OVER (ORDER BY "OpenedOn", "Id") AS place FROM "Cases" WHERE "ShopId" = {0}) numbered
         WHERE place % {1} = {2}
        """;

    /// <summary>All cases of a shop, each clock as of its last writing: as many pages at once as the machine has processors.</summary>
    public async Task<AuditedClocks> AllAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var (found, last) = (AuditedClocks.None, 0L);
        var going = new Queue<Task<AuditedClocks>>();
        while (await NextAsync(shop.Id, last, cancellation) is { Count: > 0 } page)
        {
            going.Enqueue(Task.Run(() => PageAsync(page, null, cancellation), cancellation));
            last = page[^1];
            // in the order of the pages, so that the first differences are always the same ones
            if (going.Count > Environment.ProcessorCount) found = found.Plus(await going.Dequeue());
        }

        while (going.Count > 0) found = found.Plus(await going.Dequeue());
        return found;
    }

    /// <summary>The cases of which a clock was touched on a local day, and a sample of the rest.</summary>
    /// <param name="shop">Whose.</param>
    /// <param name="day">Which day.</param>
    /// <param name="sampled">The most cases of the sample.</param>
    /// <param name="settledAt">All that fell due by then has been recorded.</param>
    /// <param name="cancellation">Given up.</param>
    public async Task<AuditedClocks> DayAsync(Shop shop, DateOnly day, int sampled, DateTime settledAt, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        List<long> cases;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            cases = [.. await TouchedAsync(db, shop, day, cancellation), .. await SampleAsync(db, shop.Id, day, sampled, cancellation)];
        }

        var found = AuditedClocks.None;
        foreach (var page in cases.Distinct().Order().Chunk(PageSize)) found = found.Plus(await PageAsync(page, settledAt, cancellation));
        return found;
    }

    /// <summary>One case in so many that there are at most <paramref name="most"/>, other ones each day.</summary>
    internal static async Task<List<long>> SampleAsync(CasesDbContext db, long shop, DateOnly day, int most, CancellationToken cancellation)
    {
        if (most == 0) return [];
        var nth = Math.Max(1, (await db.Cases.LongCountAsync(c => c.ShopId == shop, cancellation) + most - 1) / most);
        return await db.Database.SqlQueryRaw<long>(EveryNth, shop, nth, day.DayNumber % nth).ToListAsync(cancellation);
    }

    /// <summary>
    /// What was written of cases that day (ids grow with time), what fell due that day, and which open clocks were warned of:
    /// each walks what the day or the open cases hold, and no index over the instants of change, which every act would move.
    /// </summary>
    private static async Task<List<long>> TouchedAsync(CasesDbContext db, Shop shop, DateOnly day, CancellationToken cancellation)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var (from, to) = (LocalDays.StartOf(day, zone), LocalDays.StartOf(day.AddDays(1), zone));
        var (lowest, beyond) = (IdSource.LowestAt(from), IdSource.LowestAt(to));
        return await db.CaseEvents.Where(e => e.Id >= lowest && e.Id < beyond && e.ShopId == shop.Id).Select(e => e.CaseId)
            .Union(db.Breaches.Where(b => b.ShopId == shop.Id && b.BreachedAt >= from && b.BreachedAt < to).Select(b => b.CaseId))
            .Union(db.CaseClocks.Where(c => c.ShopId == shop.Id && c.NextDue > DueLevel.None && c.ChangedAt >= from && c.ChangedAt < to).Select(c => c.CaseId))
            .ToListAsync(cancellation);
    }

    private async Task<List<long>> NextAsync(long shop, long last, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Cases.Where(c => c.ShopId == shop && c.Id > last).OrderBy(c => c.Id).Select(c => c.Id).Take(PageSize).ToListAsync(cancellation);
    }

    private async Task<AuditedClocks> PageAsync(IReadOnlyCollection<long> ids, DateTime? settledAt, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var reading = await db.BeginReadAsync(cancellation);
        var cases = await db.Cases.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.Id)).ToListAsync(cancellation);
        var clocks = (await db.CaseClocks.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.CaseId)).ToListAsync(cancellation)).ToLookup(c => c.CaseId);
        var breaches = (await db.Breaches.AsNoTracking().Where(b => EF.Parameter(ids).Contains(b.CaseId) && b.WithdrawnByEvent == 0).ToListAsync(cancellation)).ToLookup(b => b.CaseId);
        var histories = await CaseLoading.HistoriesAsync(db, ids, cancellation);
        var found = AuditedClocks.None;
        foreach (var @case in cases)
        {
            List<CaseClock> stored = [.. clocks[@case.Id]];
            var differing = await compare.RunAsync(@case, [.. histories[@case.Id]], stored, [.. breaches[@case.Id]], settledAt, cancellation);
            found = found.Plus(new AuditedClocks(1, stored.Count, differing.Count, differing));
        }

        return found;
    }
}
