using System.Numerics;
using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>A set of waits, one bit each.</summary>
public readonly record struct WaitSet(ushort Bits)
{
    public static WaitSet Of(params ReadOnlySpan<Wait> waits)
    {
        ushort bits = 0;
        foreach (var wait in waits)
        {
            bits |= (ushort)(1 << (int)wait);
        }
        return new WaitSet(bits);
    }

    public int Count => BitOperations.PopCount(Bits);

    public bool Contains(Wait wait) => (Bits & (1 << (int)wait)) != 0;

    public WaitSet With(Wait wait) => new((ushort)(Bits | (1 << (int)wait)));

    /// <summary>Its members, in the order of their numbers.</summary>
    public IEnumerable<Wait> Members()
    {
        var bits = Bits;
        return Enum.GetValues<Wait>().Where(wait => (bits & (1 << (int)wait)) != 0);
    }
}
