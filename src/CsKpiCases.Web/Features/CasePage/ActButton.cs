namespace CsKpiCases.Web.Features.CasePage;

/// <summary>A button that does an act at once, or opens its form.</summary>
/// <param name="Key">The letter that presses it.</param>
public sealed record ActButton(CaseView View, string Act, string Text, string Href, string Css, string? Key);
