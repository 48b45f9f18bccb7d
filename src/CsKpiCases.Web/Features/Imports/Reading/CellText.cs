using System.Globalization;
using System.Text;

namespace CsKpiCases.Web.Features.Imports.Reading;

/// <summary>What a cell says: text freed of what spreadsheets wrap around it, amounts, counts, durations, times.</summary>
public static class CellText
{
    private static readonly char[] Blanks = [' ', '\t', '\u00A0', '\u3000', '\uFEFF'];

    private static readonly string[] DateTimes =
    [
        "yyyy-M-d H:m:s", "yyyy-M-d H:m", "yyyy/M/d H:m:s", "yyyy/M/d H:m", "yyyy.M.d H:m:s", "yyyy.M.d H:m", "yyyy年M月d日 H:m:s", "yyyy年M月d日 H:m",
        "yyyy年M月d日 H时m分s秒", "yyyy年M月d日 H时m分", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd", "yyyyMMddHHmmss",
        "yyyy-M-d'T'H:m:s", "yyyy-M-d'T'H:m", "yyyy-M-d H:m:s.FFFFFFF", "yyyy-M-d'T'H:m:s.FFFFFFF",
    ];

    private static readonly string[] WithOffset =
    [
        "yyyy-M-d'T'H:m:s.FFFFFFFK", "yyyy-M-d'T'H:m:sK", "yyyy-M-d'T'H:mK", "yyyy-M-d H:m:s.FFFFFFFK", "yyyy-M-d H:m:sK", "yyyy-M-d H:mK", "yyyy-M-d H:m:s K", "yyyy-M-d H:m K",
    ];

    /// <summary>Trimmed, without the <c>="…"</c> and the leading apostrophe by which exports keep spreadsheets from rewriting a number.</summary>
    public static string Clean(string cell)
    {
        // most cells are clean: an import asks this a million times
        if (cell.Length == 0 || (char.IsAsciiLetterOrDigit(cell[0]) && char.IsAsciiLetterOrDigit(cell[^1]))) return cell;
        var text = cell.Trim(Blanks);
        if (text is ['=', '"', .., '"']) text = text[2..^1].Trim();
        return text is ['\'', _, ..] ? text[1..] : text;
    }

    /// <summary>Yuan: <c>¥1,234.50</c>, <c>１２.５元</c>; two decimals at most.</summary>
    public static bool TryReadAmount(string cell, out decimal amount)
    {
        var text = Narrow(cell).Trim('¥', '￥', '元', ' ').Replace("CNY", "", StringComparison.OrdinalIgnoreCase).Replace("RMB", "", StringComparison.OrdinalIgnoreCase);
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out amount) && Math.Abs(amount) < 1_000_000_000_000m && decimal.Round(amount, 2) == amount;
    }

    public static bool TryReadCount(string cell, out long count)
    {
        var read = TryReadAmount(cell, out var amount) && decimal.Truncate(amount) == amount;
        count = read ? (long)amount : 0;
        return read;
    }

    /// <summary>Seconds: <c>35</c>, <c>35秒</c>, <c>1:05</c>, <c>0:01:05</c>, <c>1分5秒</c>; fractions are rounded.</summary>
    public static bool TryReadSeconds(string cell, out long seconds)
    {
        seconds = 0;
        var text = Narrow(cell).Replace("小时", ":", StringComparison.Ordinal).Replace("分钟", ":", StringComparison.Ordinal).Replace("分", ":", StringComparison.Ordinal);
        var isWhole = text.Contains(':', StringComparison.Ordinal) && !cell.EndsWith('秒') && (cell.Contains('分', StringComparison.Ordinal) || cell.Contains("小时", StringComparison.Ordinal));
        text = text.TrimEnd('秒', 's', ' ');
        if (isWhole && text.EndsWith(':')) text += cell.Contains("小时", StringComparison.Ordinal) && !cell.Contains('分', StringComparison.Ordinal) ? "0:0" : "0";
        decimal total = 0;
        foreach (var part in text.Split(':'))
        {
            if (!decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
            total = (total * 60) + number;
            if (total > 100_000_000) return false;
        }

        seconds = (long)Math.Round(total, MidpointRounding.AwayFromZero);
        return true;
    }

    /// <summary>An instant, in UTC: ISO 8601 with its offset, or a local time of the zone; a date is its midnight.</summary>
    public static bool TryReadInstant(string cell, TimeZoneInfo zone, out DateTime instant)
    {
        var text = Narrow(cell);
        if (text.Length > 10 && HasOffset(text)
            && DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            instant = Whole(at.UtcDateTime);
            return IsUsable(instant);
        }

        return TryReadLocal(text, DateTimes, zone, out instant);
    }

    /// <summary>An instant written in one given format, local to the zone unless the format has an offset.</summary>
    public static bool TryReadInstant(string cell, string format, TimeZoneInfo zone, out DateTime instant)
    {
        if (!format.Contains('z', StringComparison.Ordinal) && !format.Contains('K', StringComparison.Ordinal)) return TryReadLocal(cell, [format], zone, out instant);
        var read = DateTimeOffset.TryParseExact(cell, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at);
        instant = read ? Whole(at.UtcDateTime) : default;
        return read && IsUsable(instant);
    }

    /// <summary>Yes or no; nothing is no, anything else null.</summary>
    public static bool? Flag(string cell) => Narrow(cell).ToUpperInvariant() switch
    {
        "是" or "1" or "TRUE" or "YES" or "Y" => true,
        "" or "否" or "0" or "FALSE" or "NO" or "N" => false,
        _ => null,
    };

    /// <summary>A figure with up to six decimals; a percent sign makes it a fraction: <c>95.5%</c> is 0.955.</summary>
    public static bool TryReadFigure(string cell, out decimal figure, out bool isPercent)
    {
        var text = Narrow(cell).Trim('¥', '￥', '元', ' ');
        isPercent = text.EndsWith('%');
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        var read = decimal.TryParse(isPercent ? text[..^1] : text, styles, CultureInfo.InvariantCulture, out figure) && Math.Abs(figure) < 1_000_000_000_000m;
        if (isPercent) figure /= 100;
        return read && decimal.Round(figure, 6) == figure;
    }

    /// <summary>Full-width digits, letters and signs as plain ones, trimmed.</summary>
    public static string Narrow(string cell) => Ascii.IsValid(cell) ? cell.Trim() : cell.Normalize(NormalizationForm.FormKC).Trim();

    private static bool TryReadLocal(string text, string[] formats, TimeZoneInfo zone, out DateTime instant)
    {
        instant = default;
        if (!DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var local)) return false;
        if (local.Year is < 1900 or > 2200) return false;
        // a time inside a skipped hour is the instant of the jump's length later
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        instant = Whole(TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone));
        return true;
    }

    private static bool HasOffset(string text) => text[^1] is 'Z' or 'z' || text.IndexOfAny(['+', '-'], 10) >= 0;

    private static bool IsUsable(DateTime instant) => instant.Year is >= 1900 and <= 2200;

    private static DateTime Whole(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
