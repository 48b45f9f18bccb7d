using System.Diagnostics;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.Sweep;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Benchmarks.Jobs;

/// <summary><c>sweep [--cases N] [--json FILE]</c>: a sweep with nothing due, and with 10,000 due; a running clock a case (its bars are meant for 300,000).</summary>
internal static class SweepBenchmark
{
    public static async Task<BenchmarkReport> RunAsync(BenchmarkOptions options)
    {
        const int due = 10_000;
        const int rounds = 5;
        var clocks = Math.Max(options.Cases, due * rounds);
        await using var store = await JobsStore.CreateAsync();
        var start = store.Clock.Now;
        // Each round's clocks fall due within one minute of it; the rest much later.
        await store.FillRunningAsync(clocks, i => i < due * rounds ? start.AddHours(4).AddMinutes(10 * (1 + (i / due))).AddSeconds(i % 60) : start.AddDays(30).AddSeconds(i));
        var sweep = store.Use<SweepClocks>();
        await sweep.RunAsync(default);

        var idle = await Measured.TimesAsync(21, () => sweep.RunAsync(default));
        var probe = await Measured.TimesAsync(21, async () =>
        {
            await using var db = store.Open();
            await db.Database.SqlQueryRaw<int>("SELECT 1 AS \"Value\"").SingleAsync();
        });
        var busy = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            store.Clock.Now = start.AddHours(4).AddMinutes((10 * (1 + round)) + 2);
            var began = Stopwatch.GetTimestamp();
            var swept = await sweep.RunAsync(default);
            busy.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (swept != due) throw new InvalidOperationException($"{swept} clocks were swept, {due} were due.");
        }

        return new BenchmarkReport("sweep", $"{clocks} running clocks",
        [
            new BenchmarkLine("nothing due", "ms", idle, 5),
            new BenchmarkLine("floor: one statement", "ms", probe),
            new BenchmarkLine($"{due} fell due", "ms", busy, 1000),
            new BenchmarkLine("floor: the same rows written, nothing decided", "ms", await BareAsync(store, due)),
        ]);
    }

    /// <summary>The floor: as many clocks updated and breaches inserted, in as many durable transactions.</summary>
    private static async Task<IReadOnlyList<double>> BareAsync(JobsStore store, int due)
    {
        const int batch = 400;
        await using var db = store.Open();
        var rows = await db.CaseClocks.AsNoTracking().OrderBy(c => c.Id).Take(due).ToListAsync();
        var breaches = await db.Breaches.AsNoTracking().OrderBy(b => b.Id).Take(due).ToListAsync();
        var run = 1;
        return await Measured.TimesAsync(3, async () =>
        {
            run++;
            for (var i = 0; i < due; i += batch)
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                var (clocks, missed) = (rows.Skip(i).Take(batch).ToList(), breaches.Skip(i).Take(batch).ToList());
                foreach (var clock in clocks) clock.JudgedAt = clock.JudgedAt?.AddSeconds(1);
                foreach (var breach in missed) (breach.Id, breach.Run) = (store.Use<IdSource>().Next(), run);
                await BulkRows.UpdateAsync(db, clocks, SweepBatch.Changed, default);
                await BulkRows.InsertAsync(db, missed, false, default);
                await transaction.CommitAsync();
            }
        });
    }
}
