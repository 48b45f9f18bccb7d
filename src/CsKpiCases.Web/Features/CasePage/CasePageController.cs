using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>One case, and what can be done with it.</summary>
[RequireRight(Right.ReadCases)]
public sealed class CasePageController(ReadCase cases, ActForms forms, ActOnCase acts, PageZone zone, Texts texts) : Controller
{
    private const string PageOfAct = "/cases/{number}?act={act}";

    /// <summary>The page; with <paramref name="act"/>, the form of that act open on it.</summary>
    [HttpGet("/cases/{number:regex(^AS[[0-9]]+$)}")]
    public async Task<IActionResult> Index(string number, string? act, CancellationToken cancellation)
    {
        var view = await cases.FindAsync(number, HttpContext.SignedIn(), cancellation);
        return view is null ? NotFound() : Page(new CasePageModel(view, act is null ? null : Begin(view, act)));
    }

    /// <summary>The form alone, for a page that is there already.</summary>
    [HttpGet("/cases/{number:regex(^AS[[0-9]]+$)}/acts/{act}")]
    [ReturnAfterSignIn(PageOfAct)]
    public async Task<IActionResult> Form(string number, string act, CancellationToken cancellation)
    {
        var view = await cases.FindAsync(number, HttpContext.SignedIn(), cancellation);
        if (view is null || Begin(view, act) is not { } state) return NotFound();
        SetZone(view);
        var model = new CasePageModel(view, state);
        return Request.Headers.ContainsKey("HX-Request") ? PartialView("_Form", model) : Page(model);
    }

    [HttpPost("/cases/{number:regex(^AS[[0-9]]+$)}/acts/{act}")]
    [ReturnAfterSignIn(PageOfAct)]
    [TakesFiles]
    public async Task<IActionResult> Act(string number, string act, CancellationToken cancellation)
    {
        var signedIn = HttpContext.SignedIn();
        if (await cases.LocateAsync(number, signedIn, cancellation) is not var (shop, _)) return NotFound();
        if (!signedIn.Can(Right.WorkCases, shop.Id)) return StatusCode(StatusCodes.Status403Forbidden);
        var form = await Request.ReadFormAsync(cancellation);
        var values = ActValues.Of(form, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        var answer = await acts.RunAsync(number, act, values, [.. form.Files], signedIn, cancellation);
        if (answer is null) return NotFound();
        if (answer.Done is { } done)
        {
            this.Flash(new Flash(Said(done, act)));
            return LocalRedirect("/cases/" + number);
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page(answer.Again!);
    }

    private ViewResult Page(CasePageModel model)
    {
        SetZone(model.View);
        return View("Index", model);
    }

    private void SetZone(CaseView view) => zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(view.Shop.TimeZone);

    private ActFormState? Begin(CaseView view, string act)
    {
        var values = ActValues.Of(Request.Query, TimeZoneInfo.FindSystemTimeZoneById(view.Shop.TimeZone));
        return view.MayWork && forms.Of(act, view, values) is { } form ? new ActFormState(form, values) : null;
    }

    /// <summary>What the act moved: the state, or else itself.</summary>
    private string Said(CaseResult.Done done, string act)
    {
        var title = PlainActs.All.Contains(act) ? texts["act." + act] : texts.Trigger(act);
        var moves = done.Events.Where(e => e.FromState is { } from && from != e.ToState).ToList();
        return moves.Count == 0
            ? texts["act.done", done.Case.Number, title]
            : texts["act.moved", done.Case.Number, title, texts.State(moves[0].FromState!), texts.State(moves[^1].ToState)];
    }
}
