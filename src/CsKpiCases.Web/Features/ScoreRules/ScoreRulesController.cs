using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>The rules of scores and pay: the list, one with its versions, its next version.</summary>
[RequireRight(Right.ReadTeamScores)]
public sealed class ScoreRulesController(CurrentShop current, PageZone zone, ReadRules read, SaveRule save, Texts texts) : Controller
{
    private const string Kinds = "{kind:regex(^(scheme|bonus_ladder|post_ladder|deductions|pay)$)}";

    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/scores/rules")]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await read.ListAsync(await ShopAsync(cancellation), Reader, cancellation));

    [HttpGet("/scores/rules/" + Kinds + "/{key}")]
    public async Task<IActionResult> Show([FromRoute] string kind, [FromRoute] string key, int? version, CancellationToken cancellation) =>
        await read.PageAsync(await ShopAsync(cancellation), kind, key, version, Reader, cancellation) is { } page ? View("Show", page) : NotFound();

    [HttpGet("/scores/rules/new-scheme")]
    [RequireRight(Right.EditScoreRules)]
    public async Task<IActionResult> New(CancellationToken cancellation) =>
        View("Show", await read.PageAsync(await ShopAsync(cancellation), RuleKinds.Scheme, null, null, Reader, cancellation));

    /// <summary>What the form says as it stands, while it is typed.</summary>
    [HttpPost("/scores/rules/" + Kinds + "/{key}/live")]
    [RequireRight(Right.EditScoreRules)]
    public IActionResult Live([FromRoute] string kind, [FromRoute] string key)
    {
        var found = CheckRule.Run(RuleForm.Read(Request.Form, kind, key));
        return PartialView("_Live", new RuleLive(found.WeightSum, found.Commission));
    }

    /// <summary>Whoever reloads the page of an answer comes back to the form.</summary>
    [HttpGet("/scores/rules/" + Kinds + "/{key}/{step:regex(^(live|withdraw)$)}")]
    public IActionResult Reloaded([FromRoute] string kind, [FromRoute] string key) => LocalRedirect(RuleHref.Of(kind, key));

    /// <summary>A step of the form: a row more or less, a look at it, or the saving.</summary>
    [HttpPost("/scores/rules/" + Kinds + "/{key}")]
    [HttpPost("/scores/rules/new-scheme")]
    [RequireRight(Right.EditScoreRules)]
    public async Task<IActionResult> Edit([FromRoute] string? kind, [FromRoute] string? key, string? step, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        kind ??= RuleKinds.Scheme;
        var form = RuleForm.Read(Request.Form, kind, key);
        if (step == "save")
        {
            var saved = await save.RunAsync(shop, form, Reader, cancellation);
            if (saved.End == RuleEnd.Saved) return Saved(form, saved.Version);
            Response.StatusCode = saved.End == RuleEnd.Stale ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
            return await ShownAsync(shop, form, key, saved.Errors, cancellation);
        }

        var stepped = form.Stepped(step);
        return await ShownAsync(shop, stepped, key, step == "check" ? CheckRule.Run(stepped).Errors : [], cancellation);
    }

    [HttpPost("/scores/rules/" + Kinds + "/{key}/withdraw")]
    [RequireRight(Right.EditScoreRules)]
    public async Task<IActionResult> Withdraw([FromRoute] string kind, [FromRoute] string key, int version, CancellationToken cancellation)
    {
        var isDone = await save.WithdrawAsync(await ShopAsync(cancellation), new RuleName(kind, key, version), Reader, cancellation);
        this.Flash(isDone ? new Flash(texts["rules.withdrawn-done", version]) : new Flash(texts["rules.withdraw-refused"], FlashKind.Refused));
        return LocalRedirect(RuleHref.Of(kind, key));
    }

    private LocalRedirectResult Saved(RuleForm form, int version)
    {
        this.Flash(new Flash(texts["rules.saved", version, form.EffectiveFrom]));
        return LocalRedirect(RuleHref.Of(form.Kind, form.Key));
    }

    private async Task<IActionResult> ShownAsync(Shop shop, RuleForm form, string? key, IReadOnlyList<FieldError> faults, CancellationToken cancellation) =>
        await read.PageAsync(shop, form.Kind, key, null, Reader, cancellation) is { } page ? View("Show", ReadRules.With(page, form, faults)) : NotFound();

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
