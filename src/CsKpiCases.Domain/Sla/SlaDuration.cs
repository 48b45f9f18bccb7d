using System.Globalization;
using System.Text;

namespace CsKpiCases.Domain.Sla;

/// <summary>
/// The length of a goal or limit: either seconds (ISO 8601 from days to seconds, <c>P1D</c> = 24 h, no fractions,
/// no months) or a number of working days (<c>2WD</c>), which becomes seconds when a run starts (sla.md, rule 8).
/// </summary>
/// <param name="Amount">Seconds (0 and up), or working days (1 to <see cref="MostWorkingDays"/>).</param>
/// <param name="IsWorkingDays">Whether <paramref name="Amount"/> counts working days.</param>
public readonly record struct SlaDuration(long Amount, bool IsWorkingDays)
{
    /// <summary>Ten years of days: what lies beyond has no due instant anyway.</summary>
    public const long MostWorkingDays = 3_660;

    /// <summary>Above this (some 3,000 years) a text does not parse, so that sums cannot overflow.</summary>
    public const long MostSeconds = 100_000_000_000;

    public static SlaDuration OfSeconds(long seconds) => new(seconds, false);

    public static SlaDuration OfHours(int hours) => new(hours * 3600L, false);

    public static SlaDuration OfWorkingDays(int days) => new(days, true);

    /// <summary>Whether the two are of one kind, so that one can be called longer than the other.</summary>
    public bool IsComparableTo(SlaDuration other) => IsWorkingDays == other.IsWorkingDays;

    /// <summary>Reads <c>PT4H</c>, <c>P1DT12H</c>, <c>PT90M</c> or <c>2WD</c>; upper case, exact.</summary>
    public static bool TryParse(string? text, out SlaDuration duration)
    {
        duration = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }
        return text[0] == 'P' ? TryParseIso(text, out duration) : TryParseWorkingDays(text, out duration);
    }

    /// <summary>Elapsed time as hours, minutes, seconds, zero parts left out: <c>PT26H5M</c>; zero is <c>PT0S</c>.</summary>
    public static string FormatSeconds(long seconds)
    {
        if (seconds <= 0)
        {
            return "PT0S";
        }
        var text = new StringBuilder("PT");
        AppendPart(text, seconds / 3600, 'H');
        AppendPart(text, seconds / 60 % 60, 'M');
        AppendPart(text, seconds % 60, 'S');
        return text.ToString();
    }

    public override string ToString() =>
        IsWorkingDays ? Amount.ToString(CultureInfo.InvariantCulture) + "WD" : FormatSeconds(Amount);

    private static void AppendPart(StringBuilder text, long value, char unit)
    {
        if (value > 0)
        {
            text.Append(value.ToString(CultureInfo.InvariantCulture)).Append(unit);
        }
    }

    private static bool TryParseWorkingDays(string text, out SlaDuration duration)
    {
        duration = default;
        if (text.Length < 3 || !text.EndsWith("WD", StringComparison.Ordinal)
            || !TryReadNumber(text.AsSpan(0, text.Length - 2), out var days)
            || days is < 1 or > MostWorkingDays)
        {
            return false;
        }
        duration = new SlaDuration(days, true);
        return true;
    }

    private static bool TryParseIso(string text, out SlaDuration duration)
    {
        duration = default;
        long total = 0;
        var position = 1;
        var inTime = false;
        var lastUnit = -1;
        while (position < text.Length)
        {
            if (text[position] == 'T' && !inTime)
            {
                inTime = true;
                position++;
                // A "T" promises a time part.
                if (position == text.Length)
                {
                    return false;
                }
                continue;
            }
            var end = position;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }
            if (end == text.Length || !TryReadNumber(text.AsSpan(position, end - position), out var number))
            {
                return false;
            }
            var (rank, seconds) = Unit(text[end], inTime);
            if (rank <= lastUnit || number > MostSeconds / seconds || (total += number * seconds) > MostSeconds)
            {
                return false;
            }
            lastUnit = rank;
            position = end + 1;
        }
        duration = new SlaDuration(total, false);
        return lastUnit >= 0;
    }

    private static (int Rank, long Seconds) Unit(char letter, bool inTime) => (letter, inTime) switch
    {
        ('D', false) => (0, 86_400),
        ('H', true) => (1, 3_600),
        ('M', true) => (2, 60),
        ('S', true) => (3, 1),
        _ => (-1, 1),
    };

    private static bool TryReadNumber(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
