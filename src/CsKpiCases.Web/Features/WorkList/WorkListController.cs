using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.WorkList;

/// <summary>The acts that the work list offers for several cases at once.</summary>
public sealed record BulkForm(string? Act, IReadOnlyList<long>? Ids, long? OwnerId, string? Note, string? ReturnUrl);

/// <summary>The work list: what is to be done next, soonest due first.</summary>
[RequireRight(Right.ReadCases)]
public sealed class WorkListController(CurrentShop current, ShowWorkList show, CaseBatch batch, MentionedPeople mentioned, PageZone zone) : Controller
{
    [HttpGet("/")]
    [HttpGet("/cases")]
    public async Task<IActionResult> Index([FromQuery] WorkListFilter filter, CancellationToken cancellation)
    {
        // a new store has an administrator of every shop, and no shop yet
        if (await current.GetAsync(cancellation) is not { } shop) return View("NoShop");
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var page = await show.RunAsync(shop, HttpContext.SignedIn(), filter, cancellation);
        // a whole number typed into the search box goes to its case
        return filter.IsSearch && page.Rows is [var only] && string.Equals(only.Number, filter.Q!.Trim(), StringComparison.OrdinalIgnoreCase)
            ? LocalRedirect("/cases/" + only.Number)
            : View(page);
    }

    [HttpPost("/cases/bulk")]
    [RequireRight(Right.WorkCases)]
    public async Task<IActionResult> Bulk(BulkForm form, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        var back = Url.IsLocalUrl(form.ReturnUrl) ? form.ReturnUrl : "/cases";
        if (form is { Act: "measure", Ids.Count: > 0 }) return LocalRedirect("/measures/new?" + string.Join('&', form.Ids.Take(FindWork.PageSize).Select(id => FormattableString.Invariant($"ids={id}"))));
        var note = await mentioned.InAsync(shop.Id, new AddNote { Note = form.Note }, cancellation);
        Func<BatchCase, CaseAct>? act = form.Act switch
        {
            "assign" when form.OwnerId is { } owner => one => Assign(one, owner, form.Note),
            "claim" => _ => new FireTrigger(Triggers.Claim),
            "note" when !string.IsNullOrWhiteSpace(form.Note) => _ => note,
            _ => null,
        };
        if (act is null || form.Ids is not { Count: > 0 }) return BadRequest();
        var report = await batch.EachAsync(shop, HttpContext.SignedIn().ActorIn(shop.Id), [.. form.Ids], act, cancellation);
        this.Keep(report);
        return LocalRedirect(back);
    }

    /// <summary>What waits for an owner is assigned; what has one is offered to the other, who accepts it.</summary>
    private static FireTrigger Assign(BatchCase one, long owner, string? note) => one.State == SharedWorkflow.Classified
        ? new FireTrigger(Triggers.Assign) { Arguments = new AssignArguments(owner), Note = note, Override = !string.IsNullOrWhiteSpace(note) }
        : new FireTrigger(Triggers.HandOver) { Arguments = new HandOverArguments(owner), Note = note };
}
