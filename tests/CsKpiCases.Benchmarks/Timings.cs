using System.Diagnostics;
using System.Globalization;

namespace CsKpiCases.Benchmarks;

/// <summary>How long each of many calls took, and how many were done a second.</summary>
internal sealed record Timings(string Name, int Callers, int Count, double P50Milliseconds, double P95Milliseconds, double PerSecond, double CpuMilliseconds)
{
    /// <summary>Calls from several callers at once, each of which waits for its answer before the next.</summary>
    public static async Task<Timings> MeasureAsync(string name, int callers, int count, Func<int, int, Task> call)
    {
        var each = count / callers;
        var times = new double[callers * each];
        var processor = Environment.CpuUsage.TotalTime;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await call(caller, i);
                times[(caller * each) + i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        })));
        var total = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Array.Sort(times);
        return new Timings(name, callers, times.Length, times[times.Length / 2], times[(int)(times.Length * 0.95)], times.Length / total, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / times.Length);
    }

    public string Line(Timings floor) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-34} {Callers,7} {Count,7} {P50Milliseconds,9:0.00} {P95Milliseconds,9:0.00} {PerSecond,9:0} {CpuMilliseconds,7:0.00} {PerSecond / floor.PerSecond,7:0.00}");

    public static string Header => $"{"what",-34} {"callers",7} {"calls",7} {"p50 ms",9} {"p95 ms",9} {"per s",9} {"cpu ms",7} {"ratio",7}";
}
