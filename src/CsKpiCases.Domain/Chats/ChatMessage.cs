namespace CsKpiCases.Domain.Chats;

/// <summary>A line of a chat.</summary>
/// <param name="Speaker">What stands before the words: a name, a time; empty where there is nothing.</param>
/// <param name="Words">What was said, folded; its places count from the beginning of the whole text.</param>
internal sealed record ChatMessage(string Speaker, FoldedText Words)
{
    // longer is no name any more, but a sentence with a colon in it
    private const int LongestSpeaker = 40;

    public static IEnumerable<ChatMessage> Of(string text)
    {
        var start = 0;
        while (start <= text.Length)
        {
            var end = text.IndexOf('\n', start) is var found && found >= 0 ? found : text.Length;
            var words = start + SpeakerLength(text.AsSpan(start, end - start));
            if (words < end) yield return new ChatMessage(text[start..words], FoldedText.Of(text, words, end));
            start = end + 1;
        }
    }

    /// <summary>A hit of folded letters, as a place in the text.</summary>
    public PhraseHit Hit(int at, int length, PhraseKind kind, string phrase) =>
        new(Words.Places[at], Words.Places[at + length - 1] + 1 - Words.Places[at], kind, phrase);

    /// <summary>Up to the first colon that is not within a time.</summary>
    private static int SpeakerLength(ReadOnlySpan<char> line)
    {
        for (var i = 0; i < line.Length && i < LongestSpeaker; i++)
        {
            if (line[i] is ':' or '：' && !(i + 1 < line.Length && char.IsAsciiDigit(line[i + 1]) && i > 0 && char.IsAsciiDigit(line[i - 1]))) return i + 1;
        }

        return 0;
    }
}

/// <summary>A text as it is compared: full-width letters and signs as narrow ones, small letters, without spaces and what cannot be seen.</summary>
/// <param name="Letters">What is compared.</param>
/// <param name="Places">Where each of them stands in the text that it came from.</param>
internal sealed record FoldedText(string Letters, IReadOnlyList<int> Places)
{
    private const char FirstWide = '！';
    private const char LastWide = '～';
    private const int FromWide = FirstWide - '!';

    public static FoldedText Of(string text) => Of(text, 0, text.Length);

    public static FoldedText Of(string text, int from, int to)
    {
        var letters = new System.Text.StringBuilder(to - from);
        var places = new List<int>(to - from);
        for (var i = from; i < to; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format) continue;
            letters.Append(char.ToLowerInvariant(c is >= FirstWide and <= LastWide ? (char)(c - FromWide) : c));
            places.Add(i);
        }

        return new FoldedText(letters.ToString(), places);
    }
}
