using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;

namespace CsKpiCases.Web.Features.Assigning;

/// <summary>Gives waiting cases to agents: to one named, to whoever claims them, or each to the least loaded.</summary>
public sealed class AssignCases(CaseBatch batch, FindUnassigned unassigned, ShiftBook shifts, TimeProvider time)
{
    public Task<BatchReport> ToAsync(Shop shop, Actor actor, IReadOnlyCollection<long> ids, long ownerId, CancellationToken cancellation) =>
        batch.EachAsync(shop, actor, ids, _ => new FireTrigger(Triggers.Assign) { Arguments = new AssignArguments(ownerId) }, cancellation);

    public Task<BatchReport> ClaimAsync(Shop shop, Actor actor, IReadOnlyCollection<long> ids, CancellationToken cancellation) =>
        batch.EachAsync(shop, actor, ids, _ => new FireTrigger(Triggers.Claim), cancellation);

    /// <summary>
    /// Each case to whoever is on shift now and has the fewest open ones, counting what was just given; nobody on shift: to
    /// the least loaded of all. Null when the shop has no agent.
    /// </summary>
    public async Task<BatchReport?> LeastLoadedAsync(Shop shop, Actor actor, IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var loads = await unassigned.LoadsAsync(shop, cancellation);
        if (loads.Count == 0) return null;
        var (roster, now) = (await shifts.OfAsync(shop.Id, cancellation), time.GetUtcNow().UtcDateTime);
        var onShift = loads.Where(load => roster.IsOnShift(load.Person.Id, now)).ToList();
        var open = (onShift.Count > 0 ? onShift : loads).ToDictionary(load => load.Person.Id, load => load.Open);
        long? given = null;
        return await batch.EachAsync(
            shop, actor, ids,
            _ =>
            {
                given = open.MinBy(pair => (pair.Value, pair.Key)).Key;
                return new FireTrigger(Triggers.AutoAssign) { Arguments = new AssignArguments(given.Value) };
            },
            () => open[given!.Value]++,
            cancellation);
    }
}
