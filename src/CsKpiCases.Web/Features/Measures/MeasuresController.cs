using CsKpiCases.Domain.Measures;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Measures;

/// <summary>The register of improvement measures.</summary>
[RequireRight(Right.ReadCases)]
public sealed class MeasuresController(
    CurrentShop current, ReadMeasures read, AddMeasure add, ActOnMeasure act, MeasureFile file, ShopPeople people, PageZone zone, Texts texts) : Controller
{
    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/measures")]
    public async Task<IActionResult> Index([FromQuery] MeasureFilter filter, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return View(await read.ListAsync(shop, filter, Reader.Can(Right.KeepMeasures, shop.Id), cancellation));
    }

    [HttpGet("/measures/{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Download(string format, [FromQuery] MeasureFilter filter, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return File(await file.WriteAsync(shop, filter, format, cancellation), TableFile.TypeOf(format), $"measures-{shop.Code}.{format}");
    }

    [HttpGet("/measures/new")]
    [RequireRight(Right.KeepMeasures)]
    public async Task<IActionResult> New([FromQuery] MeasureForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var sources = await read.SourcesAsync(shop, form, cancellation);
        var begun = form with { Title = form.Title ?? (form.Sku is { Length: > 0 } sku ? texts["measures.of-sku", sku] : null), Cases = sources.Count > 0 ? string.Join(' ', sources.Select(s => s.Number)) : form.Cases };
        return await FormAsync(shop, begun, [], cancellation);
    }

    [HttpPost("/measures/new")]
    [RequireRight(Right.KeepMeasures)]
    public async Task<IActionResult> Add(MeasureForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var (id, faults) = await add.RunAsync(shop, form, Reader.AccountId, cancellation);
        if (id is null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await FormAsync(shop, form, faults, cancellation);
        }

        this.Flash(new Flash(texts["measures.added"]));
        return To(id.Value);
    }

    [HttpGet("/measures/{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancellation) =>
        await read.FindAsync(await ShopAsync(cancellation), id, Reader, cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/measures/{id:long}")]
    [RequireRight(Right.WorkCases)]
    public async Task<IActionResult> Act(long id, MeasureAct said, string? note, string? dueOn, int version, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await read.FindAsync(shop, id, Reader, cancellation) is not { } page) return NotFound();
        if (await act.RunAsync(shop, id, said, note, dueOn, version, Reader, cancellation) is { } fault)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Show", page with { Fault = texts[fault], Note = note });
        }

        this.Flash(new Flash(texts["measures.said"]));
        return To(id);
    }

    private async Task<IActionResult> FormAsync(Shop shop, MeasureForm form, Dictionary<string, string> faults, CancellationToken cancellation) =>
        View("New", new NewMeasurePage(form, faults, await people.OfAsync(shop.Id, cancellation), await read.SourcesAsync(shop, form, cancellation)));

    private LocalRedirectResult To(long id) => LocalRedirect("/measures/" + id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
