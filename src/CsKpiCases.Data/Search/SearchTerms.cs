using System.Text;

namespace CsKpiCases.Data.Search;

/// <summary>
/// Turns text into the terms that are stored and looked for: bigrams of CJK runs, and bigrams of letters and digits, lower-cased.
/// The same terms serve both databases, and two characters are enough to find something.
/// </summary>
public static class SearchTerms
{
    /// <summary>More terms than this are not stored for one case: 4,000 characters of text.</summary>
    public const int Most = 4000;

    /// <summary>The distinct terms of some texts, in the order of their first appearance.</summary>
    public static IReadOnlyCollection<string> Of(params IEnumerable<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text)) Add(terms, text.Normalize(NormalizationForm.FormKC));
        }

        return terms;
    }

    /// <summary>The terms that all must be present for a query to match; empty when it has no two characters in a row.</summary>
    public static IReadOnlyCollection<string> OfQuery(string query) => Of(query);

    // By code points and not by chars: rare characters of names are pairs of chars.
    private static void Add(HashSet<string> terms, string text)
    {
        Rune? before = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (terms.Count == Most) return;
            Rune? here = Rune.IsLetterOrDigit(rune) ? Rune.ToLowerInvariant(rune) : null;
            if (before is { } a && here is { } b) terms.Add(a.ToString() + b.ToString());
            before = here;
        }
    }

    /// <summary>
    /// A term as one token of ASCII letters and digits for SQLite's FTS5, whose tokenizer would otherwise split or fold it:
    /// <c>x</c> and the characters' codes.
    /// </summary>
    public static string Token(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        var token = new StringBuilder("x", 1 + (4 * term.Length));
        foreach (var c in term) token.Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
        return token.ToString();
    }
}
