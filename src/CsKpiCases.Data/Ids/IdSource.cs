namespace CsKpiCases.Data.Ids;

/// <summary>
/// Makes ids: positive 64-bit numbers that grow with time — 41 bits of milliseconds since 2024, 10 bits of node number,
/// 12 bits of sequence. A burst of more than 4,096 in one millisecond borrows from the next ones; a clock that is set back
/// does not make it go back. The node number is asked for with the first id, so that whatever makes ids can be built before
/// the store is open.
/// </summary>
public sealed class IdSource(TimeProvider clock, Func<int> node)
{
    private static readonly long Epoch = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private readonly Lock gate = new();
    private readonly Lazy<long> nodeBits = new(() => (long)(node() & 0x3FF) << 12, LazyThreadSafetyMode.PublicationOnly);
    private long tick;
    private int sequence;

    public IdSource(TimeProvider clock, int node)
        : this(clock, () => node)
    {
    }

    /// <summary>The largest node number.</summary>
    public const int MaxNode = 1023;

    /// <summary>No id that was made at or after an instant (UTC) is smaller; to read a table of time-ordered rows from there on.</summary>
    public static long LowestAt(DateTime at) => Math.Max(0, new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeMilliseconds() - Epoch) << 22;

    /// <summary>When an id was made, UTC, to the millisecond.</summary>
    public static DateTime MadeAt(long id) => DateTimeOffset.FromUnixTimeMilliseconds((id >> 22) + Epoch).UtcDateTime;

    public long Next()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds() - Epoch;
            if (now > tick)
            {
                (tick, sequence) = (now, 0);
            }
            else if (++sequence > 0xFFF)
            {
                (tick, sequence) = (tick + 1, 0);
            }

            return (tick << 22) | nodeBits.Value | (long)sequence;
        }
    }
}
