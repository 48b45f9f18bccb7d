namespace CsKpiCases.Data;

/// <summary>Texts cut to what their column holds.</summary>
public static class ClippedText
{
    /// <summary>At most so many characters, never half of one that takes two: neither database could store or search that.</summary>
    public static string To(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= most ? text : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }

    /// <summary>The same of its end, for names whose end says what they are.</summary>
    public static string EndOf(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= most ? text : char.IsLowSurrogate(text[^most]) ? text[^(most - 1)..] : text[^most..];
    }
}
