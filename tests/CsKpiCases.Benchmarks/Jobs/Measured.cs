using System.Diagnostics;

namespace CsKpiCases.Benchmarks.Jobs;

/// <summary>Runs work several times.</summary>
internal static class Measured
{
    /// <summary>Milliseconds of each run, after one that warms up.</summary>
    public static async Task<IReadOnlyList<double>> TimesAsync(int times, Func<Task> work)
    {
        await work();
        var taken = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await work();
            taken.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return taken;
    }
}
