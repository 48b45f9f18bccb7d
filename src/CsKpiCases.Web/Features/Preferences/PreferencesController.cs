using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Preferences;

/// <summary>Language, theme and density, remembered by the browser for a year; for everybody, signed in or not.</summary>
[AllowAnonymous]
public sealed class PreferencesController(TimeProvider time) : Controller
{
    [HttpPost("/language")]
    public async Task<IActionResult> SetLanguage(string? value, string? returnUrl, CancellationToken cancellation)
    {
        if (Language.Remembered(value) is null) return BadRequest();
        // The site can be run without a store (its style page, tests): then only the browser remembers.
        var keep = HttpContext.RequestServices.GetService<KeepLanguage>();
        if (HttpContext.SignedInOrNull() is { } signedIn && keep is not null) await keep.RunAsync(signedIn.AccountId, value!, cancellation);
        return Remember(Language.Cookie, value!, returnUrl);
    }

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
