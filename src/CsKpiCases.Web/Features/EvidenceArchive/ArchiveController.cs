using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.EvidenceArchive;

/// <summary>The register of a shop's evidence, on the page and as a file.</summary>
[RequireRight(Right.ReadCases)]
public sealed class ArchiveController(CurrentShop current, FindArchive archive, ArchiveFile file, PageZone zone, TimeProvider time) : Controller
{
    [HttpGet("/evidence")]
    public async Task<IActionResult> Index([FromQuery] ArchiveFilter filter, CancellationToken cancellation) =>
        View(await archive.PageAsync(await ShopAsync(cancellation), filter, cancellation));

    [HttpGet("/evidence/{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Download(string format, [FromQuery] ArchiveFilter filter, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var content = await file.WriteAsync(await archive.AllAsync(shop, filter, ArchiveFile.MostRows, cancellation), format, zone.Zone, cancellation);
        var type = format == "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        return File(content, type, FormattableString.Invariant($"evidence-{shop.Code}-{TimeZoneInfo.ConvertTimeFromUtc(time.GetUtcNow().UtcDateTime, zone.Zone):yyyyMMdd}.{format}"));
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
