using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Leave;

/// <summary>Leave and swaps of shifts: asked for here, and granted here.</summary>
[RequireRight(Right.AskLeave)]
public sealed class LeaveController(CurrentShop current, ReadLeave read, AskForLeave ask, AnswerLeave answerLeave, SwapShifts swaps, PageZone zone, Texts texts) : Controller
{
    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/leave")]
    public async Task<IActionResult> Index(long? with, CancellationToken cancellation) => View(await read.RunAsync(await ShopAsync(cancellation), Reader, with, cancellation));

    [HttpPost("/leave")]
    public async Task<IActionResult> Ask(LeaveForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await ask.RunAsync(shop, Reader.AccountId, form, cancellation) is not { } wrong) return Done("leave.asked");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Index", await read.RunAsync(shop, Reader, null, cancellation) with { Form = form, Wrong = wrong });
    }

    [HttpPost("/leave/swaps")]
    public async Task<IActionResult> AskSwap(SwapForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await swaps.AskAsync(shop, Reader, form, cancellation) is not { } wrong) return Done("swap.asked");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Index", await read.RunAsync(shop, Reader, form.With, cancellation) with { SwapForm = form, WrongSwap = wrong });
    }

    [HttpPost("/leave/{id:long}/withdraw")]
    public async Task<IActionResult> Withdraw(long id, CancellationToken cancellation) =>
        Answered(await answerLeave.RunAsync(await ShopAsync(cancellation), id, AnswerLeave.Withdraw, null, Reader, cancellation));

    [HttpPost("/leave/{id:long}/{answer:regex(^(grant|refuse)$)}")]
    [RequireRight(Right.ManageStaff)]
    public async Task<IActionResult> Answer(long id, [FromRoute] string answer, string? words, CancellationToken cancellation) =>
        Answered(await answerLeave.RunAsync(await ShopAsync(cancellation), id, answer, words, Reader, cancellation));

    [HttpPost("/leave/swaps/{id:long}/{answer:regex(^(agree|decline|withdraw)$)}")]
    public async Task<IActionResult> AnswerSwap(long id, [FromRoute] string answer, CancellationToken cancellation) =>
        Answered(await swaps.AnswerAsync(await ShopAsync(cancellation), id, answer, null, Reader, cancellation));

    [HttpPost("/leave/swaps/{id:long}/{answer:regex(^(grant|refuse)$)}")]
    [RequireRight(Right.ManageStaff)]
    public async Task<IActionResult> GrantSwap(long id, [FromRoute] string answer, string? words, CancellationToken cancellation) =>
        Answered(await swaps.AnswerAsync(await ShopAsync(cancellation), id, answer, words, Reader, cancellation));

    private LocalRedirectResult Answered(string? wrong)
    {
        if (wrong is null) return Done("leave.answered");
        this.Flash(new Flash(texts[wrong], FlashKind.Refused));
        return LocalRedirect("/leave");
    }

    private LocalRedirectResult Done(string key)
    {
        this.Flash(new Flash(texts[key]));
        return LocalRedirect("/leave");
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
