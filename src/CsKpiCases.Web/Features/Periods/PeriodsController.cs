using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>The months of a shop on their way to a published result: steps, appeals, additions, adjustments.</summary>
public sealed class PeriodsController(
    CurrentShop current, ReadPeriods read, StepPeriod step, AnswerAppeal answerAppeal, ActOnAddition additions, PageZone zone, Texts texts) : Controller
{
    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/scores/periods")]
    [RequireRight(Right.ReadTeamScores)]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await read.ListAsync(await ShopAsync(cancellation), cancellation));

    [HttpGet("/scores/periods/{month}")]
    [RequireRight(Right.ReadTeamScores)]
    public async Task<IActionResult> Show(string month, CancellationToken cancellation) =>
        CalendarMonth.TryParse(month, out var read) ? await PageAsync(await ShopAsync(cancellation), read, null, cancellation) : NotFound();

    [HttpPost("/scores/periods/{month}/{trigger:regex(^(openreview|approve|sendback|publish)$)}")]
    [RequireRight(Right.CalculateScores)]
    public async Task<IActionResult> Step(string month, string trigger, int? version, string? note, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (!CalendarMonth.TryParse(month, out var read) || note is { Length: > PeriodStep.LongestNote }) return NotFound();
        var (_, refusal) = await step.RunAsync(shop, read, Enum.Parse<PeriodTrigger>(trigger, ignoreCase: true), version, note, new PeriodActor(Reader.AccountId, IsApprover(shop)), cancellation);
        return await ToldAsync(shop, read, refusal, "periods.done." + trigger, cancellation);
    }

    [HttpPost("/scores/periods/{month}/calculate")]
    [RequireRight(Right.CalculateScores)]
    public async Task<IActionResult> Calculate(string month, [FromServices] CalculateScores calculate, [FromServices] JobRunner jobs, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (!CalendarMonth.TryParse(month, out var read)) return NotFound();
        await jobs.SettleAsync(shop, cancellation);
        var result = await calculate.RunAsync(shop, read, Reader.AccountId, cancellation);
        var refused = result.Outcome is CalculationOutcome.Locked or CalculationOutcome.LaterApproved or CalculationOutcome.NotOver;
        this.Flash(new Flash(texts.Code("scores.calculated.", result.Outcome.ToString()), refused ? FlashKind.Refused : FlashKind.Done));
        return LocalRedirect("/scores/periods/" + read);
    }

    [HttpPost("/scores/periods/{month}/late-facts")]
    [RequireRight(Right.CalculateScores)]
    public async Task<IActionResult> LateFacts(string month, [FromServices] FindLateFacts find, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (!CalendarMonth.TryParse(month, out var read)) return NotFound();
        this.Flash(new Flash(texts["periods.late-found", await find.RunAsync(shop, Reader.AccountId, cancellation)]));
        return LocalRedirect("/scores/periods/" + read);
    }

    [HttpPost("/scores/periods/{month}/appeals/{id:long}")]
    [RequireRight(Right.AnswerAppeals)]
    public async Task<IActionResult> Answer(string month, long id, bool upheld, string? answer, string? points, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (!CalendarMonth.TryParse(month, out var read)) return NotFound();
        if (await answerAppeal.RunAsync(shop, id, upheld, answer, Points(points), Reader, cancellation) is not { } result) return NotFound();
        if (result.OnCase is { } onCase) return await PageAsync(shop, read, texts.Refusal(onCase), cancellation);
        return await ToldAsync(shop, read, result.Refusal, "periods.answered", cancellation);
    }

    [HttpPost("/scores/periods/{month}/additions")]
    [RequireRight(Right.ProposeAdditions)]
    public async Task<IActionResult> Propose(string month, long accountId, string? points, string? reason, string? proof, string? formKey, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (!CalendarMonth.TryParse(month, out var read)) return NotFound();
        return await ToldAsync(shop, read, await additions.ProposeAsync(shop, read, new AdditionForm(accountId, Points(points), reason, proof, formKey), Reader, cancellation), "periods.proposed", cancellation);
    }

    [HttpPost("/scores/periods/{month}/additions/{id:long}/{decision:regex(^(approve|refuse)$)}")]
    [RequireRight(Right.DecideAdditions)]
    public async Task<IActionResult> Decide(string month, long id, string decision, string? note, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (!CalendarMonth.TryParse(month, out var read)) return NotFound();
        var (found, refusal) = await additions.DecideAsync(shop, id, decision == "approve", note, Reader, cancellation);
        return found ? await ToldAsync(shop, read, refusal, "periods.addition." + decision, cancellation) : NotFound();
    }

    [HttpPost("/scores/periods/{month}/additions/{id:long}/apply")]
    [RequireRight(Right.ApplyAdditions)]
    public async Task<IActionResult> Apply(string month, long id, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (!CalendarMonth.TryParse(month, out var read)) return NotFound();
        var (found, refusal) = await additions.ApplyAsync(shop, id, Reader, cancellation);
        return found ? await ToldAsync(shop, read, refusal, "periods.addition.apply", cancellation) : NotFound();
    }

    private async Task<IActionResult> ToldAsync(Shop shop, CalendarMonth month, PeriodRefusal? refusal, string done, CancellationToken cancellation)
    {
        if (refusal is { } why) return await PageAsync(shop, month, texts.Code("period_refusal.", why.ToString()), cancellation);
        this.Flash(new Flash(texts[done]));
        return LocalRedirect("/scores/periods/" + month);
    }

    private async Task<IActionResult> PageAsync(Shop shop, CalendarMonth month, string? fault, CancellationToken cancellation)
    {
        var page = await read.FindAsync(shop, month, IsApprover(shop), cancellation);
        if (fault is not null) Response.StatusCode = StatusCodes.Status409Conflict;
        bool May(Right right) => Reader.Can(right, shop.Id);
        return View("Show", page with { Fault = fault, May = new PeriodMay(May(Right.CalculateScores), May(Right.AnswerAppeals), May(Right.ProposeAdditions), May(Right.DecideAdditions), May(Right.ApplyAdditions)) });
    }

    private bool IsApprover(Shop shop) => Reader.Can(Right.ApproveScores, shop.Id);

    private static decimal? Points(string? text) =>
        decimal.TryParse(text?.Trim(), System.Globalization.NumberStyles.AllowDecimalPoint | System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var points) ? points : null;

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
