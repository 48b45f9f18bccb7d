using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>What is done beside a case's way: a flag is looked at, a remark for the platform's order copied.</summary>
[RequireRight(Right.ReadCases)]
public sealed class BesideController(ReadCase cases, CaseStore store, Texts texts) : Controller
{
    private const string PageOfCase = "/cases/{number}";

    [HttpPost("/cases/{number:regex(^AS[[0-9]]+$)}/evidence/{id:long}/seen")]
    [ReturnAfterSignIn(PageOfCase)]
    public Task<IActionResult> Seen(string number, long id, string? note, CancellationToken cancellation) =>
        ActAsync(number, new LookAtFlag(id) { Note = note }, "evidence.seen-done", "evidence", cancellation);

    [HttpPost("/cases/{number:regex(^AS[[0-9]]+$)}/remark")]
    [ReturnAfterSignIn(PageOfCase)]
    public Task<IActionResult> Remark(string number, RemarkFlag flag, string? text, CancellationToken cancellation) =>
        ActAsync(number, new CopyRemark(flag, text ?? ""), "remark.done", "remark-title", cancellation);

    private async Task<IActionResult> ActAsync(string number, CaseAct act, string done, string place, CancellationToken cancellation)
    {
        var signedIn = HttpContext.SignedIn();
        if (await cases.LocateAsync(number, signedIn, cancellation) is not var (shop, id)) return NotFound();
        if (!signedIn.Can(Right.WorkCases, shop.Id)) return StatusCode(StatusCodes.Status403Forbidden);
        var result = await store.ActAsync(shop, id, act, signedIn.ActorIn(shop.Id), null, cancellation: cancellation);
        this.Flash(result is CaseResult.Refused { Refusal: var no } ? new Flash(texts.Refusal(no), FlashKind.Refused) : new Flash(texts[done, number]));
        return LocalRedirect("/cases/" + number + "#" + place);
    }
}
