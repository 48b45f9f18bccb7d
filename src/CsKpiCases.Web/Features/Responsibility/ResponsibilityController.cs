using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Responsibility;

/// <summary>The ruling page: the case, the form as it was sent, what was refused, what it would do.</summary>
public sealed record RulingPage(RulingCase Case, RulingForm Form, IReadOnlyList<FieldError> Errors, string? Refusal, RulingPreview Preview);

/// <summary>The queue of resolved cases, and the ruling itself.</summary>
[RequireRight(Right.RuleResponsibility)]
public sealed class ResponsibilityController(CurrentShop current, PageZone zone, FindRulings find, ReadRuling read, PreviewRuling preview, RuleCase rule, Texts texts) : Controller
{
    private const int FewestRows = 3;

    [HttpGet("/responsibility")]
    public async Task<IActionResult> Index(string? after, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return View(await find.RunAsync(shop, after, cancellation));
    }

    [HttpGet("/responsibility/{number:regex(^AS[[0-9]]+$)}")]
    public async Task<IActionResult> Rule(string number, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await read.RunAsync(shop, number, cancellation) is not { } found) return NotFound();
        return await PageAsync(shop, found, Suggested(found), [], null, cancellation);
    }

    [HttpPost("/responsibility/{number:regex(^AS[[0-9]]+$)}/preview")]
    public async Task<IActionResult> Preview(RulingForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(form);
        var shop = await ShopAsync(cancellation);
        return PartialView("_Preview", await preview.RunAsync(shop, form.Compact(), cancellation));
    }

    [HttpPost("/responsibility/{number:regex(^AS[[0-9]]+$)}")]
    public async Task<IActionResult> Rule(string number, RulingForm form, string? step, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(form);
        var shop = await ShopAsync(cancellation);
        if (await read.RunAsync(shop, number, cancellation) is not { } found) return NotFound();
        form = form.Compact();
        if (step == "look") return await PageAsync(shop, found, form, [], null, cancellation);
        var (errors, result) = await rule.RunAsync(shop, found.Id, form, HttpContext.SignedIn().ActorIn(shop.Id), cancellation);
        if (result is CaseResult.Done)
        {
            this.Flash(new Flash(texts["responsibility.ruled", number]));
            return LocalRedirect("/responsibility");
        }

        Response.StatusCode = result is CaseResult.Stale ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        var refusal = result switch
        {
            CaseResult.Refused refused => texts.Refusal(refused.Refusal),
            CaseResult.Stale => texts["responsibility.stale"],
            _ => errors.Count > 0 ? texts["responsibility.look-at-fields"] : null,
        };
        return await PageAsync(shop, found, form with { Version = found.Version }, errors, refusal, cancellation);
    }

    private async Task<IActionResult> PageAsync(Shop shop, RulingCase found, RulingForm form, IReadOnlyList<FieldError> errors, string? refusal, CancellationToken cancellation)
    {
        var shown = await preview.RunAsync(shop, form, cancellation);
        var blank = Enumerable.Repeat(new ShareInput(), Math.Max(1, FewestRows - form.Shares.Count));
        return View("Rule", new RulingPage(found, form with { Shares = [.. form.Shares, .. blank] }, errors, refusal, shown));
    }

    private static RulingForm Suggested(RulingCase found) => new()
    {
        Version = found.Version,
        Question = found.Questions.Count > 0 ? found.Questions[0].ToString() : null,
        Loss = found.SuggestedLoss.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture),
        Severity = found.OfferedSeverity.ToString(),
    };

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
