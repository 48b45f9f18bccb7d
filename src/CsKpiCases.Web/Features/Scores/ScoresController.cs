using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Scores;

/// <summary>Scores: mine, the team's, and what each figure was counted from.</summary>
public sealed class ScoresController(CurrentShop current, PageZone zone, ReadScores scores, ShowScores show, ReadSources sources, CalculateScores calculate, Texts texts) : Controller
{
    [HttpGet("/scores/mine")]
    [RequireRight(Right.ReadOwnScore)]
    public async Task<IActionResult> Mine(string? month, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return MonthOf(shop, month) is { } read ? View("Agent", await show.AgentAsync(shop, read, HttpContext.SignedIn().AccountId, isMine: true, cancellation)) : NotFound();
    }

    [HttpGet("/scores")]
    [RequireRight(Right.ReadTeamScores)]
    public async Task<IActionResult> Team(string? month, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (MonthOf(shop, month) is not { } read) return NotFound();
        var me = HttpContext.SignedIn();
        return View(await show.TeamAsync(shop, read, me.Can(Right.CalculateScores, shop.Id), me.RolesIn(shop.Id).Contains(Role.Agent), cancellation));
    }

    [HttpGet("/scores/{month}/{accountId:long}")]
    public async Task<IActionResult> Agent(string month, long accountId, CancellationToken cancellation)
    {
        if (await RefuseAsync(accountId, cancellation) is { } refusal) return refusal;
        var shop = await ShopAsync(cancellation);
        if (MonthOf(shop, month) is not { } read) return NotFound();
        var page = await show.AgentAsync(shop, read, accountId, accountId == HttpContext.SignedIn().AccountId, cancellation);
        return page is { Card: null, IsMine: false } ? NotFound() : View(page);
    }

    [HttpGet("/scores/{month}/{accountId:long}/sources/{line}")]
    public async Task<IActionResult> Sources(string month, long accountId, string line, long? after, CancellationToken cancellation)
    {
        if (await RefuseAsync(accountId, cancellation) is { } refusal) return refusal;
        var shop = await ShopAsync(cancellation);
        if (MonthOf(shop, month) is not { } read || !SourceKinds.Lines.Contains(line)) return NotFound();
        var (head, card, facts) = await scores.AgentAsync(shop, read, accountId, cancellation);
        if (card is null || facts is null) return NotFound();
        var names = await scores.NamesAsync([accountId], cancellation);
        (ViewData["Head"], ViewData["Card"], ViewData["Name"]) = (head, card, names.GetValueOrDefault(accountId, "?"));
        return View(await sources.RunAsync(shop, accountId, facts, line, after, cancellation));
    }

    [HttpPost("/scores/{month}/calculate")]
    [RequireRight(Right.CalculateScores)]
    public async Task<IActionResult> Calculate(string month, [FromServices] JobRunner jobs, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (!CalendarMonth.TryParse(month, out var read)) return NotFound();
        await jobs.SettleAsync(shop, cancellation);
        var result = await calculate.RunAsync(shop, read, HttpContext.SignedIn().AccountId, cancellation);
        var refused = result.Outcome is CalculationOutcome.Locked or CalculationOutcome.LaterApproved or CalculationOutcome.NotOver;
        this.Flash(new Flash(texts.Code("scores.calculated.", result.Outcome.ToString()), refused ? FlashKind.Refused : FlashKind.Done));
        return LocalRedirect($"/scores?month={read}");
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }

    private CalendarMonth? MonthOf(Shop shop, string? month)
    {
        var running = scores.RunningMonth(shop);
        if (string.IsNullOrEmpty(month)) return running;
        return CalendarMonth.TryParse(month, out var read) && read <= running ? read : null;
    }

    /// <summary>One's own score needs one right, anybody else's another.</summary>
    private async Task<IActionResult?> RefuseAsync(long accountId, CancellationToken cancellation)
    {
        var me = HttpContext.SignedIn();
        var right = accountId == me.AccountId ? Right.ReadOwnScore : Right.ReadTeamScores;
        var shop = await current.GetAsync(cancellation);
        if (shop is not null && (me.Can(right, shop.Id) || me.Can(Right.ReadTeamScores, shop.Id))) return null;
        HttpContext.Items[RequireRightAttribute.RefusedRight] = right;
        return StatusCode(StatusCodes.Status403Forbidden);
    }
}
