namespace CsKpiCases.Domain.Scoring;

/// <summary>Draws by lot so that anybody can draw the same again: the same ids and seed give the same answer, whatever the ids' order.</summary>
public static class Lot
{
    /// <summary>Some of the ids, all equally likely, in the order of the lot.</summary>
    /// <param name="ids">Each once.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="count">How many; more than there are: all.</param>
    public static IReadOnlyList<long> Draw(IEnumerable<long> ids, long seed, int count)
    {
        var left = ids.Distinct().Order().ToArray();
        var state = unchecked((ulong)seed);
        var take = Math.Clamp(count, 0, left.Length);
        for (var i = 0; i < take; i++)
        {
            var chosen = i + (int)(Next(ref state) % (ulong)(left.Length - i));
            (left[i], left[chosen]) = (left[chosen], left[i]);
        }

        return left[..take];
    }

    // SplitMix64: small, and the same on every machine and version of the runtime.
    private static ulong Next(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = state;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
