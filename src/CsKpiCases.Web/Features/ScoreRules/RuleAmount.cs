using System.Globalization;
using System.Text;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>Numbers as people type them, and as they are shown in a field.</summary>
internal static class RuleAmount
{
    /// <summary>With thousands separated, a percent or yuan sign, in wide digits.</summary>
    public static bool TryRead(string text, out decimal number) => decimal.TryParse(
        text.Normalize(NormalizationForm.FormKC).Trim('%', '¥', ' ').Replace(",", "", StringComparison.Ordinal),
        NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number);

    /// <summary>Without trailing zeros; empty for none.</summary>
    public static string Text(decimal? number) => number is { } known ? Domain.Money.Rounding.Plain(known).ToString(CultureInfo.InvariantCulture) : "";
}
