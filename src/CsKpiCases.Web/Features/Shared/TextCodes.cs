using System.Globalization;
using System.Text.Json;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Texts of codes: <c>FirstResponse</c> and <c>first_response</c> alike are <c>clock.first_response</c>.</summary>
public static class TextCodes
{
    /// <summary>The code's text under the prefix, or the code itself where it is one of an import's own.</summary>
    public static string Code(this Texts texts, string prefix, string code) => texts.CodeIn(Texts.Current, prefix, code);

    /// <summary>The same in another language than the request's.</summary>
    public static string CodeIn(this Texts texts, CultureInfo language, string prefix, string code)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Of(language).GetValueOrDefault(prefix + Snake(code), code);
    }

    public static string Snake(string code) => JsonNamingPolicy.SnakeCaseLower.ConvertName(code);
}
