using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Registers;

/// <summary>An act on several rows, as the page sends it.</summary>
public sealed record RowsForm(string? Act, IReadOnlyList<string>? Rows, string? Note, string? ReturnUrl);

/// <summary>The daily lists and the registers: the overview, each of them, its files, and what is done on many rows.</summary>
[RequireRight(Right.ReadCases)]
public sealed class RegistersController(CurrentShop current, ShowRegister show, RegisterFile file, ActOnRows actOnRows, PageZone zone) : Controller
{
    [HttpGet("/registers")]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await show.OverviewAsync(await ShopAsync(cancellation), cancellation));

    [HttpGet("/registers/{key}")]
    public async Task<IActionResult> Show(string key, [FromQuery] RegisterFilter filter, CancellationToken cancellation)
    {
        if (show.Find(key) is not { } register) return NotFound();
        var shop = await ShopAsync(cancellation);
        var reader = HttpContext.SignedIn();
        return View(await show.RunAsync(register, new RegisterReader(shop, right => reader.Can(right, shop.Id)), filter, cancellation));
    }

    [HttpGet("/registers/{key}/{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Download(string key, string format, [FromQuery] RegisterFilter filter, CancellationToken cancellation)
    {
        if (show.Find(key) is not { } register) return NotFound();
        var shop = await ShopAsync(cancellation);
        var type = format == "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        return File(await file.WriteAsync(register, shop, filter, format, cancellation), type, $"{key}-{shop.Code}.{format}");
    }

    [HttpPost("/registers/{key}/acts")]
    [RequireRight(Right.WorkCases)]
    public async Task<IActionResult> Act(string key, RowsForm form, CancellationToken cancellation)
    {
        if (show.Find(key) is not { } register) return NotFound();
        var (shop, reader) = (await ShopAsync(cancellation), HttpContext.SignedIn());
        var act = register.Acts.FirstOrDefault(a => a.Key == form.Act && reader.Can(a.Right, shop.Id));
        var note = string.IsNullOrWhiteSpace(form.Note) ? null : form.Note.Trim();
        if (act is null || await actOnRows.RunAsync(shop, reader.ActorIn(shop.Id), act, form.Rows ?? [], note, cancellation) is not { } report) return BadRequest();
        this.Keep(report);
        return LocalRedirect(Url.IsLocalUrl(form.ReturnUrl) ? form.ReturnUrl : "/registers/" + key);
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
