using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Calls;

/// <summary>Calls to buyers that agents have asked their supervisor for.</summary>
[RequireRight(Right.AssignCases)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CallsController(CurrentShop current, FindCalls find, LogCall log, PageZone zone, Texts texts) : Controller
{
    [HttpGet("/calls")]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await find.RunAsync((await ShopAsync(cancellation)).Id, cancellation));

    [HttpPost("/calls/{promise:long}")]
    [ReturnAfterSignIn("/calls")]
    public async Task<IActionResult> Log(long promise, bool reached, string? note, int version, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var page = await find.RunAsync(shop.Id, cancellation);
        if (page.Calls.FirstOrDefault(c => c.PromiseId == promise) is not { } call) return NotFound();
        if (await log.RunAsync(shop, call, reached, note, version, HttpContext.SignedIn().ActorIn(shop.Id), cancellation) is { } fault)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Index", await find.RunAsync(shop.Id, cancellation) with { Open = promise, Fault = fault, Note = note });
        }

        this.Flash(new Flash(texts[reached ? "calls.done" : "calls.tried", call.Number]));
        return LocalRedirect("/calls");
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
