using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Memos;

/// <summary>The memo pad of the current shop.</summary>
[RequireRight(Right.WriteMemos)]
public sealed class MemosController(CurrentShop current, ReadMemos read, WriteMemo write, MemoFile file, PageZone zone, Texts texts) : Controller
{
    private SignedIn Reader => HttpContext.SignedIn();

    /// <param name="case">The number of the case in which it came up.</param>
    [HttpGet("/memos")]
    public async Task<IActionResult> Index(string? show, long? before, string? @case, CancellationToken cancellation) =>
        View(await read.RunAsync(await ShopAsync(cancellation), show, before, cancellation) with { Form = new MemoForm(null, @case, null) });

    [HttpGet("/memos/csv")]
    public async Task<IActionResult> Download(string? show, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var view = ReadMemos.Views.Contains(show) ? show! : ReadMemos.Views[0];
        var memos = await read.LinesAsync(shop, view, null, ReadMemos.MostExported, cancellation);
        return File(await file.WriteAsync(memos, zone.Or(null)), "text/csv; charset=utf-8", $"memos-{shop.Code}-{view}.csv");
    }

    [HttpPost("/memos")]
    public async Task<IActionResult> Write(MemoForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await write.WriteAsync(shop, form, Reader, cancellation) is not { } wrong)
        {
            this.Flash(new Flash(texts["memos.written-down"]));
            return LocalRedirect("/memos");
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Index", await read.RunAsync(shop, null, null, cancellation) with { Form = form, Wrong = wrong });
    }

    [HttpPost("/memos/{id:long}")]
    public async Task<IActionResult> Answer(long id, MemoAnswer form, CancellationToken cancellation)
    {
        var wrong = await write.AnswerAsync(await ShopAsync(cancellation), id, form, Reader, cancellation);
        if (wrong == "memos.gone") return NotFound();
        this.Flash(wrong is null ? new Flash(texts["memos.answer-saved"]) : new Flash(texts[wrong], FlashKind.Refused));
        return LocalRedirect("/memos");
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
