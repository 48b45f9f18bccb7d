using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Quality;

/// <summary>Which goods are complained of, why, who answers for them, and what he is told.</summary>
[RequireRight(Right.ReadCases)]
public sealed class QualityController(CurrentShop current, BuildQualityPage build, ReadQuality read, ReadFeedback feedback, TellQuality tell, PageZone zone, Texts texts) : Controller
{
    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/quality")]
    public async Task<IActionResult> Index(string? month, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return View(await build.OfMonthAsync(shop, build.Month(shop, month), cancellation));
    }

    [HttpGet("/quality/{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Download(string format, string? month, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var of = build.Month(shop, month);
        string[] columns = ["SKU", texts["quality.goods"], texts["quality.cases"], texts["quality.sold"], texts["quality.rate"], texts["quality.handler"], texts["quality.waiting"]];
        var rows = (await read.SkusAsync(shop, of, cancellation)).Select(r => (IReadOnlyList<TableCell>)
            [r.Sku, r.Title, TableCell.Of(r.Cases), TableCell.Of(r.Sold), TableCell.Of(r.Rate, "0.0"), r.Handler, TableCell.Of(r.Waiting)]);
        return File(await TableFile.WriteAsync(format, columns, rows), TableFile.TypeOf(format), $"quality-{shop.Code}-{of}.{format}");
    }

    [HttpGet("/quality/sku")]
    public async Task<IActionResult> Sku(string? sku, string? month, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return sku is not null && await build.OfSkuAsync(shop, build.Month(shop, month), sku, Reader, cancellation) is { } page ? View(page) : NotFound();
    }

    [HttpPost("/quality/handler")]
    [RequireRight(Right.NameHandlers)]
    public async Task<IActionResult> Name(string? sku, long accountId, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (sku is null || await build.OfSkuAsync(shop, build.Month(shop, null), sku, Reader, cancellation) is not { } page) return NotFound();
        if (!await tell.NameAsync(shop, sku, accountId, Reader.AccountId, cancellation)) return Refused(page with { Fault = texts["quality.wrong.handler"] });
        this.Flash(new Flash(texts["quality.named"]));
        return LocalRedirect(TellQuality.HrefOf(sku));
    }

    [HttpGet("/quality/tell")]
    [RequireRight(Right.WorkCases)]
    public async Task<IActionResult> Tell(string? @case, CancellationToken cancellation) =>
        @case is not null && await feedback.FormAsync(@case, Reader, cancellation) is var (_, _, page) ? View(page) : NotFound();

    [HttpPost("/quality/tell")]
    [RequireRight(Right.WorkCases)]
    public async Task<IActionResult> Send(string? @case, string? sku, string? what, long? evidenceId, CancellationToken cancellation)
    {
        if (@case is null || await feedback.FormAsync(@case, Reader, cancellation) is not var (shop, caseId, form)) return NotFound();
        var entered = form with { Sku = sku, What = what, EvidenceId = evidenceId };
        var faults = await tell.TellAsync(shop, caseId, entered, Reader.AccountId, cancellation);
        if (faults.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Tell", entered with { Faults = faults });
        }

        this.Flash(new Flash(texts["quality.told", sku!]));
        return LocalRedirect("/cases/" + form.Number);
    }

    [HttpPost("/quality/feedback/{id:long}/answer")]
    public async Task<IActionResult> Answer(long id, string? sku, string? answer, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (sku is null || await build.OfSkuAsync(shop, build.Month(shop, null), sku, Reader, cancellation) is not { } page) return NotFound();
        if (await tell.AnswerAsync(shop, id, answer, Reader, cancellation) is { } fault) return Refused(page with { Open = id, Fault = texts[fault] });
        this.Flash(new Flash(texts["quality.answered"]));
        return LocalRedirect(TellQuality.HrefOf(sku));
    }

    private ViewResult Refused(SkuPage page)
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Sku", page);
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
