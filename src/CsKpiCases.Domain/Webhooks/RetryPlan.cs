namespace CsKpiCases.Domain.Webhooks;

/// <summary>When something that was not taken is sent again, and when no more. Fifteen attempts last a day and a bit.</summary>
public static class RetryPlan
{
    public const int MostAttempts = 15;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The pause after an attempt: 30 s, doubled each time, at most 4 h, and up to a fifth more, so that what failed together
    /// does not come back together. The receiver's own wish counts where it is longer, up to 4 h. Null after the last attempt.
    /// </summary>
    /// <param name="attempt">Which attempt failed, from 1.</param>
    /// <param name="seed">Spreads: the same for the same delivery, so that a plan can be foreseen.</param>
    /// <param name="wish">What the receiver asked for (<c>Retry-After</c>).</param>
    public static TimeSpan? After(int attempt, long seed, TimeSpan? wish = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        if (attempt >= MostAttempts) return null;
        var pause = Doubled(attempt, Longest) * (1 + (Spread(seed, attempt) / 5));
        if (wish is not { } asked || asked <= pause) return Whole(pause);
        return asked < Longest ? Whole(asked) : Longest;
    }

    /// <summary>For how long a target that fails is left alone but for one attempt at the end: 30 s, doubled, at most 15 min.</summary>
    /// <param name="failures">How often it has failed since it last took something, from 1.</param>
    /// <param name="wish">What the receiver asked for.</param>
    public static TimeSpan Hold(int failures, TimeSpan? wish = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var hold = Doubled(failures, LongestHold);
        return wish is not { } asked || asked <= hold ? hold : asked < Longest ? Whole(asked) : Longest;
    }

    private static TimeSpan Doubled(int times, TimeSpan most)
    {
        var doublings = Math.Min(times - 1, 20);
        return First * (1 << doublings) is var pause && pause < most ? pause : most;
    }

    // From 0 up to 1: the golden ratio scatters neighbouring ids.
    private static double Spread(long seed, int attempt) => ((ulong)(seed + attempt) * 0x9E3779B97F4A7C15UL >> 40) / (double)(1 << 24);

    private static TimeSpan Whole(TimeSpan pause) => TimeSpan.FromSeconds(Math.Ceiling(pause.TotalSeconds));
}
