using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Buyers;

/// <summary>The archive of buyers: the list, one of them, his tags, his name and phone in full.</summary>
[RequireRight(Right.ReadCases)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class BuyersController(CurrentShop current, FindBuyers find, ReadBuyer read, ChangeBuyer change, UnmaskBuyer unmask, PageZone zone, Texts texts) : Controller
{
    [HttpGet("/buyers")]
    public async Task<IActionResult> Index([FromQuery] BuyerFilter filter, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return View(await find.RunAsync(shop, filter, cancellation));
    }

    [HttpGet("/buyers/{id:long}")]
    public async Task<IActionResult> Show(long id, string? from, CancellationToken cancellation) =>
        Page(await read.FindAsync(id, HttpContext.SignedIn(), cancellation) is { } page ? page with { FromCase = from } : null);

    /// <summary>The part of the case page that says what is to be known of its buyer.</summary>
    [HttpGet("/buyers/{id:long}/strip")]
    public async Task<IActionResult> Strip(long id, string? from, CancellationToken cancellation)
    {
        if (await read.StripAsync(id, HttpContext.SignedIn(), cancellation) is not { } page) return NotFound();
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(page.Shop.TimeZone);
        return PartialView("_Strip", page with { FromCase = from });
    }

    [HttpPost("/buyers/{id:long}")]
    public async Task<IActionResult> Change(long id, string? tier, string? tags, CancellationToken cancellation)
    {
        var signedIn = HttpContext.SignedIn();
        if (await read.FindAsync(id, signedIn, cancellation) is not { } page) return NotFound();
        if (!page.MayEdit) return StatusCode(StatusCodes.Status403Forbidden);
        var faults = await change.RunAsync(page.Buyer, tier, tags, signedIn.AccountId, cancellation);
        if (faults.Count > 0) return Refused(page with { Faults = faults });
        this.Flash(new Flash(texts["buyers.saved"]));
        return LocalRedirect(page.Href);
    }

    /// <summary>Shown by this answer, and by no other.</summary>
    [HttpPost("/buyers/{id:long}/unmask")]
    [ReturnAfterSignIn("/buyers/{id}")]
    public async Task<IActionResult> Unmask(long id, UnmaskForm form, CancellationToken cancellation)
    {
        var signedIn = HttpContext.SignedIn();
        var isPart = Request.Headers.ContainsKey("HX-Request");
        if ((isPart ? await read.StripAsync(id, signedIn, cancellation) : await read.FindAsync(id, signedIn, cancellation)) is not { } page) return NotFound();
        if (!page.MayUnmask) return StatusCode(StatusCodes.Status403Forbidden);
        var (shown, field, fault) = await unmask.RunAsync(page.Buyer, form, signedIn, cancellation);
        page = page with { FromCase = form.Case, Shown = shown, Faults = field is null ? page.Faults : new Dictionary<string, string> { [field] = fault! } };
        if (fault is not null && !isPart) return Refused(page);
        if (fault is not null) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return isPart ? PartialView("_Unmask", page) : Page(await read.FindAsync(id, signedIn, cancellation) is { } fresh ? fresh with { FromCase = form.Case, Shown = shown } : null);
    }

    [HttpGet("/buyers/{id:long}/unmask")]
    public IActionResult Opened(long id) => LocalRedirect("/buyers/" + id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private ViewResult Refused(BuyerPage page)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(page.Shop.TimeZone);
        return View("Show", page);
    }

    private IActionResult Page(BuyerPage? page)
    {
        if (page is null) return NotFound();
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(page.Shop.TimeZone);
        return View("Show", page);
    }
}
