using System.Text.RegularExpressions;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Durations as people type them into forms, in the one way that the file format writes them.</summary>
public static partial class TypedDuration
{
    /// <summary>
    /// <c>4h</c>, <c>90 m</c>, <c>1d</c>, <c>2wd</c>, <c>4小时</c>, <c>2个工作日</c> and the file's own <c>PT4H</c> in any case;
    /// anything else comes back as it was typed, to be refused in its place.
    /// </summary>
    /// <example><c>4h</c> is <c>PT4H</c>, <c>1d</c> is <c>P1D</c>, <c>2wd</c> is <c>2WD</c>.</example>
    public static string Read(string? typed)
    {
        var text = (typed ?? "").Trim();
        var match = Short().Match(text);
        if (!match.Success) return Domain.Sla.SlaDuration.TryParse(text.ToUpperInvariant(), out _) ? text.ToUpperInvariant() : text;
        var number = match.Groups["number"].Value;
        return match.Groups["unit"].Value.ToUpperInvariant() switch
        {
            "WD" or "工作日" => number + "WD",
            "D" or "天" => $"P{number}D",
            "H" or "小时" or "时" => $"PT{number}H",
            "M" or "分钟" or "分" => $"PT{number}M",
            _ => $"PT{number}S",
        };
    }

    [GeneratedRegex(@"^(?<number>[0-9]{1,9})\s*个?(?<unit>wd|工作日|d|天|h|小时|时|m|分钟|分|s|秒)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Short();
}
