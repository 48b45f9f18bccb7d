using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CsKpiCases.Domain.Money;

/// <summary>Reads amounts as platform exports and people write them: "¥1,234.50", "１２３．４元", "RMB 99".</summary>
public static partial class AmountText
{
    private static readonly string[] Prefixes = ["¥", "CNY", "RMB", "人民币"];
    private static readonly string[] Suffixes = ["元", "圆", "CNY", "RMB"];

    /// <summary>Reads yuan. False: <paramref name="reason"/> is blank, not_an_amount, too_large or too_fine.</summary>
    public static bool TryParse(string? text, out decimal yuan, out string? reason)
    {
        yuan = 0;
        var plain = Narrow(text ?? "").Trim();
        if (plain.Length == 0)
        {
            reason = "blank";
            return false;
        }

        var negative = TakeSign(ref plain);
        TakeCurrency(ref plain);
        // The sign stands on either side of the currency mark: -¥5, ¥-5.
        negative |= TakeSign(ref plain);
        if (!Amount().IsMatch(plain))
        {
            reason = "not_an_amount";
            return false;
        }

        var read = decimal.TryParse(plain, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size);
        reason = !read ? "too_large" : Fen.Check(size) switch
        {
            AmountFault.TooLarge => "too_large",
            AmountFault.TooFine => "too_fine",
            _ => null,
        };
        yuan = reason is null ? Rounding.Plain(negative ? -size : size) : 0;
        return reason is null;
    }

    private static bool TakeSign(ref string text)
    {
        if (text.Length == 0 || text[0] is not ('-' or '+'))
        {
            return false;
        }

        var negative = text[0] == '-';
        text = text[1..].TrimStart();
        return negative;
    }

    private static void TakeCurrency(ref string text)
    {
        var start = text;
        var prefix = Prefixes.FirstOrDefault(p => start.StartsWith(p, StringComparison.OrdinalIgnoreCase));
        text = text[(prefix?.Length ?? 0)..].TrimStart();
        var rest = text;
        var suffix = Suffixes.FirstOrDefault(s => rest.EndsWith(s, StringComparison.OrdinalIgnoreCase));
        text = text[..^(suffix?.Length ?? 0)].TrimEnd();
    }

    private static string Narrow(string text)
    {
        var narrow = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            narrow.Append(c switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
                '\uFFE5' => '¥',
                '\u3000' or '\u00A0' or '\t' => ' ',
                '\u2212' => '-',
                _ => c,
            });
        }

        return narrow.ToString();
    }

    // Separators stand between groups of three or not at all: "1,23" is nobody's amount.
    [GeneratedRegex(@"^([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]*)?$|^\.[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();
}
