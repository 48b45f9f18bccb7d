using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.People;

/// <summary>A time of the day in which somebody is not to be written to: from inclusive, to exclusive, over midnight where it ends before it begins.</summary>
/// <param name="From">Local time.</param>
/// <param name="To">Local time; the same as <paramref name="From"/>: never quiet.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    private const long Day = 86_400;
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    /// <summary>The first instant, not before <paramref name="now"/>, at which he may be written to. A quiet time that a DST jump cuts ends with the jump.</summary>
    public DateTime NextLoud(DateTime now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var utc = (long)Math.Floor((now - Epoch).TotalSeconds);
        var local = utc + LocalTime.OffsetAt(zone, utc);
        var (midnight, time) = (local - (local % Day), local % Day);
        if (!IsQuiet(time)) return now;
        var end = midnight + Seconds(To) + (time >= Seconds(To) ? Day : 0);
        var loud = Instants.FromSeconds(LocalTime.EdgeAt(zone, end, isClosing: true));
        return loud > now ? loud : now;
    }

    private bool IsQuiet(long time) => Seconds(From) <= Seconds(To)
        ? time >= Seconds(From) && time < Seconds(To)
        : time >= Seconds(From) || time < Seconds(To);

    private static long Seconds(TimeOnly time) => (long)time.ToTimeSpan().TotalSeconds;
}
