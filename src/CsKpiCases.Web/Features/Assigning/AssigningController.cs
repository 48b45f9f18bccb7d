using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Assigning;

/// <summary>The assign board: cases that wait for an owner, who could take them, and what each has in hand.</summary>
[RequireRight(Right.WorkCases)]
public sealed class AssigningController(CurrentShop current, ReadBoard board, AssignCases assign, ChangeMode changeMode, PageZone zone, Texts texts) : Controller
{
    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/assign")]
    public async Task<IActionResult> Index(long? of, string? after, CancellationToken cancellation)
    {
        if (await current.GetAsync(cancellation) is not { } shop) return LocalRedirect("/cases");
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return View(await board.RunAsync(shop, Reader, of, BoardCursor.Parse(after), cancellation));
    }

    [HttpPost("/assign")]
    public async Task<IActionResult> Assign(AssignForm form, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        if (form.Act is not (AssignForm.ToChosen or AssignForm.ByRule or AssignForm.Claim)) return BadRequest();
        if (form.Act != AssignForm.Claim && !Reader.Can(Right.AssignCases, shop.Id)) return StatusCode(StatusCodes.Status403Forbidden);
        if (form.Ids is not { Count: > 0 } ids || (form.Act == AssignForm.ToChosen && form.OwnerId is null)) return await AgainAsync(shop, form, [], cancellation);
        var actor = Reader.ActorIn(shop.Id);
        var reason = string.IsNullOrWhiteSpace(form.Note) ? null : form.Note.Trim();
        if (form.Act == AssignForm.ToChosen && reason is null && await assign.HindrancesAsync(shop, [.. ids], form.OwnerId!.Value, cancellation) is { Count: > 0 } against)
        {
            return await AgainAsync(shop, form, against, cancellation);
        }

        this.Keep(form.Act switch
        {
            AssignForm.ToChosen => await assign.ToAsync(shop, actor, [.. ids], form.OwnerId!.Value, reason, cancellation),
            AssignForm.ByRule => await assign.ByRuleAsync(shop, actor, [.. ids], cancellation),
            _ => await assign.ClaimAsync(shop, actor, [.. ids], cancellation),
        });
        return LocalRedirect(form.Of is { } of ? FormattableString.Invariant($"/assign?of={of}") : "/assign");
    }

    [HttpPost("/assign/mode")]
    [RequireRight(Right.ManageStaff)]
    public async Task<IActionResult> Mode(AssignmentMode mode, CancellationToken cancellation)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(mode)) return BadRequest();
        await changeMode.RunAsync(await current.RequireAsync(cancellation), mode, Reader, cancellation);
        this.Flash(new Flash(texts["assign.mode-saved", texts.Code("assign.mode.", mode.ToString())]));
        return LocalRedirect("/assign");
    }

    /// <summary>The page as it was filled in, with what it lacks or what speaks against it.</summary>
    private async Task<IActionResult> AgainAsync(Shop shop, AssignForm form, IReadOnlyList<string> against, CancellationToken cancellation)
    {
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Index", await board.RunAsync(shop, Reader, form.Of, null, cancellation) with { Form = form, Hindrances = against });
    }
}
