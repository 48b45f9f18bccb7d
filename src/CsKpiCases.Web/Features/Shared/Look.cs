namespace CsKpiCases.Web.Features.Shared;

/// <summary>How this browser wants pages to look, kept in cookies and drawn by the server.</summary>
public sealed record Look(string Theme, string Density)
{
    public const string ThemeCookie = "theme";
    public const string DensityCookie = "density";

    public static IReadOnlyList<string> Themes { get; } = ["auto", "light", "dark"];

    public static IReadOnlyList<string> Densities { get; } = ["dense", "comfortable"];

    public static Look Of(HttpRequest request) =>
        new(OneOf(Themes, request.Cookies[ThemeCookie]), OneOf(Densities, request.Cookies[DensityCookie]));

    private static string OneOf(IReadOnlyList<string> known, string? value) => known.Contains(value) ? value! : known[0];
}
