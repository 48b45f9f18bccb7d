using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Imports of the current shop: upload, progress, result, history, undo.</summary>
[RequireRight(Right.Import)]
public sealed class ImportsController(CurrentShop current, ReadImports imports, StartImport start, CancelImport cancel, UndoImport undo, SavedMaps maps, StoreConnection store, PageZone zone, Texts texts) : Controller
{
    private const int PageSize = 30;

    [HttpGet("/imports")]
    public async Task<IActionResult> Index(long? before, string? kind, CancellationToken cancellation) =>
        View(await PageAsync(await ShopAsync(cancellation), before, kind ?? "", "", false, [], cancellation));

    [HttpPost("/imports")]
    [TakesFiles]
    public async Task<IActionResult> Start(string? kind, string? map, bool saveMap, bool dryRun, IFormFile? file, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        await using var content = file is { Length: > 0 } ? file.OpenReadStream() : null;
        var started = await start.RunAsync(shop, new UploadedImport(kind, file?.FileName ?? "", content, map, dryRun, saveMap), HttpContext.SignedIn().AccountId, cancellation);
        if (started.RunId is { } id) return LocalRedirect(FormattableString.Invariant($"/imports/{id}"));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Index", await PageAsync(shop, null, kind ?? "", map ?? "", dryRun, started.Errors, cancellation) with { SavesMap = saveMap });
    }

    [HttpGet("/imports/{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancellation) => await FindAsync(id, cancellation) is { } page ? View(page) : NotFound();

    /// <summary>The part that renews itself; once it is over the page comes anew.</summary>
    [HttpGet("/imports/{id:long}/progress")]
    public async Task<IActionResult> Progress(long id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } page) return NotFound();
        if (page.Line.State != ImportState.Running) Response.Headers["HX-Refresh"] = "true";
        return PartialView("_Progress", page);
    }

    [HttpPost("/imports/{id:long}/cancel")]
    public async Task<IActionResult> Cancel(long id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } page) return NotFound();
        var isAsked = await cancel.RunAsync(page.Shop.Id, id, cancellation);
        this.Flash(isAsked ? new Flash(texts["imports.cancelling"]) : new Flash(texts["imports.over"], FlashKind.Note));
        return LocalRedirect(page.Href);
    }

    [HttpPost("/imports/{id:long}/undo")]
    public async Task<IActionResult> Undo(long id, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var outcome = await undo.RunAsync(shop, id, HttpContext.SignedIn().AccountId, cancellation);
        if (outcome is UndoOutcome.NotFound) return NotFound();
        this.Flash(outcome is UndoOutcome.Done done ? new Flash(texts["imports.undone", done.Facts]) : new Flash(texts.Refusal((UndoOutcome.Refused)outcome), FlashKind.Refused));
        return LocalRedirect(FormattableString.Invariant($"/imports/{id}"));
    }

    [HttpPost("/imports/maps/{kind}/remove")]
    public async Task<IActionResult> RemoveMap(string kind, CancellationToken cancellation)
    {
        if (!await maps.RemoveAsync((await ShopAsync(cancellation)).Id, kind, HttpContext.SignedIn().AccountId, cancellation)) return NotFound();
        this.Flash(new Flash(texts["imports.map-removed"]));
        return LocalRedirect("/imports");
    }

    [HttpGet("/imports/{id:long}/rejected")]
    public async Task<IActionResult> Rejected(long id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { Rejected: true } page) return NotFound();
        return PhysicalFile(Path.GetFullPath(UploadedFiles.RejectedOf(store.DataFolder, id)), "text/csv; charset=utf-8", Path.GetFileName(page.Line.Run.FileName) + ".rejected.csv");
    }

    private async Task<ImportPage?> FindAsync(long id, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return await imports.FindAsync(shop.Id, id, cancellation) is { } line
            ? new ImportPage(shop, line, line.Run.Rejected > 0 && line.State != ImportState.Running && System.IO.File.Exists(UploadedFiles.RejectedOf(store.DataFolder, id)))
            : null;
    }

    private async Task<ImportsPage> PageAsync(Shop shop, long? before, string kind, string map, bool isDryRun, IReadOnlyList<FieldError> faults, CancellationToken cancellation)
    {
        var runs = await imports.ListAsync(shop.Id, before, PageSize + 1, cancellation);
        return new ImportsPage(shop, [.. runs.Take(PageSize)], runs.Count > PageSize ? runs[PageSize - 1].Run.Id : null, kind, map, isDryRun, faults) { Maps = await maps.ListAsync(shop.Id, cancellation) };
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
