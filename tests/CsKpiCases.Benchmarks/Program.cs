using CsKpiCases.Benchmarks;
using CsKpiCases.Benchmarks.Imports;
using CsKpiCases.Benchmarks.Jobs;
using CsKpiCases.Benchmarks.Store;

var benchmarks = new Dictionary<string, Func<BenchmarkOptions, Task<BenchmarkReport>>>
{
    ["import"] = ImportBenchmark.RunAsync,
    ["nightly"] = NightlyBenchmark.RunAsync,
    ["scores"] = ScoresBenchmark.RunAsync,
    ["start"] = StartBenchmark.RunAsync,
    ["store"] = StoreBenchmark.RunAsync,
    ["sweep"] = SweepBenchmark.RunAsync,
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var run) || BenchmarkOptions.Parse(args[1..]) is not { } options)
{
    await Console.Error.WriteLineAsync($"usage: {string.Join('|', benchmarks.Keys)} [--cases N] [--program FOLDER] [--json FILE]");
    return 2;
}

var report = await run(options);
await Console.Out.WriteAsync(report.Table());
if (options.Json is { } file) await File.WriteAllTextAsync(file, report.Json());
return report.Lines.All(line => line.IsWithinBar) ? 0 : 1;
