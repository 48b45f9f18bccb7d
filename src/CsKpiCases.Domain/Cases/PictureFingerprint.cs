using System.Numerics;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// What a picture looks like, in 64 bits: of a grid of nine by eight grey values each bit says whether a value is brighter than its
/// right neighbour. Size, format and compression hardly change it.
/// </summary>
public static class PictureFingerprint
{
    /// <summary>Values of a row of the grid.</summary>
    public const int Columns = 9;
    public const int Rows = 8;

    /// <summary>
    /// Two fingerprints that differ in no more bits show the same picture. With four quarters to three bits one quarter at least is
    /// equal: so the like of a picture is found by an index over each quarter.
    /// </summary>
    public const int MostDifferentBits = 3;

    /// <summary>Neighbours differ visibly from this many grey levels on.</summary>
    private const int VisibleStep = 3;

    /// <summary>Fewer visible steps say too little: a blank wall, a dark room, a sheet of paper would be the like of every other.</summary>
    private const int LeastVisibleSteps = 16;

    /// <summary>The fingerprint; null for a picture that shows too little to be told from others.</summary>
    /// <param name="grey">Row by row, <see cref="Columns"/> × <see cref="Rows"/> values from 0 (black) to 255.</param>
    /// <exception cref="ArgumentException">Not as many values.</exception>
    public static long? Of(ReadOnlySpan<byte> grey)
    {
        if (grey.Length != Columns * Rows) throw new ArgumentException($"{Columns * Rows} values are needed.", nameof(grey));
        var (bits, visible) = (0UL, 0);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns - 1; column++)
            {
                var step = grey[(row * Columns) + column] - grey[(row * Columns) + column + 1];
                if (Math.Abs(step) >= VisibleStep) visible++;
                bits = (bits << 1) | (step >= VisibleStep ? 1UL : 0UL);
            }
        }

        return visible < LeastVisibleSteps ? null : (long)bits;
    }

    /// <summary>Bits in which two fingerprints differ, 0 to 64.</summary>
    public static int Distance(long one, long other) => BitOperations.PopCount((ulong)(one ^ other));

    /// <summary>The four quarters, 0 to 65535 each.</summary>
    public static (int First, int Second, int Third, int Fourth) Bands(long fingerprint)
    {
        var bits = (ulong)fingerprint;
        return ((int)(bits & 0xFFFF), (int)((bits >> 16) & 0xFFFF), (int)((bits >> 32) & 0xFFFF), (int)(bits >> 48));
    }
}
