using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>What an agent appeals against in his own score.</summary>
public sealed record AppealPage(CalendarMonth Month, AppealRow? Target, string? Reason, string? Fault, IReadOnlyList<AppealRow> Mine);

/// <summary>An agent's own appeals of a month, and the form of a new one.</summary>
[RequireRight(Right.ReadOwnScore)]
public sealed class AppealsController(CurrentShop current, ReadPeriods read, FileAppeal file, PageZone zone, Texts texts) : Controller
{
    [HttpGet("/scores/appeals/{month}")]
    public async Task<IActionResult> Index(string month, AppealAgainst? against, string? target, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (!CalendarMonth.TryParse(month, out var read)) return NotFound();
        return await PageAsync(shop, read, against, target, null, null, cancellation);
    }

    [HttpPost("/scores/appeals/{month}")]
    public async Task<IActionResult> Add(string month, AppealAgainst? against, string? target, string? reason, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (!CalendarMonth.TryParse(month, out var read) || against is null) return NotFound();
        if (await file.RunAsync(shop, read, HttpContext.SignedIn().AccountId, against.Value, target, reason, cancellation) is { } refusal)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await PageAsync(shop, read, against, target, reason, texts.Code("period_refusal.", refusal.ToString()), cancellation);
        }

        this.Flash(new Flash(texts["periods.appealed"]));
        return LocalRedirect("/scores/appeals/" + read);
    }

    private async Task<IActionResult> PageAsync(Shop shop, CalendarMonth month, AppealAgainst? against, string? target, string? reason, string? fault, CancellationToken cancellation)
    {
        var me = HttpContext.SignedIn().AccountId;
        var named = against is { } kind && target is { Length: > 0 and <= 60 } && await file.IsOwnAsync(shop, month, me, kind, target, cancellation) ? await read.TargetAsync(shop, month, me, kind, target, cancellation) : null;
        return View("Appeals", new AppealPage(month, named, reason, fault, await read.AppealsOfAsync(shop, month, me, cancellation)));
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
