using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CsKpiCases.Domain.Workflow;

/// <summary>Whether a reason or note says nothing: it is missing, or nobody would see any of its characters.</summary>
public static class BlankText
{
    /// <summary>Letters and signs by their category that are drawn as nothing: Hangul fillers, the empty Braille cell.</summary>
    private const string DrawnAsNothing = "\u115F\u1160\u2800\u3164\uFFA0";

    /// <summary>True for null, blanks, and characters without a picture, such as U+200B; a mark alone that needs a letter is none either.</summary>
    public static bool Is([NotNullWhen(false)] string? text) => text is null || text.All(IsUnseen);

    private static bool IsUnseen(char character) =>
        char.IsWhiteSpace(character) || DrawnAsNothing.Contains(character, StringComparison.Ordinal)
        || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark;
}
