namespace CsKpiCases.Domain.Chats;

/// <summary>Why a phrase must not be said to a buyer (seed 003, 四, "不用对抗式语言").</summary>
public enum PhraseKind : byte
{
    /// <summary>反问词.</summary>
    RhetoricalQuestion = 1,

    /// <summary>质问词.</summary>
    Blame = 2,

    /// <summary>推诿词.</summary>
    BrushOff = 3,

    /// <summary>重复话术: the same stock phrase again.</summary>
    Repeated = 4,
}

/// <summary>A phrase that must not be said.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Text">The words; full and half width, case and spaces make no difference.</param>
/// <param name="IsWholeMessage">Only a message that is nothing else: "哪个？" alone is curt, within a sentence it is not.</param>
public sealed record BannedPhrase(PhraseKind Kind, string Text, bool IsWholeMessage = false);

/// <summary>Where a phrase was said.</summary>
/// <param name="Start">Index of its first character in the text.</param>
/// <param name="Length">In characters of the text, spaces within included.</param>
public sealed record PhraseHit(int Start, int Length, PhraseKind Kind, string Phrase)
{
    public int End => Start + Length;
}

/// <summary>A stretch of a text: flagged by what was found there, or by nothing.</summary>
public sealed record TextStretch(string Text, IReadOnlyList<PhraseHit> Hits);

/// <summary>Finds banned phrases in what was said in a chat: one message a line, "name time: words" or the words alone.</summary>
public static class BannedPhrases
{
    /// <summary>A message that is said this often is a stock phrase too many.</summary>
    public const int RepeatedFrom = 2;

    // a greeting may come twice; what is shorter is no phrase
    private const int ShortestRepeated = 6;

    /// <summary>What is shipped, after seed 003. A list of a shop's own replaces a kind of it.</summary>
    public static IReadOnlyList<BannedPhrase> Shipped { get; } =
    [
        .. Read(PhraseKind.RhetoricalQuestion, "=哪个？\n=什么？\n=怎么了？\n你想怎样\n你想怎么样\n那你要怎么办\n难道不是吗\n你说呢"),
        .. Read(PhraseKind.Blame, "不是告诉你了么\n不是告诉你了吗\n不是跟你说了吗\n早就跟你说过\n你没看详情页吗\n你自己看\n是你自己弄坏的"),
        .. Read(PhraseKind.BrushOff, "不知道\n不清楚\n不关我的事\n这不归我管\n我也没办法\n你找快递\n你问平台吧"),
    ];

    /// <summary>Reads a list: a phrase a line, one after "=" for a message that is nothing else.</summary>
    public static IReadOnlyList<BannedPhrase> Read(PhraseKind kind, string lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line is ['=' or '＝', .. var rest] ? new BannedPhrase(kind, rest.Trim(), true) : new BannedPhrase(kind, line))
            .Where(phrase => FoldedText.Of(phrase.Text).Letters.Length > 0).DistinctBy(phrase => FoldedText.Of(phrase.Text).Letters)];
    }

    /// <summary>The list as it is read.</summary>
    public static string Write(IEnumerable<BannedPhrase> phrases, PhraseKind kind) =>
        string.Join('\n', phrases.Where(p => p.Kind == kind).Select(p => (p.IsWholeMessage ? "=" : "") + p.Text));

    /// <summary>Every hit, by where it begins, the longer first; hits may overlap.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="phrases">What must not be.</param>
    /// <param name="buyers">Names under which the buyer speaks: his lines are not looked at.</param>
    public static IReadOnlyList<PhraseHit> Find(string text, IEnumerable<BannedPhrase> phrases, params string[] buyers)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(buyers);
        var sought = phrases.Select(p => (Phrase: p, FoldedText.Of(p.Text).Letters)).Where(p => p.Letters.Length > 0).ToList();
        var messages = ChatMessage.Of(text).Where(m => !Array.Exists(buyers, buyer => buyer.Length > 0 && m.Speaker.Contains(buyer, StringComparison.OrdinalIgnoreCase))).ToList();
        var hits = messages.SelectMany(m => sought.SelectMany(p => In(m, p.Phrase, p.Letters))).Concat(Repeated(messages));
        return [.. hits.OrderBy(h => h.Start).ThenByDescending(h => h.Length).ThenBy(h => h.Kind)];
    }

    /// <summary>The text cut where hits begin and end; put together again it is the text.</summary>
    public static IReadOnlyList<TextStretch> Cut(string text, IReadOnlyList<PhraseHit> hits)
    {
        ArgumentNullException.ThrowIfNull(text);
        var edges = hits.SelectMany(h => new[] { h.Start, h.End }).Append(0).Append(text.Length).Distinct().Order().ToList();
        return [.. edges.Zip(edges.Skip(1), (from, to) => new TextStretch(text[from..to], [.. hits.Where(h => h.Start <= from && h.End >= to)]))];
    }

    private static IEnumerable<PhraseHit> In(ChatMessage message, BannedPhrase phrase, string letters)
    {
        if (phrase.IsWholeMessage)
        {
            if (message.Words.Letters == letters) yield return message.Hit(0, letters.Length, phrase.Kind, phrase.Text);
            yield break;
        }

        for (var at = message.Words.Letters.IndexOf(letters, StringComparison.Ordinal); at >= 0; at = message.Words.Letters.IndexOf(letters, at + 1, StringComparison.Ordinal))
        {
            yield return message.Hit(at, letters.Length, phrase.Kind, phrase.Text);
        }
    }

    /// <summary>From the second time on.</summary>
    private static IEnumerable<PhraseHit> Repeated(IEnumerable<ChatMessage> messages) =>
        messages.Where(m => m.Words.Letters.Length >= ShortestRepeated).GroupBy(m => m.Words.Letters)
            .SelectMany(same => same.Skip(RepeatedFrom - 1).Select(m => m.Hit(0, m.Words.Letters.Length, PhraseKind.Repeated, m.Words.Letters)));
}
