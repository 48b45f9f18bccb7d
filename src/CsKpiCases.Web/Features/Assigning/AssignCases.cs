using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Assigning;

/// <summary>Gives picked cases to agents: to one named, to whoever claims them, or as the rule says.</summary>
public sealed class AssignCases(CaseBatch batch, CasesDbContext db, ReadBoard board, AssigneeReading assignees, GiveAway giveAway, TimeProvider time)
{
    /// <summary>From the queue or from whoever has them. With a reason a supervisor goes over what speaks against the agent.</summary>
    public Task<BatchReport> ToAsync(Shop shop, Actor actor, IReadOnlyCollection<long> ids, long ownerId, string? reason, CancellationToken cancellation) =>
        batch.EachAsync(
            shop, actor, ids,
            one => new FireTrigger(one.State == SharedWorkflow.Classified ? Triggers.Assign : Triggers.Reassign)
            {
                Arguments = new AssignArguments(ownerId), Note = reason, Override = reason is not null,
            },
            cancellation);

    public Task<BatchReport> ClaimAsync(Shop shop, Actor actor, IReadOnlyCollection<long> ids, CancellationToken cancellation) =>
        batch.EachAsync(shop, actor, ids, _ => new FireTrigger(Triggers.Claim), cancellation);

    /// <summary>As the shop's rule says; a shop that gives away by hand: each to the least loaded.</summary>
    public async Task<BatchReport> ByRuleAsync(Shop shop, Actor actor, IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var mode = await db.ShopStaffings.AsNoTracking().Where(s => s.ShopId == shop.Id).Select(s => s.Mode).SingleOrDefaultAsync(cancellation);
        return await giveAway.PickedAsync(shop, mode == AssignmentMode.ByHand ? AssignmentMode.LeastLoaded : mode, actor, ids, cancellation);
    }

    /// <summary>What speaks against giving any of these cases to somebody: reason codes. His limit is asked for all of them together.</summary>
    public async Task<IReadOnlyList<string>> HindrancesAsync(Shop shop, IReadOnlyCollection<long> ids, long ownerId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var stands = (await assignees.AllAsync(db, shop.Id, [ownerId], time.GetUtcNow().UtcDateTime, cancellation))[0];
        var found = new List<string>();
        foreach (var one in await board.NamedAsync(shop.Id, ids, cancellation))
        {
            found.AddRange(stands.Hindrances(one.Type, one.Category));
            stands = stands.WithOneMore();
        }

        return [.. found.Distinct()];
    }
}
