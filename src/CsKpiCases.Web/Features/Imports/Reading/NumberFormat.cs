using System.Buffers;
using System.Text.RegularExpressions;

namespace CsKpiCases.Web.Features.Imports.Reading;

/// <summary>
/// Whether a workbook shows the numbers of a format as dates or times. Only its placeholders say so: not the colours,
/// conditions and currencies in brackets, nor what is quoted, escaped, left as a gap or filled up with.
/// </summary>
internal static partial class NumberFormat
{
    private static readonly SearchValues<char> Dates = SearchValues.Create("ymdhs");

    /// <summary>Such as <c>yyyy-mm-dd</c>, <c>[h]:mm</c>.</summary>
    public static bool IsDate(string? code) => code is not null && Placeholders(code).AsSpan().ContainsAny(Dates);

    /// <summary>Of those, the ones that show no day, such as <c>[h]:mm</c>; months alone are no time.</summary>
    public static bool IsTime(string code)
    {
        var shown = Placeholders(code).AsSpan();
        return !shown.ContainsAny("yd") && (shown.ContainsAny("hs") || shown.Contains('['));
    }

    private static string Placeholders(string code) => Said().Replace(code, "").ToLowerInvariant();

    // hours, minutes and seconds in brackets are those that went by
    [GeneratedRegex("""
        "[^"]*"? | [\\_*]. | \[(?!(h+|m+|s+)\])[^\]]*\]?
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Said();
}
