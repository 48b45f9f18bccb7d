using System.Text.Json;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Texts of codes: <c>FirstResponse</c> and <c>first_response</c> alike are <c>clock.first_response</c>.</summary>
public static class TextCodes
{
    /// <summary>The code's text under the prefix, or the code itself where it is one of an import's own.</summary>
    public static string Code(this Texts texts, string prefix, string code)
    {
        var key = prefix + Snake(code);
        return texts.Has(key) ? texts[key] : code;
    }

    public static string Snake(string code) => JsonNamingPolicy.SnakeCaseLower.ConvertName(code);
}
