using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.PaySheet;

/// <summary>The pay sheet for HR, and everybody's own slip.</summary>
public sealed class PayController(CurrentShop current, ReadPaySheet read, GiveAward award, PayFile file, PageZone zone, Texts texts) : Controller
{
    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/pay")]
    [RequireRight(Right.ReadPay)]
    public async Task<IActionResult> Index(string? month, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return MonthOf(shop, month) is { } asked ? View(await read.SheetAsync(shop, asked, Reader.Can(Right.GiveAwards, shop.Id), cancellation)) : NotFound();
    }

    [HttpGet("/pay/mine")]
    [RequireRight(Right.ReadOwnScore)]
    public async Task<IActionResult> Mine(string? month, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return MonthOf(shop, month) is { } asked ? View("Slip", await read.SlipAsync(shop, asked, Reader.AccountId, isMine: true, cancellation)) : NotFound();
    }

    [HttpGet("/pay/{month}/{accountId:long}")]
    [RequireRight(Right.ReadPay)]
    public async Task<IActionResult> Slip(string month, long accountId, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (MonthOf(shop, month) is not { } asked) return NotFound();
        var page = await read.SlipAsync(shop, asked, accountId, isMine: false, cancellation);
        return page.Pay is null ? NotFound() : View(page);
    }

    [HttpGet("/pay/{month}/{format:regex(^(csv|xlsx)$)}")]
    [RequireRight(Right.ReadPay)]
    public async Task<IActionResult> Download(string month, string format, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (MonthOf(shop, month) is not { } asked) return NotFound();
        return File(await file.WriteAsync(await read.SheetAsync(shop, asked, false, cancellation), format), TableFile.TypeOf(format), $"pay-{shop.Code}-{asked}.{format}");
    }

    [HttpPost("/pay/{month}/awards")]
    [RequireRight(Right.GiveAwards)]
    public async Task<IActionResult> Give(string month, AwardForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (MonthOf(shop, month) is not { } asked) return NotFound();
        var faults = await award.RunAsync(shop, asked, form, Reader.AccountId, cancellation);
        if (faults.Count == 0)
        {
            this.Flash(new Flash(texts["pay.awarded"]));
            return LocalRedirect("/pay?month=" + asked);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Index", await read.SheetAsync(shop, asked, true, cancellation) with { Faults = faults, Award = form });
    }

    private CalendarMonth? MonthOf(Shop shop, string? month)
    {
        var running = read.RunningMonth(shop);
        if (string.IsNullOrEmpty(month)) return running;
        return CalendarMonth.TryParse(month, out var asked) && asked <= running ? asked : null;
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
