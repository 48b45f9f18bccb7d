using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.NewCase;

/// <summary>Logging a complaint.</summary>
[RequireRight(Right.LogCases)]
public sealed class NewCaseController(CurrentShop current, SuggestOnNewCase suggest, LogNewCase log, PageZone zone, Texts texts) : Controller
{
    [HttpGet("/cases/new")]
    public async Task<IActionResult> Index([FromQuery] NewCaseForm form, CancellationToken cancellation)
    {
        if (await current.GetAsync(cancellation) is null) return LocalRedirect("/cases");
        var shop = await ShopAsync(cancellation);
        return View(new NewCasePage(form, new Dictionary<string, string>(), await suggest.RunAsync(shop, form, cancellation)));
    }

    /// <summary>What the page shows beside the form while somebody types.</summary>
    [HttpPost("/cases/new/suggest")]
    public async Task<IActionResult> Suggest(NewCaseForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return PartialView("_Suggestions", await suggest.RunAsync(shop, form, cancellation));
    }

    [HttpPost("/cases/new")]
    [TakesFiles]
    public async Task<IActionResult> Log(NewCaseForm form, List<IFormFile>? photos, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var (logged, faults) = await log.RunAsync(shop, form, photos ?? [], HttpContext.SignedIn().ActorIn(shop.Id), cancellation);
        if (logged is not null)
        {
            this.Flash(new Flash(texts[logged.DuplicateOfId is null ? "new.done" : "new.done-duplicate", logged.Number]));
            return LocalRedirect("/cases/" + logged.Number);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Index", new NewCasePage(form, faults, await suggest.RunAsync(shop, form, cancellation)));
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
