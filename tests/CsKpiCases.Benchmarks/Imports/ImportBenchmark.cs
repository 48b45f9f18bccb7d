using System.Diagnostics;
using System.Globalization;
using CsKpiCases.Data.Storage;
using CsKpiCases.Tests;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Benchmarks.Imports;

/// <summary>
/// <c>import</c>: the real incident log (<c>CASES_TEST_DATA</c> names the folder of the real data, else shared/data beside the
/// repository) into an empty embedded store. Floor: the same rows written by bare prepared statements in batches. One
/// import warms up; then rounds of import and floor, each on new stores.
/// </summary>
internal static class ImportBenchmark
{
    private const int Rounds = 5;

    /// <summary>At least 0.4 × the floor's speed (quality.md).</summary>
    private const double MostTimesTheFloor = 2.5;

    private const string Policy = """
        [{ "name": "imported-24h", "order": 10, "match": { "caseType": "complaint" }, "calendar": { "continuous": true },
           "targets": [ { "clock": "resolution", "limit": "PT24H", "pauseWhile": ["buyer"] } ] }]
        """;

    public static async Task<BenchmarkReport> RunAsync(BenchmarkOptions options)
    {
        var work = Directory.CreateTempSubdirectory("cases-import-").FullName;
        try
        {
            var log = await UnpackAsync(work);
            var map = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, "tests", "CsKpiCases.Web.Tests", "Imports", "event-log-map.json"));
            await RoundAsync(Path.Combine(work, "warm"), log, map);
            var rounds = new List<Round>();
            for (var i = 0; i < Rounds; i++) rounds.Add(await RoundAsync(Path.Combine(work, i.ToString(CultureInfo.InvariantCulture)), log, map));
            return Report(rounds);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static BenchmarkReport Report(List<Round> rounds) => new(
        "import", string.Create(CultureInfo.InvariantCulture, $"event log of {rounds[0].Events:N0} events, {rounds[0].Rows:N0} rows written, embedded database, {Environment.ProcessorCount} cores"),
        [
            new BenchmarkLine("import event-log", "ms", [.. rounds.Select(r => r.Import.Milliseconds)]),
            new BenchmarkLine("import event-log, processor time", "ms", [.. rounds.Select(r => r.Import.ProcessorMilliseconds)]),
            new BenchmarkLine("import event-log", "events/s", [.. rounds.Select(r => r.Events * 1000 / r.Import.Milliseconds)]),
            new BenchmarkLine("floor: bare batch inserts of the same rows", "ms", [.. rounds.Select(r => r.Floor.Milliseconds)]),
            new BenchmarkLine("floor, processor time", "ms", [.. rounds.Select(r => r.Floor.ProcessorMilliseconds)]),
            new BenchmarkLine("floor", "events/s", [.. rounds.Select(r => r.Events * 1000 / r.Floor.Milliseconds)]),
            new BenchmarkLine("import / floor, time", "times", [.. rounds.Select(r => r.Import.Milliseconds / r.Floor.Milliseconds)], MostTimesTheFloor),
            new BenchmarkLine("import / floor, processor time", "times", [.. rounds.Select(r => r.Import.ProcessorMilliseconds / r.Floor.ProcessorMilliseconds)]),
            new BenchmarkLine("resident memory, from start to end of a run", "MB", rounds[0].MegabytesOverTime),
        ]);

    private static async Task<Round> RoundAsync(string folder, string log, string map)
    {
        var (imported, bare) = (StoreConnection.Embedded(Path.Combine(folder, "imported")), StoreConnection.Embedded(Path.Combine(folder, "bare")));
        await using var services = new ServiceCollection().AddLogging().AddStore(imported).AddFeatures().BuildServiceProvider();
        await services.OpenStoreAsync();
        var import = services.GetRequiredService<ImportFile>();
        var policies = Path.Combine(folder, "policies.json");
        await File.WriteAllTextAsync(policies, Policy);
        await import.RunAsync(new ImportRequest("policies", policies));

        using var memory = new MemoryWatch();
        var measured = Measured.Start();
        var done = (ImportOutcome.Done)await import.RunAsync(new ImportRequest("event-log", log) { Map = map });
        var imports = measured.Stop();
        var points = memory.Points();

        var rows = await BareInserts.ReadAsync(imported, services);
        await using (var other = new ServiceCollection().AddLogging().AddStore(bare).BuildServiceProvider()) await other.GetRequiredService<StoreMigrator>().MigrateAsync();
        GC.Collect();
        var floor = BareInserts.Write(bare, rows);
        return new Round(done.Result.Events, rows.Sum(r => r.Rows.Count), imports, floor, points);
    }

    private static async Task<string> UnpackAsync(string work)
    {
        var data = Environment.GetEnvironmentVariable("CASES_TEST_DATA") ?? Path.Combine(RepositoryFolder.Path, "..", "shared", "data");
        var target = Path.Combine(work, "incident_event_log.csv");
        var start = new ProcessStartInfo("xz", ["-dkc", Path.Combine(data, "incident-log", "incident_event_log.csv.xz")]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        await using (var file = File.Create(target)) await process.StandardOutput.BaseStream.CopyToAsync(file);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? target : throw new InvalidOperationException("The log could not be unpacked with xz: CASES_TEST_DATA names the folder of the real data.");
    }

    private sealed record Round(long Events, int Rows, Measured Import, Measured Floor, IReadOnlyList<double> MegabytesOverTime);
}

/// <summary>How long something took, and how much processor time.</summary>
internal sealed record Measured(double Milliseconds, double ProcessorMilliseconds)
{
    public static Running Start() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

    internal readonly record struct Running(long Began, TimeSpan Processor)
    {
        public Measured Stop() => new(Stopwatch.GetElapsedTime(Began).TotalMilliseconds, (Environment.CpuUsage.TotalTime - Processor).TotalMilliseconds);
    }
}

/// <summary>The process's resident memory, sampled while something runs.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private const int MostPoints = 12;
    private readonly List<double> samples = [];
    private readonly Timer timer;

    public MemoryWatch() => timer = new Timer(_ => Sample(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));

    /// <summary>In order, evenly over the time, each the highest of its stretch, MB.</summary>
    public IReadOnlyList<double> Points()
    {
        lock (samples) return [.. samples.Chunk(Math.Max(1, (samples.Count + MostPoints - 1) / MostPoints)).Select(c => c.Max())];
    }

    public void Dispose() => timer.Dispose();

    private void Sample()
    {
        using var self = Process.GetCurrentProcess();
        lock (samples) samples.Add(self.WorkingSet64 / 1048576);
    }
}
