using System.Globalization;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>What people do to a hand-over of the current shop.</summary>
[RequireRight(Right.WorkCases)]
public sealed class TakeOverController(CurrentShop current, TakeOver takeOver, Texts texts) : Controller
{
    private const string NoteField = "note-";
    private SignedIn Reader => HttpContext.SignedIn();

    [HttpPost("/handovers/{id:long}/notes")]
    public async Task<IActionResult> Notes(long id, CancellationToken cancellation)
    {
        var notes = Request.Form.Where(f => f.Key.StartsWith(NoteField, StringComparison.Ordinal))
            .Select(f => (IsId: long.TryParse(f.Key[NoteField.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var caseId), Case: caseId, Note: f.Value.ToString()))
            .Where(n => n.IsId).DistinctBy(n => n.Case).ToDictionary(n => n.Case, n => n.Note);
        return Done(id, await takeOver.NoteAsync(await current.RequireAsync(cancellation), id, notes, Reader, cancellation), "handover.noted");
    }

    [HttpPost("/handovers/{id:long}/accept")]
    public async Task<IActionResult> Accept(long id, [FromQuery(Name = "case")] long? caseId, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        var wrong = caseId is { } one ? await takeOver.AcceptAsync(shop, id, one, Reader, cancellation) : await takeOver.AcceptAllAsync(shop, id, Reader, cancellation);
        return Done(id, wrong, "handover.accepted");
    }

    [HttpPost("/handovers/{id:long}/ask")]
    public async Task<IActionResult> Ask(long id, [FromQuery(Name = "case")] long caseId, CancellationToken cancellation)
    {
        var question = Request.Form[FormattableString.Invariant($"question-{caseId}")].ToString();
        return Done(id, await takeOver.AskAsync(await current.RequireAsync(cancellation), id, caseId, question, Reader, cancellation), "handover.asked");
    }

    [HttpPost("/handovers/{id:long}/sign-off")]
    public async Task<IActionResult> SignOff(long id, CancellationToken cancellation) =>
        Done(id, await takeOver.SignOffAsync(await current.RequireAsync(cancellation), id, Reader, cancellation), "handover.signed-off");

    private IActionResult Done(long id, string? wrong, string done)
    {
        if (wrong == "handover.gone") return NotFound();
        this.Flash(wrong is null ? new Flash(texts[done]) : new Flash(texts[wrong], FlashKind.Refused));
        return LocalRedirect(FormattableString.Invariant($"/handovers/{id}"));
    }
}
