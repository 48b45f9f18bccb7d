using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>Everybody's own notices.</summary>
[RequireRight(Right.ReadCases)]
public sealed class NoticesController(CurrentShop current, FindNotices notices, MarkNoticesRead mark, PageZone zone) : Controller
{
    [HttpGet("/notices")]
    public async Task<IActionResult> Index(long? before, CancellationToken cancellation)
    {
        if (await current.GetAsync(cancellation) is { } shop) zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return View(await notices.ListAsync(HttpContext.SignedIn().AccountId, before, cancellation));
    }

    /// <summary>The count of the bell, asked for by the page once it stands.</summary>
    [HttpGet("/notices/bell")]
    public async Task<IActionResult> Bell(CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        return PartialView("_Bell", await notices.UnreadAsync(HttpContext.SignedIn().AccountId, cancellation));
    }

    /// <summary>Reads one and goes to what it is about.</summary>
    [HttpPost("/notices/{id:long}/open")]
    public async Task<IActionResult> Open(long id, CancellationToken cancellation)
    {
        await mark.RunAsync(HttpContext.SignedIn().AccountId, id, null, cancellation);
        var href = await notices.HrefAsync(HttpContext.SignedIn().AccountId, id, cancellation);
        return LocalRedirect(Url.IsLocalUrl(href) ? href : "/notices");
    }

    [HttpPost("/notices/read")]
    public async Task<IActionResult> Read(long upTo, CancellationToken cancellation)
    {
        await mark.RunAsync(HttpContext.SignedIn().AccountId, null, upTo, cancellation);
        return LocalRedirect("/notices");
    }
}
