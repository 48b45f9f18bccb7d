using CsKpiCases.Web.Features.NightlyReport;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Benchmarks.Jobs;

/// <summary><c>nightly [--cases N] [--json FILE]</c>: the report of a day on which 3,000 cases were opened, against one GROUP BY over the same rows.</summary>
internal static class NightlyBenchmark
{
    public static async Task<BenchmarkReport> RunAsync(BenchmarkOptions options)
    {
        const int aDay = 3_000;
        await using var store = await JobsStore.CreateAsync();
        var day = new DateOnly(2026, 3, 1);
        var end = new DateTime(2026, 3, 1, 16, 0, 0, DateTimeKind.Utc);
        await store.FillHistoryAsync(options.Cases, aDay, end);
        var run = store.Use<RunNightlyReport>();
        var report = await run.MakeAsync(store.Shop, day, default);
        if (report.Sentence.Opened < aDay * 0.9) throw new InvalidOperationException($"Only {report.Sentence.Opened} cases were opened that day.");

        var made = await Measured.TimesAsync(5, () => run.MakeAsync(store.Shop, day, default));
        await using var db = store.Open();
        var (from, to) = (end.AddDays(-1), end);
        var floor = await Measured.TimesAsync(5, () => db.CaseClocks
            .Where(c => c.ShopId == store.Shop.Id && ((c.JudgedAt >= from && c.JudgedAt < to) || (c.StartedAt >= from && c.StartedAt < to)))
            .Join(db.Cases, c => c.CaseId, k => k.Id, (c, k) => new { c, k })
            .GroupBy(x => new { x.c.Clock, x.k.Type, x.k.OwnerId, x.c.State }).Select(g => new { g.Key, Many = g.Count(), Sum = g.Sum(x => x.c.ElapsedSeconds) }).ToListAsync());
        return new BenchmarkReport("nightly", $"{options.Cases} cases, {report.Sentence.Opened} opened that day",
            [new BenchmarkLine("report", "ms", made, 2000), new BenchmarkLine("floor: one GROUP BY over the same rows", "ms", floor)]);
    }
}
