using System.Globalization;

namespace CsKpiCases.Web.Tests.Kills;

/// <summary>How often to kill, and when: a fixed seed gives the same row of moments in every run.</summary>
internal static class KillMoments
{
    private const string Variable = "CASES_KILLS";

    /// <summary>Kills of each scenario; 3 unless <c>CASES_KILLS</c> says otherwise.</summary>
    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : 3;

    /// <summary>How much progress is to be seen before each kill.</summary>
    public static IEnumerable<int> Progress(int seed, int least, int most)
    {
#pragma warning disable CA5394 // not a secret: it must be the same each time
        var random = new Random(seed);
        for (var i = 0; i < Count; i++) yield return random.Next(least, most);
#pragma warning restore CA5394
    }

    /// <summary>Asks again and again, as fast as the answers come, until the condition holds or the patience ends.</summary>
    public static async Task<bool> UntilAsync(Func<Task<bool>> holds, Func<bool> isOver, TimeSpan patience)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!isOver() && TimeProvider.System.GetElapsedTime(since) < patience)
        {
            if (await holds()) return true;
            await Task.Delay(1);
        }

        return await holds();
    }
}
