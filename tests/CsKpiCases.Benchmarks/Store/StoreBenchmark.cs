using System.Globalization;
using CsKpiCases.Data.Storage;
using Microsoft.Data.Sqlite;

namespace CsKpiCases.Benchmarks.Store;

/// <summary>
/// Logging a case and changing its state through the case store, by one caller and by eight, against the same rows written by
/// bare SQL in one durable transaction each by one client (quality.md, "Speed"). On SQLite, and on the PostgreSQL that
/// <c>CASES_BENCH_POSTGRES</c> names (an empty database with <c>fsync</c> on).
/// </summary>
internal static class StoreBenchmark
{
    private const int Callers = 8;
    private const int WarmUp = 400;
    private const double P50Milliseconds = 5;

    /// <summary>Throughput at eight callers is to be 0.4 times the floor's; as a bar that is not to be passed, its inverse.</summary>
    private const double FloorOverOurs = 1 / 0.4;

    public static async Task<BenchmarkReport> RunAsync(BenchmarkOptions options)
    {
        var count = Math.Max(200, options.Cases / 10);
        var lines = new List<BenchmarkLine>();
        var folder = Directory.CreateTempSubdirectory("cases-bench-").FullName;
        try
        {
            await OneAsync(StoreConnection.Embedded(folder), count, lines);
            if (Environment.GetEnvironmentVariable("CASES_BENCH_POSTGRES") is { Length: > 0 } connection) await OneAsync(StoreConnection.Named(connection, folder), count, lines);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        return new BenchmarkReport("store", string.Create(CultureInfo.InvariantCulture, $"{count} calls by one caller, {2 * count} by {Callers}"), lines);
    }

    private static async Task OneAsync(StoreConnection connection, int count, List<BenchmarkLine> lines)
    {
        await using var shop = await BenchmarkShop.OpenAsync(connection);
        // The code is compiled to its last tier, and the floor has a case of its own.
        var pattern = (await shop.InvestigatingAsync(1, 1))[0][0];
        for (var i = 0; i < WarmUp; i++) await shop.LogAsync(0, i);
        foreach (var warm in (await shop.InvestigatingAsync(1, WarmUp / BenchmarkShop.TurnsACase))[0])
        {
            for (var i = 0; i < BenchmarkShop.TurnsACase; i++) await shop.TurnAsync(warm, i);
        }

        await shop.TurnAsync(pattern, 0);
        var cases = await shop.InvestigatingAsync(Callers, Math.Max(1, count / Callers / 2));
        await using var bare = await BareRows.OfAsync(connection, pattern.Id);
        Console.WriteLine($"{connection.Provider}; ratio: throughput over bare SQL's by one client");
        Console.WriteLine(Timings.Header);
        await CompareAsync("log", (_, i) => bare.LogAsync(i), shop.LogAsync);
        await CompareAsync("state change", (_, _) => bare.TurnAsync(), (caller, i) => shop.TurnAsync(cases[caller][i % cases[caller].Count], i));

        async Task CompareAsync(string name, Func<int, int, Task> floorCall, Func<int, int, Task> call)
        {
            var floor = await Timings.MeasureAsync(name + ": bare SQL", 1, count, floorCall);
            var one = await Timings.MeasureAsync(name, 1, count, call);
            var many = await Timings.MeasureAsync(name, Callers, 2 * count, call);
            foreach (var measured in new[] { floor, one, many }) Console.WriteLine(measured.Line(floor));
            var what = $"{connection.Provider}: {name}";
            lines.Add(new BenchmarkLine(what + ", bare SQL, one client, p50", "ms", [floor.P50Milliseconds]));
            lines.Add(new BenchmarkLine(what + ", one caller, p50", "ms", [one.P50Milliseconds], P50Milliseconds));
            lines.Add(new BenchmarkLine($"{what}, bare SQL's throughput / ours at {Callers}", "times", [floor.PerSecond / many.PerSecond], FloorOverOurs));
        }
    }
}
