using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>Verdicts reached anew on today's calendars: asking for the difference, seeing it, approving it. Another shop's are not there.</summary>
[RequireRight(Right.ReadReports)]
public sealed class ReprocessController(
    CurrentShop current, ReadReprocesses read, StartReprocess start, ApproveReprocess approve, BuildRunPage build, PageZone zone, Texts texts) : Controller
{
    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/sla/reprocess")]
    public async Task<IActionResult> Index(CancellationToken cancellation) => await AskAsync(await ShopAsync(cancellation), new ReprocessForm(null, null, null), [], cancellation);

    [HttpPost("/sla/reprocess")]
    public async Task<IActionResult> Start(string? from, string? to, string? reason, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var form = new ReprocessForm(from, to, reason);
        var answer = await start.RunAsync(shop, form, Reader.AccountId, cancellation);
        if (answer.RunId is { } id) return LocalRedirect(DryRunWords.ReprocessHref(id));
        Response.StatusCode = answer.Faults.Any(f => f.Path == "running") ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return await AskAsync(shop, form, answer.Faults, cancellation);
    }

    [HttpGet("/sla/reprocess/{id:long}")]
    public async Task<IActionResult> Show(long id, string? show, int? after, int? before, CancellationToken cancellation)
    {
        if (await build.RunAsync(id, Reader, show == "moved", after, before, cancellation) is not { Head.IsReprocess: true } run) return NotFound();
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(run.Shop.TimeZone);
        var line = (await read.FindAsync(run.Shop, id, cancellation))!;
        return View("Reprocess", new ReprocessPage(run with { IsApplied = line.Row.EndedAt is not null }, line, await read.CalendarsAsync(line.Row, cancellation), Reader.Can(Right.ReprocessVerdicts, run.Shop.Id), Reader.AccountId));
    }

    [HttpPost("/sla/reprocess/{id:long}/approve")]
    public async Task<IActionResult> Approve(long id, CancellationToken cancellation)
    {
        if (await build.RunAsync(id, Reader, false, null, null, cancellation) is not { Head.IsReprocess: true } run) return NotFound();
        if (!Reader.Can(Right.ReprocessVerdicts, run.Shop.Id)) return StatusCode(StatusCodes.Status403Forbidden);
        var end = await approve.RunAsync(run.Shop, id, Reader, cancellation);
        this.Flash(new Flash(texts.Code("reprocess.approval.", end.ToString()), end == ApprovalEnd.Approved ? FlashKind.Done : FlashKind.Note));
        return LocalRedirect(run.Href);
    }

    private async Task<ViewResult> AskAsync(Shop shop, ReprocessForm form, IReadOnlyList<FieldError> faults, CancellationToken cancellation) =>
        View("AskReprocess", new ReprocessAskPage(shop, form, await read.CalendarsAsync(null, cancellation), await read.ListAsync(shop, cancellation), faults));

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
