using System.Globalization;
using System.Text;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>Trying policies on a month's cases: asking for it, its progress, its result. Another shop's runs are not there.</summary>
[RequireRight(Right.ReadReports)]
public sealed class DryRunController(CurrentShop current, BuildRunPage build, ReadDryRuns runs, StartDryRun start, CancelDryRun cancel, PageZone zone, TimeProvider time, Texts texts) : Controller
{
    [HttpGet("/sla/dry-run")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        return await AskAsync(shop, LastMonth(shop), null, "", [], cancellation);
    }

    [HttpPost("/sla/dry-run")]
    [RequestSizeLimit(4 * StartDryRun.LongestDraft)]
    public async Task<IActionResult> Start(string? month, string? version, string? draft, IFormFile? file, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        // What was uploaded stands in the text field afterwards: a browser does not give a file twice.
        var text = file is { Length: > 0 } ? await TextOfAsync(file, cancellation) : draft?.Trim() ?? "";
        var stored = text.Length > 0 ? null : await start.DraftOfAsync(version, cancellation);
        var answer = await start.RunAsync(shop, month, stored?.Draft ?? text, stored?.Version, HttpContext.SignedIn().AccountId, cancellation);
        if (answer.RunId is { } id) return LocalRedirect(DryRunWords.Href(id));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await AskAsync(shop, month ?? "", version, text, answer.Faults, cancellation);
    }

    [HttpGet("/sla/dry-run/{id:long}")]
    public async Task<IActionResult> Show(long id, string? show, int? after, int? before, CancellationToken cancellation) =>
        await PageAsync(id, show == "moved", after, before, cancellation) is not { } page ? NotFound()
        : page.Head.IsReprocess ? LocalRedirect(page.Href) : View("Run", page);

    /// <summary>The part that renews itself; once it is over the page comes anew.</summary>
    [HttpGet("/sla/dry-run/{id:long}/progress")]
    public async Task<IActionResult> Progress(long id, CancellationToken cancellation)
    {
        if (await PageAsync(id, false, null, null, cancellation) is not { } page) return NotFound();
        if (page.Head.Status != DryRunStatus.Running) Response.Headers["HX-Refresh"] = "true";
        return PartialView("_Progress", page);
    }

    [HttpPost("/sla/dry-run/{id:long}/cancel")]
    public async Task<IActionResult> Cancel(long id, CancellationToken cancellation)
    {
        if (await PageAsync(id, false, null, null, cancellation) is not { } page) return NotFound();
        if (page.Head.AskedById != HttpContext.SignedIn().AccountId) return StatusCode(StatusCodes.Status403Forbidden);
        var isDone = await cancel.RunAsync(id, page.Head.AskedById, cancellation);
        this.Flash(isDone ? new Flash(texts["dryrun.cancelled"]) : new Flash(texts["dryrun.over"], FlashKind.Note));
        return LocalRedirect(page.Href);
    }

    [HttpGet("/sla/dry-run/{id:long}/csv")]
    public async Task<IActionResult> Download(long id, CancellationToken cancellation)
    {
        if (await PageAsync(id, false, null, null, cancellation) is not { Head.Status: DryRunStatus.Done } page) return NotFound();
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=dry-run-{page.Shop.Code}-{(page.Head.IsReprocess ? "reprocess" : page.Head.Month)}.csv";
        await ChangeFile.WriteAsync(Response.Body, runs.AllAsync(id), zone.Zone, texts, cancellation);
        return new EmptyResult();
    }

    private async Task<ViewResult> AskAsync(Shop shop, string month, string? version, string draft, IReadOnlyList<FieldError> faults, CancellationToken cancellation)
    {
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return View("Index", new AskPage(shop, month, version, draft, await start.VersionsAsync(cancellation), await runs.ListAsync(shop.Id, cancellation), faults));
    }

    private async Task<RunPage?> PageAsync(long id, bool moved, int? after, int? before, CancellationToken cancellation)
    {
        var page = await build.RunAsync(id, HttpContext.SignedIn(), moved, after, before, cancellation);
        if (page is not null) zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(page.Shop.TimeZone);
        return page;
    }

    private static async Task<string> TextOfAsync(IFormFile file, CancellationToken cancellation)
    {
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation);
    }

    private string LastMonth(Shop shop) =>
        LocalDays.Of(time.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)).AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
