using System.Globalization;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>Policies: the list, one with its form and history, a preview before anything is saved.</summary>
[RequireRight(Right.ReadReports)]
public sealed class PoliciesController(
    CurrentShop current, PageZone zone, ListPolicies list, BuildPolicyPage build, SavePolicy save, FollowInBackground follow, Texts texts) : Controller
{
    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/sla/policies")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        await ZoneAsync(cancellation);
        var lines = await list.RunAsync(await current.ReachedAsync(cancellation), cancellation);
        return View(new PolicyList(lines, texts.ReadOnlyReason(Reader, [], []), lines.Sum(line => line.OpenBefore)));
    }

    [HttpGet("/sla/policies/{name}")]
    public async Task<IActionResult> Show([FromRoute] string name, CancellationToken cancellation) =>
        await PageAsync(name, cancellation) is { } page ? View("Show", page) : NotFound();

    [HttpGet("/sla/new-policy")]
    [RequireRight(Right.EditPolicies)]
    public async Task<IActionResult> New(CancellationToken cancellation) => View("Show", await PageAsync(null, cancellation));

    /// <summary>Whoever reloads the page of an answer comes back to the form.</summary>
    [HttpGet("/sla/policies/{name}/{step:regex(^(save|edit|enabled)$)}")]
    public IActionResult Reloaded([FromRoute] string name) => LocalRedirect(PolicyHref.Of(RouteText.Plain(name)!));

    [HttpGet("/sla/new-policy/{step:regex(^(save|edit)$)}")]
    public IActionResult ReloadedNew() => LocalRedirect("/sla/new-policy");

    /// <summary>A step of the form: a row more or less, or the preview.</summary>
    [HttpPost("/sla/policies/{name}")]
    [HttpPost("/sla/new-policy")]
    [RequireRight(Right.EditPolicies)]
    public async Task<IActionResult> Edit([FromRoute] string? name, string? step, CancellationToken cancellation)
    {
        if (await PageAsync(name, cancellation) is not { } page) return NotFound();
        var form = PolicyFormReader.Read(Request.Form);
        if (!page.IsNew) form = form with { Name = page.Stored!.Policy.Name };
        if (step == "preview") return await PreviewAsync(page, form, cancellation);
        return View("Show", BuildPolicyPage.With(page, Stepped(form, step), FieldFaults.None));
    }

    /// <summary>Back from the preview to the form.</summary>
    [HttpPost("/sla/policies/{name}/edit")]
    [HttpPost("/sla/new-policy/edit")]
    [RequireRight(Right.EditPolicies)]
    public async Task<IActionResult> Back([FromRoute] string? name, string? document, [FromForm(Name = "base")] long? baseId, CancellationToken cancellation)
    {
        if (await PageAsync(name, cancellation) is not { } page || PolicyFormReader.Read(document ?? "", baseId) is not { } form) return NotFound();
        return View("Show", BuildPolicyPage.With(page, form, FieldFaults.None));
    }

    [HttpPost("/sla/policies/{name}/enabled")]
    [RequireRight(Right.EditPolicies)]
    public async Task<IActionResult> SetEnabled([FromRoute] string name, bool value, CancellationToken cancellation) =>
        await PageAsync(name, cancellation) is { } page ? await PreviewAsync(page, page.Form with { IsEnabled = value }, cancellation) : NotFound();

    [HttpPost("/sla/policies/{name}/save")]
    [HttpPost("/sla/new-policy/save")]
    [RequireRight(Right.EditPolicies)]
    public async Task<IActionResult> Save([FromRoute] string? name, string? document, [FromForm(Name = "base")] long? baseId, CancellationToken cancellation)
    {
        var saved = await save.RunAsync(document ?? "", RouteText.Plain(name), baseId, Reader, cancellation);
        if (saved.End is SaveEnd.Saved or SaveEnd.Unchanged)
        {
            var said = saved.End == SaveEnd.Unchanged ? "policies.unchanged" : baseId is null ? "policies.saved-new" : "policies.saved";
            this.Flash(new Flash(texts[said], saved.End == SaveEnd.Saved ? FlashKind.Done : FlashKind.Note));
            return LocalRedirect(PolicyHref.Of(saved.Checked.Policy!.Name));
        }

        if (saved.End == SaveEnd.OutOfReach) return StatusCode(StatusCodes.Status403Forbidden);
        if (await PageAsync(name, cancellation) is not { } page || PolicyFormReader.Read(document ?? "", baseId) is not { } form) return NotFound();
        Response.StatusCode = saved.End == SaveEnd.Stale ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return View("Show", BuildPolicyPage.With(page, form, saved.Checked.Faults));
    }

    /// <summary>How far the open cases have followed; renews itself.</summary>
    [HttpGet("/sla/following")]
    public async Task<IActionResult> Followed(CancellationToken cancellation) => PartialView("_Following", await build.FollowingAsync(Reader, cancellation));

    [HttpPost("/sla/following")]
    [RequireRight(Right.EditPolicies)]
    public IActionResult Follow()
    {
        follow.Begin();
        return LocalRedirect("/sla/policies");
    }

    /// <summary>What a typed duration means, while it is typed.</summary>
    [HttpGet("/sla/duration")]
    public IActionResult Duration() =>
        Content(Request.Query.Select(q => texts.SlaDuration(TypedDuration.Read(q.Value))).FirstOrDefault() ?? "");

    private static PolicyForm Stepped(PolicyForm form, string? step)
    {
        if (step == "add" && form.Targets.Count < PolicyForm.MostTargets) return form with { Targets = [.. form.Targets, new TargetInput()] };
        var removed = step?.StartsWith("remove:", StringComparison.Ordinal) == true && int.TryParse(step[7..], NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : -1;
        return form with { Targets = [.. form.Targets.Where((_, index) => index != removed)] };
    }

    private async Task<IActionResult> PreviewAsync(PolicyPage page, PolicyForm form, CancellationToken cancellation)
    {
        if (page.ReadOnly is not null) return StatusCode(StatusCodes.Status403Forbidden);
        var (preview, shown) = await build.PreviewAsync(page, form, cancellation);
        if (preview is not null) return View("Preview", preview);
        Response.StatusCode = shown.Since is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
        return View("Show", shown);
    }

    private async Task<PolicyPage?> PageAsync(string? name, CancellationToken cancellation)
    {
        await ZoneAsync(cancellation);
        return await build.RunAsync(RouteText.Plain(name), Reader, cancellation);
    }

    private async Task ZoneAsync(CancellationToken cancellation) =>
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById((await current.RequireAsync(cancellation)).TimeZone);
}
