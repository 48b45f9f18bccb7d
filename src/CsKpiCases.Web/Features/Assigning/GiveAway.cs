using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Assigning;

/// <summary>
/// Gives cases of the queue away as the shop's rule says, the soonest due first; each case says why it went to whom. What
/// nobody can take stays in the queue for the next time.
/// </summary>
public sealed class GiveAway(IDbContextFactory<CasesDbContext> contexts, CaseStore store, AssigneeReading assignees, ShopPeople people, Texts texts, TimeProvider time)
{
    /// <summary>Cases that one run looks at in one shop; the rest is due later and waits for the next.</summary>
    private const int MostAtOnce = 500;

    /// <summary>All shops that give away by a rule; the number of cases that got an owner.</summary>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        List<(Shop Shop, AssignmentMode Mode)> shops;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            shops = [.. (await db.ShopStaffings.AsNoTracking().Where(s => s.Mode != AssignmentMode.ByHand)
                .Join(db.Shops, s => s.ShopId, shop => shop.Id, (s, shop) => new { shop, s.Mode }).ToListAsync(cancellation)).Select(x => (x.shop, x.Mode))];
        }

        var given = 0L;
        foreach (var (shop, mode) in shops) given += await RunAsync(shop, mode, cancellation);
        return given;
    }

    /// <summary>One shop's queue; the number of cases that got an owner.</summary>
    public async Task<long> RunAsync(Shop shop, AssignmentMode mode, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return (await GiveAsync(shop, mode, Actor.System, await QueueAsync(shop.Id, null, cancellation), cancellation)).Done;
    }

    /// <summary>These of a shop's cases.</summary>
    public async Task<BatchReport> PickedAsync(Shop shop, AssignmentMode mode, Actor actor, IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return await GiveAsync(shop, mode, actor, await QueueAsync(shop.Id, [.. ids.Distinct().Take(CaseBatch.Most)], cancellation), cancellation);
    }

    private async Task<BatchReport> GiveAsync(Shop shop, AssignmentMode mode, Actor actor, List<QueuedCase> queue, CancellationToken cancellation)
    {
        var (done, refused) = (0, new List<BatchRefusal>());
        if (queue.Count == 0) return new BatchReport(done, refused);
        var (standing, last) = await ReadAsync(shop.Id, cancellation);
        foreach (var one in queue)
        {
            if (AssignmentRule.Choose(mode, standing, last, one.Type, one.Category) is not { } choice)
            {
                refused.Add(new BatchRefusal(one.Number, texts["assign.nobody-fits"]));
                continue;
            }

            var result = await GiveAsync(shop, mode, actor, one, choice, cancellation);
            if (result is CaseResult.Done)
            {
                done++;
                last = choice.To.AccountId;
                standing = [.. standing.Select(p => p.AccountId == last ? p.WithOneMore() : p)];
                continue;
            }

            refused.Add(new BatchRefusal(one.Number, result is CaseResult.Refused no ? texts.Refusal(no.Refusal) : texts["batch.stale"]));
            // somebody else gave cases away, or a shift has ended, since it was read
            if (result is CaseResult.Refused) (standing, last) = await ReadAsync(shop.Id, cancellation);
        }

        return new BatchReport(done, refused);
    }

    private Task<CaseResult> GiveAsync(Shop shop, AssignmentMode mode, Actor actor, QueuedCase one, AssignmentChoice choice, CancellationToken cancellation)
    {
        var to = choice.To.AccountId;
        var act = new FireTrigger(Triggers.AutoAssign) { Arguments = new AssignArguments(to) { Because = choice.Why } };
        return store.ActAsync(
            shop, one.Id, act, actor, one.Version,
            mode != AssignmentMode.RoundRobin ? null
                : (db, _, token) => db.ShopStaffings.Where(s => s.ShopId == shop.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastGivenToId, to), token),
            cancellation);
    }

    private async Task<(IReadOnlyList<Assignee> Standing, long? Last)> ReadAsync(long shopId, CancellationToken cancellation)
    {
        var agents = (await people.OfAsync(shopId, cancellation)).Where(p => p.Roles.Contains(Role.Agent)).Select(p => p.Id).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var last = await db.ShopStaffings.AsNoTracking().Where(s => s.ShopId == shopId).Select(s => s.LastGivenToId).SingleOrDefaultAsync(cancellation);
        return (await assignees.AllAsync(db, shopId, agents, time.GetUtcNow().UtcDateTime, cancellation), last);
    }

    private async Task<List<QueuedCase>> QueueAsync(long shopId, IReadOnlyCollection<long>? ids, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var queue = db.Cases.AsNoTracking().Where(c => c.ShopId == shopId && c.State == SharedWorkflow.Classified && c.Stage < Stage.Penalize);
        if (ids is not null) queue = queue.Where(c => EF.Parameter(ids).Contains(c.Id));
        return await queue.OrderBy(c => c.SortDueAt).ThenBy(c => c.Id).Take(MostAtOnce)
            .Select(c => new QueuedCase(c.Id, c.Number, c.Version, c.Type, c.Category)).ToListAsync(cancellation);
    }

    private sealed record QueuedCase(long Id, string Number, int Version, CaseType Type, string? Category);
}
