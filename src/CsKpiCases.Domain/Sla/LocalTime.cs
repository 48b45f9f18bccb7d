namespace CsKpiCases.Domain.Sla;

/// <summary>
/// Where a local time lies in UTC (sla.md, rule 7). Local times here are seconds since 1970 as a wall clock would
/// count them. It asks the zone only for offsets at instants, so it is right for zones that move without a DST flag.
/// </summary>
internal static class LocalTime
{
    private const long Day = 86_400;

    public static long OffsetAt(TimeZoneInfo zone, long utcSeconds)
    {
        var clamped = Math.Clamp(utcSeconds, -62_135_596_800 + Day, Instants.LastSecond - Day);
        return zone.GetUtcOffset(Instants.FromSeconds(clamped)).Ticks / TimeSpan.TicksPerSecond;
    }

    /// <summary>
    /// The instant of a window's edge. Inside a skipped hour: the jump. In a repeated hour: the first occurrence for
    /// an opening, the second for a closing.
    /// </summary>
    public static long EdgeAt(TimeZoneInfo zone, long local, bool isClosing)
    {
        var before = OffsetAt(zone, local - Day);
        var after = OffsetAt(zone, local + Day);
        if (before == after)
        {
            return local - before;
        }
        var first = local - before;
        var second = local - after;
        var firstIsReal = OffsetAt(zone, first) == before;
        var secondIsReal = OffsetAt(zone, second) == after;
        if (firstIsReal && secondIsReal)
        {
            return isClosing ? Math.Max(first, second) : Math.Min(first, second);
        }
        if (firstIsReal || secondIsReal)
        {
            return firstIsReal ? first : second;
        }
        return JumpBetween(zone, local - Day, local + Day, before);
    }

    private static long JumpBetween(TimeZoneInfo zone, long low, long high, long offsetBefore)
    {
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (OffsetAt(zone, middle) == offsetBefore)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
        return high;
    }
}
