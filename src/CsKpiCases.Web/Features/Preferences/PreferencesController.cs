using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Preferences;

/// <summary>Language, theme and density, remembered by the browser for a year; for everybody, signed in or not.</summary>
[AllowAnonymous]
public sealed class PreferencesController(TimeProvider time) : Controller
{
    [HttpPost("/language")]
    public IActionResult SetLanguage(string? value, string? returnUrl) =>
        Language.Remembered(value) is null ? BadRequest() : Remember(Language.Cookie, value!, returnUrl);

    [HttpPost("/theme")]
    public IActionResult SetTheme(string? value, string? returnUrl) =>
        Look.Themes.Contains(value) ? Remember(Look.ThemeCookie, value!, returnUrl) : BadRequest();

    [HttpPost("/density")]
    public IActionResult SetDensity(string? value, string? returnUrl) =>
        Look.Densities.Contains(value) ? Remember(Look.DensityCookie, value!, returnUrl) : BadRequest();

    private LocalRedirectResult Remember(string cookie, string value, string? returnUrl)
    {
        Response.Cookies.Append(cookie, value, new CookieOptions
        {
            Expires = time.GetUtcNow().AddYears(1),
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = Request.IsHttps,
        });
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }
}
