using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Replies;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Replies;

/// <summary>Canned replies: the list, the editor, and what is offered on a case.</summary>
[RequireRight(Right.ReadCases)]
public sealed class RepliesController(CurrentShop current, ReadReplies read, EditReplies edit, OfferReplies offer, PageZone zone, Texts texts) : Controller
{
    [HttpGet("/replies")]
    public async Task<IActionResult> Index(string? language, bool retired, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var rows = await read.ListAsync(shop.Id, language, retired, cancellation);
        return View(new ReplyList(rows, language, retired, HttpContext.SignedIn().Can(Right.EditReplies, shop.Id), ShippedReplies.All.Count));
    }

    [HttpGet("/replies/new")]
    [RequireRight(Right.EditReplies)]
    public IActionResult New() => View("Edit", new ReplyEditor(null, null, new ReplyForm { Language = Texts.Current.Name }, new Dictionary<string, ReplyFault>()));

    [HttpPost("/replies/new")]
    [RequireRight(Right.EditReplies)]
    public Task<IActionResult> Add(ReplyForm form, CancellationToken cancellation) => SaveAsync(null, form, cancellation);

    [HttpGet("/replies/{id:long}")]
    [RequireRight(Right.EditReplies)]
    public async Task<IActionResult> Edit(long id, CancellationToken cancellation) =>
        await read.FindAsync((await ShopAsync(cancellation)).Id, id, cancellation) is { } reply
            ? View(new ReplyEditor(id, reply, ReplyForm.Of(reply), new Dictionary<string, ReplyFault>())) : NotFound();

    [HttpPost("/replies/{id:long}")]
    [RequireRight(Right.EditReplies)]
    public Task<IActionResult> Change(long id, ReplyForm form, CancellationToken cancellation) => SaveAsync(id, form, cancellation);

    [HttpPost("/replies/{id:long}/retired")]
    [RequireRight(Right.EditReplies)]
    public async Task<IActionResult> Retire(long id, bool value, CancellationToken cancellation)
    {
        if (!await edit.RetireAsync((await ShopAsync(cancellation)).Id, id, value, HttpContext.SignedIn().AccountId, cancellation)) return NotFound();
        this.Flash(new Flash(texts[value ? "replies.retired" : "replies.restored"]));
        return LocalRedirect("/replies");
    }

    [HttpPost("/replies/shipped")]
    [RequireRight(Right.EditReplies)]
    public async Task<IActionResult> TakeShipped(CancellationToken cancellation)
    {
        var taken = await edit.TakeShippedAsync((await ShopAsync(cancellation)).Id, HttpContext.SignedIn().AccountId, cancellation);
        this.Flash(new Flash(texts.Plural("replies.taken", taken)));
        return LocalRedirect("/replies");
    }

    /// <summary>What fits a case: beside its contact form, or as a page of its own for a browser without scripts.</summary>
    [HttpGet("/cases/{number:regex(^AS[[0-9]]+$)}/replies")]
    public async Task<IActionResult> Offer(string number, string? language, CancellationToken cancellation)
    {
        var spoken = language is not null && EditReplies.Languages.Contains(language) ? language : Texts.Current.Name;
        if (await offer.RunAsync(number, spoken, HttpContext.SignedIn(), cancellation) is not { } found) return NotFound();
        return Request.Headers.ContainsKey("HX-Request") ? PartialView("_Offer", found) : View("Offer", found);
    }

    private async Task<IActionResult> SaveAsync(long? id, ReplyForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var reply = id is { } known ? await read.FindAsync(shop.Id, known, cancellation) : null;
        if (id is not null && reply is null) return NotFound();
        var faults = await edit.SaveAsync(shop.Id, id, form, HttpContext.SignedIn().AccountId, cancellation);
        if (faults.Count > 0)
        {
            Response.StatusCode = faults.ContainsKey("seen") ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
            return View("Edit", new ReplyEditor(id, reply, form, faults));
        }

        this.Flash(new Flash(texts["replies.saved", form.Title!.Trim()]));
        return LocalRedirect("/replies");
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
