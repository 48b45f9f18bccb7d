namespace CsKpiCases.Web.Features.Demo;

/// <summary>Numbers that look random and are the same for the same seed on every machine and release (splitmix64).</summary>
internal sealed class DemoRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>The generator of one thing (a case, a day) of a seed: independent of all others.</summary>
    public static DemoRandom Of(long seed, long thing) => new(unchecked(((ulong)seed * 0xD1342543DE82EF95UL) ^ (((ulong)thing + 1) * 0x9E3779B97F4A7C15UL)));

    public ulong NextBits()
    {
        var x = unchecked(state += 0x9E3779B97F4A7C15UL);
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL);
        x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EBUL);
        return x ^ (x >> 31);
    }

    /// <summary>From 0, below 1.</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + (int)(NextBits() % (ulong)(high - low + 1));

    public bool Chance(double probability) => Next() < probability;

    public T Pick<T>(IReadOnlyList<T> values) => values[(int)(NextBits() % (ulong)values.Count)];

    /// <summary>Minutes, mostly near the lower end: how long people take.</summary>
    public double Minutes(double low, double high) => low + ((high - low) * Math.Pow(Next(), 2.2));
}
