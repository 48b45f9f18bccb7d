using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>How one is told: everybody's own.</summary>
[RequireRight(Right.ReadCases)]
public sealed class NoticePreferencesController(CurrentShop current, NoticePreferences preferences, Texts texts) : Controller
{
    private static readonly Dictionary<string, string> Nothing = [];

    [HttpGet("/account/notices")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        await PageAsync(await preferences.ReadAsync(HttpContext.SignedIn().AccountId, cancellation), Nothing, cancellation);

    [HttpPost("/account/notices")]
    public async Task<IActionResult> Save(NoticeForm form, CancellationToken cancellation)
    {
        var wrong = await preferences.SaveAsync(HttpContext.SignedIn().AccountId, form, cancellation);
        if (wrong.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await PageAsync(form, wrong, cancellation);
        }

        this.Flash(new Flash(texts["told.saved"]));
        return LocalRedirect("/account/notices");
    }

    /// <summary>Mails him something, so that he sees whether it arrives.</summary>
    [HttpPost("/account/notices/trial")]
    public async Task<IActionResult> Try(CancellationToken cancellation)
    {
        var error = await preferences.TryAsync(HttpContext.SignedIn().AccountId, cancellation);
        this.Flash(error is null ? new Flash(texts["told.trial-sent"]) : new Flash(texts["told.trial-failed", error], FlashKind.Refused));
        return LocalRedirect("/account/notices");
    }

    private async Task<IActionResult> PageAsync(NoticeForm form, IReadOnlyDictionary<string, string> wrong, CancellationToken cancellation)
    {
        var shop = await current.GetAsync(cancellation);
        return View("Preferences", new NoticePreferencesPage(form, wrong, preferences.IsMailOn, shop?.TimeZone));
    }
}
