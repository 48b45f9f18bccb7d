using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>What the shifts of the current shop left open: the list, one of them, its files.</summary>
[RequireRight(Right.ReadCases)]
public sealed class HandoversController(CurrentShop current, Handovers handovers, ReadTaking taking, HandoverFile file, PageZone zone) : Controller
{
    [HttpGet("/handovers")]
    public async Task<IActionResult> Index(long? before, CancellationToken cancellation) =>
        View(await handovers.ListAsync((await ShopAsync(cancellation)).Id, before, cancellation));

    [HttpGet("/handovers/{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await handovers.FindAsync(shop.Id, id, cancellation) is not { } page) return NotFound();
        return View(page with { Taking = await taking.RunAsync(shop, page, HttpContext.SignedIn(), cancellation) });
    }

    [HttpGet("/handovers/{id:long}/{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Download(long id, string format, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await handovers.FindAsync(shop.Id, id, cancellation) is not { } page) return NotFound();
        var shift = string.Concat(page.Handover.ShiftName.Select(c => char.IsLetterOrDigit(c) ? c : '-'));
        var name = FormattableString.Invariant($"handover-{shop.Code}-{LocalDays.Text(page.Handover.WorkedOn)}-{shift}-{id}.{format}");
        var type = format == "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        return File(await file.WriteAsync(page, format, zone.Or(null)), type, name);
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
