using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Responsibility;

/// <summary>The agent answers a penalty, somebody else decides it: both are acts on its case.</summary>
public sealed class ActOnPenalty(IDbContextFactory<CasesDbContext> contexts, CaseStore store)
{
    /// <summary>The agent accepts, or appeals with his words.</summary>
    public Task<CaseResult> AnswerAsync(Shop shop, long penaltyId, bool accepts, string? words, Actor actor, CancellationToken cancellation) =>
        ActAsync(shop, penaltyId, new AnswerPenalty(penaltyId, accepts) { Note = words }, actor, cancellation);

    /// <summary>Confirmed, reduced or dropped; an amount that cannot be read counts as none given.</summary>
    public Task<CaseResult> DecideAsync(Shop shop, long penaltyId, PenaltyTrigger decision, string? reduceTo, string? reason, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        decimal? amount = decision == PenaltyTrigger.Reduce && AmountText.TryParse(reduceTo, out var yuan, out _) ? yuan : null;
        var act = new DecidePenalty(penaltyId, decision, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)) { ReduceTo = amount, Note = string.IsNullOrWhiteSpace(reason) ? null : reason };
        return ActAsync(shop, penaltyId, act, actor, cancellation);
    }

    private async Task<CaseResult> ActAsync(Shop shop, long penaltyId, CaseAct act, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var caseId = await db.Penalties.Where(p => p.Id == penaltyId && p.ShopId == shop.Id).Select(p => (long?)p.CaseId).FirstOrDefaultAsync(cancellation);
        // The penalty's own state decides; what else happened on the case meanwhile does not matter.
        return caseId is { } id ? await store.ActAsync(shop, id, act, actor, null, cancellation: cancellation) : new CaseResult.NotFound();
    }
}
