using System.Globalization;

namespace CsKpiCases.Domain.Sla;

/// <summary>
/// A window of one day's working time, local, in minutes after midnight. An end that is not after the start crosses
/// midnight: <c>22:00-02:00</c> is four hours, <c>00:00-00:00</c> a whole day.
/// </summary>
/// <param name="Start">0 to 1439.</param>
/// <param name="End">0 to 1440 (<c>24:00</c>).</param>
public readonly record struct TimeWindow(int Start, int End)
{
    /// <summary>The end counted from the midnight before the start: above 1440 where it lies in the next day.</summary>
    public int EndFromStartDay => End > Start ? End : End + 1440;

    /// <summary>Reads <c>HH:mm-HH:mm</c>; the end may be <c>24:00</c>.</summary>
    public static bool TryParse(string? text, out TimeWindow window)
    {
        window = default;
        if (text is not { Length: 11 } || text[5] != '-'
            || !TryReadMinute(text.AsSpan(0, 5), out var start) || start == 1440
            || !TryReadMinute(text.AsSpan(6, 5), out var end))
        {
            return false;
        }
        window = new TimeWindow(start, end);
        return true;
    }

    public override string ToString() => $"{Clock(Start)}-{Clock(End)}";

    private static string Clock(int minute) =>
        string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    private static bool TryReadMinute(ReadOnlySpan<char> text, out int minute)
    {
        minute = 0;
        if (text[2] != ':'
            || !int.TryParse(text[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
        {
            return false;
        }
        minute = (hours * 60) + minutes;
        return minutes < 60 && minute <= 1440;
    }
}
