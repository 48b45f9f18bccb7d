using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.ScanBench;

/// <summary>What the bench sends: the number, and what to do with what it found.</summary>
public sealed record ScanForm(string? Scanned, long? CaseId, int? Version, string? Trigger, string? Hint, string? OrderNumber = null);

/// <summary>The scan bench: one field that keeps the focus, one scan, one key.</summary>
[RequireRight(Right.ReadCases)]
public sealed class ScanBenchController(CurrentShop current, FindParcel find, KeepOrphan orphans, OpenReturnedParcel returned, CaseStore store, Texts texts) : Controller
{
    private static readonly string[] Triggered = [Triggers.SignedFor, Triggers.Passes, Triggers.FirstScan];

    [HttpGet("/scan")]
    public async Task<IActionResult> Index(string? q, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        var scanned = q?.Trim();
        if (string.IsNullOrEmpty(scanned)) return View(new ScanPage(null, q is null ? null : texts["scan.empty"]));
        return scanned.Length > Parcel.LongestTrackingNumber
            ? View(new ScanPage(null, texts["scan.too-long", Parcel.LongestTrackingNumber]))
            : View(new ScanPage(await find.RunAsync(shop.Id, scanned, cancellation), null));
    }

    [HttpPost("/scan")]
    [RequireRight(Right.WorkCases)]
    public async Task<IActionResult> Act(ScanForm form, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        var reader = HttpContext.SignedIn();
        if (form is not { Scanned: { Length: > 0 and <= Parcel.LongestTrackingNumber } scanned, CaseId: { } caseId, Trigger: { } trigger } || !Triggered.Contains(trigger)) return BadRequest();
        var result = await store.ActAsync(shop, caseId, new FireTrigger(trigger), reader.ActorIn(shop.Id), form.Version, cancellation: cancellation);
        this.Flash(result switch
        {
            CaseResult.Done done => new Flash(texts["scan.done", done.Case.Number, texts.Trigger(trigger)]),
            CaseResult.Refused no => new Flash(texts.Refusal(no.Refusal), FlashKind.Refused),
            CaseResult.Stale => new Flash(texts["batch.stale"], FlashKind.Refused),
            _ => new Flash(texts["batch.gone"], FlashKind.Refused),
        });
        return LocalRedirect("/scan?q=" + Uri.EscapeDataString(scanned));
    }

    [HttpPost("/scan/returned")]
    [RequireRight(Right.WorkCases)]
    public async Task<IActionResult> Returned(ScanForm form, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        if (form.Scanned?.Trim() is not { Length: > 0 and <= Parcel.LongestTrackingNumber } scanned) return BadRequest();
        var number = form.OrderNumber?.Trim() ?? "";
        if (number.Length is > 0 and <= Case.LongestOrderNumber && await returned.RunAsync(shop, scanned, number, HttpContext.SignedIn().ActorIn(shop.Id), cancellation) is { } opened)
        {
            this.Flash(opened.IsNew ? new Flash(texts["scan.returned-done", scanned, opened.Number]) : new Flash(texts["scan.returned-open", scanned, opened.Number], FlashKind.Note));
            return LocalRedirect("/cases/" + opened.Number);
        }

        this.Flash(new Flash(texts["scan.no-order", number], FlashKind.Refused));
        return LocalRedirect("/scan?q=" + Uri.EscapeDataString(scanned));
    }

    [HttpPost("/scan/orphans")]
    [RequireRight(Right.WorkCases)]
    public async Task<IActionResult> Keep(ScanForm form, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        var hint = string.IsNullOrWhiteSpace(form.Hint) ? null : form.Hint.Trim();
        if (form.Scanned?.Trim() is not { Length: > 0 and <= Parcel.LongestTrackingNumber } scanned || hint is { Length: > OrphanParcel.LongestHint }) return BadRequest();
        if (form.CaseId is { } caseId)
        {
            var noted = await store.ActAsync(shop, caseId, new AddNote { Note = texts["scan.title"] + texts["list.colon"] + scanned }, HttpContext.SignedIn().ActorIn(shop.Id), form.Version, cancellation: cancellation);
            if (noted is not CaseResult.Done done) return BadRequest();
            await orphans.MatchAsync(shop.Id, scanned, caseId, cancellation);
            this.Flash(new Flash(texts["scan.matched", scanned, done.Case.Number]));
            return LocalRedirect("/cases/" + done.Case.Number);
        }

        var isNew = await orphans.KeepAsync(shop.Id, HttpContext.SignedIn().AccountId, scanned, hint, cancellation);
        this.Flash(new Flash(texts[isNew ? "scan.kept" : "scan.already", scanned]));
        return LocalRedirect("/scan");
    }
}

/// <summary>The bench with what the last scan found, or why it found nothing.</summary>
public sealed record ScanPage(ScanResult? Result, string? Fault);
