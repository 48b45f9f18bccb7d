using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Assigning;

/// <summary>What to do with the cases that were picked.</summary>
public sealed record AssignForm(string? Act, IReadOnlyList<long>? Ids, long? OwnerId)
{
    public const string ToChosen = "assign";
}

/// <summary>Cases that wait for an owner, and who could take them.</summary>
[RequireRight(Right.WorkCases)]
public sealed class AssigningController(CurrentShop current, FindUnassigned unassigned, AssignCases assign, PageZone zone) : Controller
{
    [HttpGet("/assign")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        if (await current.GetAsync(cancellation) is not { } shop) return LocalRedirect("/cases");
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return View(await unassigned.RunAsync(shop, HttpContext.SignedIn(), cancellation));
    }

    [HttpPost("/assign")]
    public async Task<IActionResult> Assign(AssignForm form, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        var signedIn = HttpContext.SignedIn();
        if (form.Act != "claim" && !signedIn.Can(Right.AssignCases, shop.Id)) return StatusCode(StatusCodes.Status403Forbidden);
        if (form.Ids is not { Count: > 0 } ids || (form.Act == AssignForm.ToChosen && form.OwnerId is null)) return await AgainAsync(shop, form, cancellation);
        var actor = signedIn.ActorIn(shop.Id);
        var report = form.Act switch
        {
            AssignForm.ToChosen => await assign.ToAsync(shop, actor, [.. ids], form.OwnerId!.Value, cancellation),
            "auto" => await assign.LeastLoadedAsync(shop, actor, [.. ids], cancellation),
            "claim" => await assign.ClaimAsync(shop, actor, [.. ids], cancellation),
            _ => null,
        };
        if (report is null) return BadRequest();
        this.Keep(report);
        return LocalRedirect("/assign");
    }

    /// <summary>The page as it was filled in, with what it lacks.</summary>
    private async Task<IActionResult> AgainAsync(Shop shop, AssignForm form, CancellationToken cancellation)
    {
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Index", await unassigned.RunAsync(shop, HttpContext.SignedIn(), cancellation) with { Form = form });
    }
}
