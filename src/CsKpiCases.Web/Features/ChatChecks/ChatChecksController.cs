using CsKpiCases.Domain.Chats;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.ChatChecks;

/// <summary>Checks of chats: samples, marks, banned phrases; for agents their own.</summary>
public sealed class ChatChecksController(CurrentShop current, ReadChecks read, DrawSample draw, MarkChat mark, ShopPhrases phrases, PageZone zone, Texts texts, TimeProvider clock) : Controller
{
    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/chat-checks")]
    [RequireRight(Right.CheckChats)]
    public async Task<IActionResult> Index(DateOnly? week, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        // last week: its chats are all there
        var day = week is { Year: >= 2000 and <= 2200 } given ? given : LocalDays.Of(clock.GetUtcNow().UtcDateTime, zone.Or(null)).AddDays(-7);
        return View(await read.WeekAsync(shop, ReadChecks.MondayOf(day), cancellation));
    }

    [HttpPost("/chat-checks")]
    [RequireRight(Right.CheckChats)]
    public async Task<IActionResult> Draw(long agent, DateOnly week, string? count, CancellationToken cancellation)
    {
        if (!ModelState.IsValid) return BadRequest();
        var drawn = await draw.RunAsync(await ShopAsync(cancellation), agent, week, count, Reader, cancellation);
        if (drawn.SampleId is { } id) return LocalRedirect(FormattableString.Invariant($"/chat-checks/{id}"));
        this.Flash(new Flash(texts[drawn.Wrong!], FlashKind.Refused));
        return LocalRedirect($"/chat-checks?week={LocalDays.Text(week)}");
    }

    [HttpGet("/chat-checks/{id:long}")]
    [RequireRight(Right.ReadCases)]
    public async Task<IActionResult> Show(long id, CancellationToken cancellation) =>
        await read.SampleAsync(await ShopAsync(cancellation), id, Reader, cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/chat-checks/{id:long}/{check:long}")]
    [RequireRight(Right.CheckChats)]
    public async Task<IActionResult> Mark(long id, long check, CheckForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var wrong = await mark.RunAsync(shop, id, check, form, Reader, cancellation);
        if (wrong is null)
        {
            this.Flash(new Flash(texts["checks.marked"]));
            return LocalRedirect(FormattableString.Invariant($"/chat-checks/{id}#c{check}"));
        }

        if (wrong == "checks.gone" || await read.SampleAsync(shop, id, Reader, cancellation) is not { } page) return NotFound();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Show", page with { Again = (check, form, wrong) });
    }

    [HttpGet("/chat-checks/mine")]
    [RequireRight(Right.ReadOwnScore)]
    public async Task<IActionResult> Mine(CancellationToken cancellation) => View(await read.OwnAsync(await ShopAsync(cancellation), Reader.AccountId, cancellation));

    [HttpGet("/chat-checks/phrases")]
    [RequireRight(Right.CheckChats)]
    public async Task<IActionResult> Phrases(CancellationToken cancellation)
    {
        var all = await phrases.ReadAsync((await ShopAsync(cancellation)).Id, cancellation);
        return View(new PhrasesForm(BannedPhrases.Write(all, PhraseKind.RhetoricalQuestion), BannedPhrases.Write(all, PhraseKind.Blame), BannedPhrases.Write(all, PhraseKind.BrushOff)));
    }

    [HttpPost("/chat-checks/phrases")]
    [RequireRight(Right.CheckChats)]
    public async Task<IActionResult> SavePhrases(PhrasesForm form, CancellationToken cancellation)
    {
        var isSaved = await phrases.SaveAsync(await ShopAsync(cancellation), form, Reader, cancellation);
        if (isSaved)
        {
            this.Flash(new Flash(texts["checks.phrases-saved"]));
            return LocalRedirect("/chat-checks/phrases");
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        ViewData["Wrong"] = "checks.phrases-wrong";
        return View("Phrases", form);
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
