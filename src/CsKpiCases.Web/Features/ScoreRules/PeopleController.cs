using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>Whose pay goes by what, and the marks that supervisors give.</summary>
[RequireRight(Right.ReadTeamScores)]
public sealed class PeopleController(CurrentShop current, PageZone zone, ReadPeople read, SaveTerms save, GiveMark mark, Texts texts) : Controller
{
    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/scores/rules/people")]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View("People", await read.ListAsync(await ShopAsync(cancellation), cancellation));

    [HttpGet("/scores/rules/people/{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancellation) =>
        await read.FindAsync(await ShopAsync(cancellation), id, Reader, cancellation) is { } page ? View("Person", page) : NotFound();

    [HttpPost("/scores/rules/people/{id:long}")]
    [RequireRight(Right.EditScoreRules)]
    public async Task<IActionResult> Save(long id, TermsForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await read.FindAsync(shop, id, Reader, cancellation) is not { } page) return NotFound();
        var (end, errors) = await save.RunAsync(shop, id, form, Reader, cancellation);
        if (end == RuleEnd.Saved) return Done("rules.terms-saved", page.Href);
        Response.StatusCode = end == RuleEnd.Stale ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        var isStale = end == RuleEnd.Stale;
        // seen now: whoever saves again means it
        return View("Person", page with { Form = form with { Seen = page.Form.Seen }, Faults = errors, IsStale = isStale });
    }

    [HttpPost("/scores/rules/people/{id:long}/mark")]
    [RequireRight(Right.CheckChats)]
    public async Task<IActionResult> Mark(long id, MarkForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await read.FindAsync(shop, id, Reader, cancellation) is not { } page) return NotFound();
        if (!page.MayMark) return StatusCode(StatusCodes.Status403Forbidden);
        var errors = await mark.RunAsync(shop, id, form, Reader, cancellation);
        if (errors.Count == 0) return Done("rules.mark-given", page.Href);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Person", page with { Mark = form, Faults = errors });
    }

    [HttpGet("/scores/rules/people/{id:long}/mark")]
    public IActionResult Reloaded(long id) => LocalRedirect(FormattableString.Invariant($"/scores/rules/people/{id}"));

    private LocalRedirectResult Done(string text, string href)
    {
        this.Flash(new Flash(texts[text]));
        return LocalRedirect(href);
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
