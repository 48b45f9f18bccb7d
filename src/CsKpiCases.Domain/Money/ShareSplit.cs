namespace CsKpiCases.Domain.Money;

/// <summary>Splits an amount by shares so that the parts add up to the whole, to the fen (largest remainder).</summary>
public static class ShareSplit
{
    /// <summary>A whole, in basis points: 100% = 10000.</summary>
    public const int Whole = 10_000;

    /// <summary>True when no share is negative and together they make exactly 100%.</summary>
    public static bool IsWhole(IEnumerable<int> basisPoints)
    {
        var sum = 0L;
        foreach (var share in basisPoints)
        {
            if (share < 0)
            {
                return false;
            }

            sum += share;
        }

        return sum == Whole;
    }

    /// <summary>Parts in yuan of an amount in yuan, in the order of the shares.</summary>
    /// <exception cref="ArgumentException">The shares do not sum to 10000.</exception>
    public static IReadOnlyList<decimal> OfYuan(decimal yuan, IReadOnlyList<int> basisPoints) =>
        [.. OfFen(Fen.FromYuan(yuan), basisPoints).Select(Fen.ToYuan)];

    /// <summary>
    /// Parts in fen. Each part is the exact share cut to whole fen; the fen left over go one each to the largest
    /// remainders, the earlier share first among equals. A negative amount is split like its opposite.
    /// </summary>
    /// <exception cref="ArgumentException">The shares do not sum to 10000.</exception>
    public static IReadOnlyList<long> OfFen(long fen, IReadOnlyList<int> basisPoints)
    {
        if (!IsWhole(basisPoints))
        {
            throw new ArgumentException("Shares must sum to exactly 10000 basis points.", nameof(basisPoints));
        }

        var sign = fen < 0 ? -1 : 1;
        var whole = Int128.Abs(fen);
        var parts = basisPoints.Select(share => whole * share / Whole).ToArray();
        var left = (int)(whole - parts.Aggregate(Int128.Zero, (sum, part) => sum + part));
        var byRemainder = Enumerable.Range(0, parts.Length)
            .OrderByDescending(i => whole * basisPoints[i] % Whole)
            .ThenBy(i => i);
        foreach (var i in byRemainder.Take(left))
        {
            parts[i]++;
        }

        return [.. parts.Select(part => (long)(part * sign))];
    }
}
