using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Responsibility;

/// <summary>Penalties: an agent's own, to accept or appeal; a shop's, to confirm, reduce or drop.</summary>
public sealed class PenaltiesController(CurrentShop current, PageZone zone, FindPenalties find, ActOnPenalty act, Texts texts) : Controller
{
    [HttpGet("/penalties")]
    [RequireRight(Right.AnswerPenalties)]
    public async Task<IActionResult> Mine(long? after, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return View(await find.RunAsync(shop, HttpContext.SignedIn().ActorIn(shop.Id), ownOnly: true, null, after, cancellation));
    }

    [HttpPost("/penalties/{id:long}/{answer:regex(^(accept|appeal)$)}")]
    [RequireRight(Right.AnswerPenalties)]
    public async Task<IActionResult> Answer(long id, string answer, string? words, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var accepts = answer == "accept";
        var result = await act.AnswerAsync(shop, id, accepts, accepts ? null : words, HttpContext.SignedIn().ActorIn(shop.Id), cancellation);
        return Told(result, accepts ? "penalties.accepted" : "penalties.appealed", "/penalties");
    }

    [HttpGet("/responsibility/penalties")]
    [RequireRight(Right.DecidePenalties)]
    public async Task<IActionResult> Penalties(string? state, long? after, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return View(await find.RunAsync(shop, HttpContext.SignedIn().ActorIn(shop.Id), ownOnly: false, state, after, cancellation));
    }

    [HttpPost("/responsibility/penalties/{id:long}/{decision:regex(^(confirm|reduce|drop)$)}")]
    [RequireRight(Right.DecidePenalties)]
    public async Task<IActionResult> Decide(long id, string decision, string? reduceTo, string? reason, string? state, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var trigger = decision switch { "reduce" => PenaltyTrigger.Reduce, "drop" => PenaltyTrigger.Drop, _ => PenaltyTrigger.Confirm };
        var result = await act.DecideAsync(shop, id, trigger, reduceTo, reason, HttpContext.SignedIn().ActorIn(shop.Id), cancellation);
        return Told(result, "penalties.decided." + decision, "/responsibility/penalties" + (FindPenalties.Filters.Contains(state) ? "?state=" + state : ""));
    }

    private IActionResult Told(CaseResult result, string done, string back)
    {
        if (result is CaseResult.NotFound) return NotFound();
        this.Flash(result is CaseResult.Refused refused ? new Flash(texts.Refusal(refused.Refusal), FlashKind.Refused) : new Flash(texts[done]));
        return LocalRedirect(back);
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
