using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>Looks whether what a request names by id is there and of the same shop: nothing of another shop may be tied to a case.</summary>
public sealed class CheckReferences(CasesDbContext db)
{
    public async Task BuyerAsync(long shopId, long? id, string path, List<ProblemError> errors, CancellationToken cancellation) =>
        Note(id is null || await db.Buyers.AnyAsync(b => b.Id == id && b.ShopId == shopId, cancellation), path, FieldCodes.UnknownBuyer, "No buyer of that id in the shop.", errors);

    public async Task TeamAsync(long shopId, long? id, string path, List<ProblemError> errors, CancellationToken cancellation) =>
        Note(id is null || await db.Teams.AnyAsync(t => t.Id == id && t.ShopId == shopId, cancellation), path, FieldCodes.UnknownTeam, "No team of that id in the shop.", errors);

    /// <summary>Somebody who may own the shop's cases.</summary>
    public async Task OwnerAsync(long shopId, long? id, string path, List<ProblemError> errors, CancellationToken cancellation) =>
        Note(
            id is null || await CaseReferences.MayOwnAsync(db, shopId, id.Value, cancellation),
            path, FieldCodes.UnknownAccount, "Nobody of that id owns cases in the shop.", errors);

    public async Task OrderLineAsync(FoundCase found, long? id, string path, List<ProblemError> errors, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        Note(
            id is null || await db.Cases.Where(c => c.Id == found.Id).AnyAsync(c => db.OrderLines.Any(l => l.Id == id && l.OrderId == c.OrderId), cancellation),
            path, FieldCodes.UnknownOrderLine, "No line of that id in the case's order.", errors);
    }

    /// <summary>What a trigger's arguments name.</summary>
    public async Task ArgumentsAsync(FoundCase found, TriggerArguments? arguments, List<ProblemError> errors, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        var shop = found.Shop.Id;
        switch (arguments)
        {
            case AssignArguments assign:
                await OwnerAsync(shop, assign.OwnerId, "data.ownerId", errors, cancellation);
                await TeamAsync(shop, assign.TeamId, "data.teamId", errors, cancellation);
                break;
            case HandOverArguments handOver:
                await OwnerAsync(shop, handOver.ToAccountId, "data.toAccountId", errors, cancellation);
                break;
            case DuplicateArguments duplicate:
                Note(
                    await db.Cases.AnyAsync(c => c.Id == duplicate.OfCaseId && c.ShopId == shop, cancellation),
                    "data.ofCaseId", FieldCodes.UnknownCase, "No case of that id in the shop.", errors);
                break;
            case ProposeArguments propose:
                await OrderLineAsync(found, propose.OrderLineId, "data.orderLineId", errors, cancellation);
                break;
            case RuleArguments { Ruling: { } ruling }:
                await SharesAsync(found, ruling, "data.ruling.", errors, cancellation);
                break;
        }
    }

    /// <summary>The rules of a ruling, field by field, and its agents.</summary>
    public async Task SharesAsync(FoundCase found, Domain.Penalties.RulingDraft ruling, string within, List<ProblemError> errors, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(ruling);
        ArgumentNullException.ThrowIfNull(errors);
        ruling.Check(out var faults);
        errors.AddRange(faults.Select(f => new ProblemError(within + f.Path, f.Code, f.Message)));
        for (var i = 0; i < ruling.Shares.Count; i++)
        {
            if (ruling.Shares[i]?.AccountId is not { } account) continue;
            var isThere = await CaseReferences.MayBeRuledAsync(db, found.Shop.Id, found.Id, account, cancellation);
            Note(isThere, $"{within}shares[{i}].accountId", FieldCodes.UnknownAccount, "Nobody of that id owns cases in the shop, or owned this one.", errors);
        }
    }

    private static void Note(bool isThere, string path, string code, string message, List<ProblemError> errors)
    {
        if (!isThere) errors.Add(new ProblemError(path, code, message));
    }
}
