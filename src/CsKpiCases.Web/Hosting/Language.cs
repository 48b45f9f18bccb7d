using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.Net.Http.Headers;

namespace CsKpiCases.Web.Hosting;

/// <summary>The two languages of the interface, and which one a request gets.</summary>
public static class Language
{
    public const string Cookie = "language";

    public static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static IReadOnlyList<CultureInfo> All { get; } = [Chinese, English];

    /// <summary>Any Chinese is zh-CN, everything else English.</summary>
    public static CultureInfo Of(CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh" ? Chinese : English;

    /// <summary>The remembered choice, or null when there is none that we speak.</summary>
    public static CultureInfo? Remembered(string? cookie) => cookie switch
    {
        "zh-CN" => Chinese,
        "en" => English,
        _ => null,
    };

    /// <summary>The best-liked language of an Accept-Language header that we speak; English when there is none.</summary>
    public static CultureInfo Negotiate(IList<StringWithQualityHeaderValue>? accepted)
    {
        var wanted = (accepted ?? [])
            .Where(language => language.Quality is null or > 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString())
            .FirstOrDefault(tag => Speaks(tag, "zh") || Speaks(tag, "en"));
        return wanted is not null && Speaks(wanted, "zh") ? Chinese : English;
    }

    internal static void Configure(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture(English);
        options.SupportedCultures = [.. All];
        options.SupportedUICultures = [.. All];
        options.RequestCultureProviders = [new CustomRequestCultureProvider(Determine)];
        options.ApplyCurrentCultureToResponseHeaders = true;
    }

    private static Task<ProviderCultureResult?> Determine(HttpContext context)
    {
        var language = Remembered(context.Request.Cookies[Cookie])
            ?? Negotiate(context.Request.GetTypedHeaders().AcceptLanguage);
        return Task.FromResult<ProviderCultureResult?>(new ProviderCultureResult(language.Name));
    }

    private static bool Speaks(string tag, string language) =>
        tag.Equals(language, StringComparison.OrdinalIgnoreCase)
        || tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);
}
