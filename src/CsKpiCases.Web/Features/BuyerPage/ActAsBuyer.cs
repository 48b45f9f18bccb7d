using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.BuyerLinks;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Resources;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Features.BuyerPage;

/// <summary>Does what a buyer asks for on his page. Answers what was wrong, by field; nothing when it was done.</summary>
public sealed class ActAsBuyer(CaseStore store, TakeEvidence take, EvidenceSettings limits, IOptions<BuyerPageSettings> settings, Texts texts)
{
    /// <summary>Files of one form.</summary>
    public const int MostFiles = 10;
    private const int LongestWord = 2000;

    /// <summary>Takes his word and his files; where he was asked, they are the answer.</summary>
    public async Task<Dictionary<string, string>> SendAsync(BuyerVisit visit, BuyerForm form, IReadOnlyList<IFormFile> files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visit);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(files);
        var faults = Check(visit, form, files);
        if (faults.Count > 0) return faults;
        // all are looked at before the first is attached
        var taken = new List<AttachEvidence>(files.Count);
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            var (act, fault) = await take.RunAsync(file.FileName, content, cancellation);
            if (act is null) return new() { ["photos"] = texts.FileFault(limits, file.FileName, fault!.Value) };
            taken.Add(act);
        }

        var isNew = taken.Count == 0;
        foreach (var act in taken)
        {
            var result = await DoAsync(visit, act, null, cancellation);
            isNew |= result is CaseResult.Done;
            if (result is CaseResult.Refused { Refusal: var no } && no.Reason != RefusalReason.DuplicateEvidence) return new() { ["photos"] = texts.Refusal(no) };
        }

        // the same form sent twice says nothing new
        if ((form.Word is not null && visit.HasJustSaid(form.Word)) || (form.Word is null && !isNew)) return faults;
        if (visit.Answers is { } answers && await DoAsync(visit, new FireTrigger(answers.Trigger) { Note = form.Word }, null, cancellation) is CaseResult.Done) return faults;
        return Said(await DoAsync(visit, new RecordBuyerMessage(Channel.BuyerPage) { Note = form.Word }, null, cancellation), "note");
    }

    /// <summary>Fires what the machine lets a buyer fire. Somebody else may have been first: then he looks again.</summary>
    public async Task<Dictionary<string, string>> FireAsync(BuyerVisit visit, BuyerForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visit);
        ArgumentNullException.ThrowIfNull(form);
        if (form.Word is { Length: > LongestWord }) return new() { ["choice"] = texts["buyer.too-long", LongestWord] };
        if (visit.Offers.FirstOrDefault(o => o.Trigger == form.Trigger) is not { } offer || form.Version is not { } version) return new() { ["choice"] = texts["buyer.changed"] };
        if (offer.Trigger == Triggers.Withdraw && !form.Confirm) return new() { ["withdraw"] = texts["buyer.confirm-withdraw"] };
        if (offer.NeedsNote && form.Word is null) return new() { ["choice"] = texts["buyer.say-why"] };
        return Said(await DoAsync(visit, new FireTrigger(offer.Trigger) { Note = form.Word }, version, cancellation), offer.Trigger == Triggers.Withdraw ? "withdraw" : "choice");
    }

    /// <summary>The courier and number of what he sends back. Postage that he laid out is the agent's to note, with its receipt.</summary>
    public async Task<Dictionary<string, string>> TrackAsync(BuyerVisit visit, BuyerForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visit);
        ArgumentNullException.ThrowIfNull(form);
        if (string.IsNullOrWhiteSpace(form.Courier) || string.IsNullOrWhiteSpace(form.TrackingNumber)) return new() { ["tracking"] = texts["buyer.tracking-needed"] };
        var act = new FireTrigger(Triggers.GiveTracking) { Arguments = new TrackingArguments(form.Courier.Trim(), form.TrackingNumber.Trim()) };
        return Said(await DoAsync(visit, act, form.Version, cancellation), "tracking");
    }

    public async Task<Dictionary<string, string>> RateAsync(BuyerVisit visit, BuyerForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visit);
        ArgumentNullException.ThrowIfNull(form);
        return form.Stars is not { } stars ? new() { ["stars"] = texts["buyer.choose-stars"] } : Said(await DoAsync(visit, new RateService(stars) { Note = form.Word }, null, cancellation), "stars");
    }

    private Dictionary<string, string> Check(BuyerVisit visit, BuyerForm form, IReadOnlyList<IFormFile> files)
    {
        var faults = new Dictionary<string, string>();
        var left = settings.Value.FilesPerCase - visit.Files.Count;
        if (form.Word is { Length: > LongestWord }) faults["note"] = texts["buyer.too-long", LongestWord];
        if (files.Count > MostFiles) faults["photos"] = texts["file.too_many", MostFiles];
        else if (files.Count > left) faults["photos"] = texts["buyer.files-full", settings.Value.FilesPerCase];
        if (form.Word is null && files.Count == 0) faults["note"] = texts["buyer.nothing"];
        return faults;
    }

    private Task<CaseResult> DoAsync(BuyerVisit visit, CaseAct act, int? version, CancellationToken cancellation) =>
        store.ActAsync(visit.Shop, visit.Case.Id, act, Actor.Buyer, version, cancellation: cancellation);

    private Dictionary<string, string> Said(CaseResult result, string field) => result switch
    {
        CaseResult.Done => [],
        CaseResult.Refused { Refusal: var no } => new() { [field] = texts.Refusal(no) },
        _ => new() { [field] = texts["buyer.changed"] },
    };
}
