using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.BuyerLinks;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>Makes and takes back the link by which the buyer sees his case.</summary>
[RequireRight(Right.ReadCases)]
public sealed class BuyerLinkController(ReadCase cases, CaseStore store, BuyerLinkTokens tokens, Texts texts) : Controller
{
    private const string PageOfCase = "/cases/{number}";

    [HttpPost("/cases/{number:regex(^AS[[0-9]]+$)}/buyer-link")]
    [ReturnAfterSignIn(PageOfCase)]
    public Task<IActionResult> Make(string number, CancellationToken cancellation) => ActAsync(number, tokens.Make(store.Now), "buyer-link.made", cancellation);

    [HttpPost("/cases/{number:regex(^AS[[0-9]]+$)}/buyer-link/{id:long}/revoke")]
    [ReturnAfterSignIn(PageOfCase)]
    public Task<IActionResult> Revoke(string number, long id, CancellationToken cancellation) => ActAsync(number, new RevokeBuyerLink(id), "buyer-link.revoked", cancellation);

    private async Task<IActionResult> ActAsync(string number, CaseAct act, string done, CancellationToken cancellation)
    {
        var signedIn = HttpContext.SignedIn();
        if (await cases.LocateAsync(number, signedIn, cancellation) is not var (shop, id)) return NotFound();
        if (!signedIn.Can(Right.WorkCases, shop.Id)) return StatusCode(StatusCodes.Status403Forbidden);
        var result = await store.ActAsync(shop, id, act, signedIn.ActorIn(shop.Id), null, cancellation: cancellation);
        this.Flash(result is CaseResult.Refused { Refusal: var no } ? new Flash(texts.Refusal(no), FlashKind.Refused) : new Flash(texts[done, number]));
        return LocalRedirect("/cases/" + number + "#buyer-link");
    }
}
