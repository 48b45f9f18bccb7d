using CsKpiCases.Data.Rows;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Live;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CsKpiCases.Web.Features.SignIn;

/// <summary>In, out, and one's own password.</summary>
public sealed class SignInController(
    CheckSignIn check, ChangePassword change, OfferDemo offer, SignInManager<Account> signIn, Texts texts, TimeProvider time) : Controller
{
    [AllowAnonymous, HttpGet("/sign-in")]
    [ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public async Task<IActionResult> Index(string? returnUrl, CancellationToken cancellation) =>
        User.Identity?.IsAuthenticated == true
            ? LocalRedirect(Local(returnUrl))
            : View(await PageAsync(null, returnUrl, failed: false, cancellation));

    [AllowAnonymous, HttpPost("/sign-in"), EnableRateLimiting(SignInLimit.Policy)]
    public async Task<IActionResult> Enter(string? userName, string? password, string? returnUrl, CancellationToken cancellation)
    {
        var account = await check.RunAsync(userName, password, HttpContext.IsFromLoopback());
        if (account is null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Index", await PageAsync(userName, returnUrl, failed: true, cancellation));
        }

        if (Language.Remembered(account.Language) is { } language) Remember(language.Name);
        return LocalRedirect(account.MustChangePassword ? MustChangePassword.Page : Local(returnUrl));
    }

    [HttpPost("/sign-out"), AllowAnonymous]
    public async Task<IActionResult> Leave([FromServices] LiveNews live, CancellationToken cancellation)
    {
        await signIn.SignOutAsync();
        if (HttpContext.SignedInOrNull() is { } signedIn) await live.EndAsync(signedIn.AccountId, cancellation);
        return LocalRedirect("/sign-in");
    }

    [HttpGet(MustChangePassword.Page)]
    public IActionResult Password() => View(new PasswordPage(IsForced, null));

    [HttpPost(MustChangePassword.Page), EnableRateLimiting(SignInLimit.Policy)]
    public async Task<IActionResult> SavePassword(string? current, string? chosen, string? again)
    {
        if (await change.RunAsync(User, current, chosen, again) is { } refused)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Password", new PasswordPage(IsForced, refused));
        }

        this.Flash(new Flash(texts["password.changed"]));
        return LocalRedirect("/");
    }

    private bool IsForced => User.HasClaim(c => c.Type == MustChangePassword.ClaimType);

    private async Task<SignInPage> PageAsync(string? userName, string? returnUrl, bool failed, CancellationToken cancellation) =>
        new(userName, Local(returnUrl), failed, await offer.RunAsync(HttpContext.IsFromLoopback(), cancellation));

    private string Local(string? url) => Url.IsLocalUrl(url) ? url : "/";

    private void Remember(string language) => Response.Cookies.Append(Language.Cookie, language, new CookieOptions
    {
        Expires = time.GetUtcNow().AddYears(1), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = Request.IsHttps,
    });
}
