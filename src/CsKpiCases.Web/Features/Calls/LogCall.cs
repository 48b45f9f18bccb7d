using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Calls;

/// <summary>Writes down how a supervisor's call went: a contact of the case, and once the buyer was reached the call is no longer owed.</summary>
public sealed class LogCall(CaseStore store, Texts texts)
{
    /// <summary>Null when it is done, else why not.</summary>
    public async Task<string?> RunAsync(Shop shop, OwedCall call, bool reached, string? note, int version, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(call);
        if (BlankText.Is(note)) return texts["calls.note-needed"];
        var contact = await store.ActAsync(shop, call.CaseId, new LogContact(Channel.Phone, reached) { Note = note }, actor, version, cancellation: cancellation);
        if (contact is not CaseResult.Done) return Why(contact);
        if (!reached) return null;
        var kept = await store.ActAsync(shop, call.CaseId, new KeepPromise(call.PromiseId), actor, null, cancellation: cancellation);
        // somebody else has kept it meanwhile: that is what was wanted
        return kept is CaseResult.Done or CaseResult.Refused { Refusal.Reason: RefusalReason.PromiseNotOpen } ? null : Why(kept);
    }

    private string Why(CaseResult result) => result switch
    {
        CaseResult.Refused no => texts.Refusal(no.Refusal),
        CaseResult.Stale => texts["batch.stale"],
        _ => texts["batch.gone"],
    };
}
