using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Resources;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>What became of a form that was sent in.</summary>
/// <param name="Done">Set when the act was done.</param>
/// <param name="Again">Set when it was not: the page with the form, what was entered, and why.</param>
public sealed record ActAnswer(CaseResult.Done? Done, CasePageModel? Again);

/// <summary>Does what a form of the case page asks for, or says why not and keeps what was entered.</summary>
public sealed class ActOnCase(ReadCase cases, ActForms forms, CaseStore store, TakeEvidence take, EvidenceSettings limits, CasesDbContext db, MentionedPeople mentioned, Texts texts)
{
    /// <summary>Null when the reader sees no such case, or the case has no such act.</summary>
    public async Task<ActAnswer?> RunAsync(string number, string act, ActValues values, IReadOnlyList<IFormFile> photos, SignedIn actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(photos);
        ArgumentNullException.ThrowIfNull(actor);
        var view = await cases.FindAsync(number, actor, cancellation);
        if (view is null || forms.Of(act, view, values) is not { } form) return null;
        var state = new ActFormState(form, values) { IsEntered = true };
        // without it nobody could tell whether the case is still as the form showed it
        if (values.Number("version") is not { } version) return Again(view, state with { Refusal = texts["form.no-version"] }, []);
        if (form.HasPhotos) return await AttachAsync(view, state, photos, version, cancellation);
        var other = values["otherCase"] is { } named ? await OtherAsync(view, named, cancellation) : null;
        var wanted = ReadAct.Of(act, view.Case.Type, values, other, out var missing);
        if (wanted is null || values.Unread.Count > 0) return Again(view, state, Faults(values, missing));
        if (wanted is ReattributeClock { OwnerId: { } agent } && !await CaseReferences.MayBearMissAsync(db, view.Shop.Id, view.Case.Id, agent, cancellation))
        {
            return Again(view, state, new() { ["party"] = texts["form.cannot-bear"] });
        }

        if (wanted is AddNote note) wanted = await mentioned.InAsync(view.Shop.Id, note, cancellation);
        return await AnswerAsync(view, state, await DoAsync(view, wanted, version, cancellation), actor, cancellation);
    }

    private Task<CaseResult> DoAsync(CaseView view, CaseAct act, int? version, CancellationToken cancellation) =>
        store.ActAsync(view.Shop, view.Case.Id, act, view.Reader.ActorIn(view.Shop.Id), version, act is LogContact { CannedReplyId: { } reply } ? CountAsync(reply) : null, cancellation);

    /// <summary>Counts, with the contact itself, how often a canned reply was sent.</summary>
    private static Func<CasesDbContext, CaseResult.Done, CancellationToken, Task> CountAsync(long reply) => (store, done, token) =>
    {
        var at = done.Case.LastEventAt;
        return store.CannedReplies.Where(r => r.Id == reply).ExecuteUpdateAsync(s => s.SetProperty(r => r.UseCount, r => r.UseCount + 1).SetProperty(r => r.LastUsedAt, at), token);
    };

    private async Task<ActAnswer?> AnswerAsync(CaseView view, ActFormState state, CaseResult result, SignedIn actor, CancellationToken cancellation)
    {
        switch (result)
        {
            case CaseResult.Done done:
                return new ActAnswer(done, null);
            case CaseResult.Refused { Refusal: var no }:
                var named = no.Arguments.GetValueOrDefault("name") is { } name ? ReadGoodsAct.FieldOf(name, state.Values) ?? name : null;
                var field = state.Form.Fields.Any(f => f.Name == named) ? named : FieldOf(no.Reason, state.Form);
                return Again(view, state with { Refusal = texts.Refusal(no) }, field is null ? [] : new() { [field] = texts.Refusal(no) });
            case CaseResult.Stale stale:
                var fresh = await cases.FindAsync(view.Case.Number, actor, cancellation);
                return fresh is null ? null : new ActAnswer(null, new CasePageModel(fresh, state with { Since = stale.Since, Refusal = texts["form.stale"] }));
            default:
                return null;
        }
    }

    /// <summary>
    /// All files are looked at before the first is attached, so that one that is refused leaves the case as it was. What the
    /// case has already is passed over as long as something is new. The note stands on the first.
    /// </summary>
    private async Task<ActAnswer?> AttachAsync(CaseView view, ActFormState state, IReadOnlyList<IFormFile> photos, int opened, CancellationToken cancellation)
    {
        if (photos.Count is 0 or > EvidenceFiles.MostFiles)
        {
            return Again(view, state, new() { ["photos"] = photos.Count == 0 ? texts["refusal.missing_argument", texts["field.photos"]] : texts["file.too_many", EvidenceFiles.MostFiles] });
        }

        var stored = new List<AttachEvidence>(photos.Count);
        foreach (var photo in photos)
        {
            await using var content = photo.OpenReadStream();
            var (file, fault) = await take.RunAsync(photo.FileName, content, cancellation);
            if (file is null) return Again(view, state, new() { ["photos"] = texts.FileFault(limits, photo.FileName, fault!.Value) });
            stored.Add(file);
        }

        var (version, note) = ((int?)opened, state.Values["note"]);
        var fresh = stored.DistinctBy(file => file.ContentHash).Where(file => !view.File.EvidenceHashes.Contains(file.ContentHash)).ToList();
        CaseResult.Done? last = null;
        foreach (var attach in fresh.Count > 0 ? fresh : stored)
        {
            var result = await DoAsync(view, attach with { Note = note }, version, cancellation);
            // once one of them is attached the version is our own
            if (result is CaseResult.Done done) (last, version, note) = (done, null, null);
            else if (last is null || result is not CaseResult.Refused { Refusal.Reason: RefusalReason.DuplicateEvidence }) return await AnswerAsync(view, state, result, view.Reader, cancellation);
        }

        return new ActAnswer(last, null);
    }

    private Task<long?> OtherAsync(CaseView view, string number, CancellationToken cancellation)
    {
        var wanted = number.ToUpperInvariant();
        return db.Cases.AsNoTracking().Where(c => c.Number == wanted && c.ShopId == view.Shop.Id).Select(c => (long?)c.Id).FirstOrDefaultAsync(cancellation);
    }

    private Dictionary<string, string> Faults(ActValues values, string? missing)
    {
        var faults = values.Unread.Distinct().ToDictionary(name => name, name => texts["refusal.invalid_argument", texts.Field(name)]);
        if (missing is not null) faults.TryAdd(missing, missing == "otherCase" && values["otherCase"] is not null ? texts["form.no-such-case"] : texts["refusal.missing_argument", texts.Field(missing)]);
        return faults;
    }

    private static string? FieldOf(string reason, ActForm form)
    {
        var field = reason switch
        {
            RefusalReason.AboveLimit or RefusalReason.AmountAboveRemaining or RefusalReason.OrderRequired => "amount",
            RefusalReason.NoteRequired or RefusalReason.ReasonRequired => "note",
            RefusalReason.SameCase => "otherCase",
            RefusalReason.InTheFuture or RefusalReason.BeforePreviousEvent => "at",
            RefusalReason.DuplicateEvidence => "photos",
            _ => null,
        };
        return form.Fields.Any(f => f.Name == field) ? field : null;
    }

    private static ActAnswer Again(CaseView view, ActFormState state, Dictionary<string, string> faults) =>
        new(null, new CasePageModel(view, state with { Faults = faults }));
}
