using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.AuditTrail;

/// <summary>Who did what only few may do, and who saw whose data.</summary>
[RequireRight(Right.ReadAudit)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AuditTrailController(CurrentShop current, ReadAuditTrail read, PageZone zone) : Controller
{
    [HttpGet("/audit")]
    public async Task<IActionResult> Index(string? act, long? before, CancellationToken cancellation)
    {
        if (await current.GetAsync(cancellation) is { } shop) zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var shopId = (await current.GetAsync(cancellation))?.Id ?? 0;
        return View(await read.RunAsync(shopId, HttpContext.SignedIn().CanEverywhere(Right.ReadAudit), act, before, cancellation));
    }
}
