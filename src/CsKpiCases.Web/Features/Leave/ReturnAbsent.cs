using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Leave;

/// <summary>
/// What waits on somebody who is away must not wait for his return: what is only assigned goes back to the queue, what is in work
/// gets another owner, the least loaded who is fit. What he was given on purpose while away stays his. What nobody can take is
/// tried again, and the supervisors are told once.
/// </summary>
public sealed class ReturnAbsent(
    IDbContextFactory<CasesDbContext> contexts, CaseStore store, CaseWriter writer, AssigneeReading assignees, ShopPeople people, IdSource ids, TimeProvider clock)
{
    private const int MostAtOnce = 1000;

    // what makes somebody the owner on purpose
    private static readonly string[] Giving = [Triggers.Assign, Triggers.Reassign, Triggers.Claim, Triggers.AcceptHandOver];

    /// <summary>All shops; how many cases were moved.</summary>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        List<(Shop Shop, LeaveRequest Leave)> running;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            running = [.. (await db.LeaveRequests.AsNoTracking().Where(l => l.HoldsFrom <= now && l.HoldsTo > now).OrderBy(l => l.Id)
                .Join(db.Shops, l => l.ShopId, s => s.Id, (l, s) => new { s, l }).ToListAsync(cancellation)).Select(x => (x.s, x.l))];
        }

        var moved = 0L;
        foreach (var (shop, leave) in running) moved += await RunAsync(shop, leave, now, cancellation);
        return moved;
    }

    private async Task<long> RunAsync(Shop shop, LeaveRequest leave, DateTime now, CancellationToken cancellation)
    {
        var waiting = await WaitingAsync(leave, cancellation);
        if (waiting.Count == 0) return 0;
        var (moved, left) = (0L, 0);
        var standing = await StandingAsync(shop.Id, leave.AccountId, now, cancellation);
        foreach (var one in waiting)
        {
            FireTrigger act;
            if (one.State == SharedWorkflow.Assigned)
            {
                act = new FireTrigger(Triggers.ReturnToQueue);
            }
            else if (AssignmentRule.Choose(AssignmentMode.LeastLoaded, standing, null, one.Type, one.Category) is { } choice)
            {
                act = new FireTrigger(Triggers.Reassign) { Arguments = new AssignArguments(choice.To.AccountId) { Because = choice.Why with { InPlaceOfId = leave.AccountId } } };
                standing = [.. standing.Select(p => p.AccountId == choice.To.AccountId ? p.WithOneMore() : p)];
            }
            else
            {
                left++;
                continue;
            }

            if (await store.ActAsync(shop, one.Id, act, Actor.System, one.Version, cancellation: cancellation) is CaseResult.Done) moved++;
        }

        if (left > 0) await TellAsync(shop, leave, left, now, cancellation);
        return moved;
    }

    private async Task<List<WaitingCase>> WaitingAsync(LeaveRequest leave, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Cases.AsNoTracking()
            .Where(c => c.ShopId == leave.ShopId && c.OwnerId == leave.AccountId && c.Stage < Stage.Penalize && c.WaitsOn == Wait.Agent
                && !db.CaseEvents.Any(e => e.CaseId == c.Id && e.OwnerId == leave.AccountId && e.At > leave.HoldsFrom && e.Trigger != null && Giving.Contains(e.Trigger)))
            .OrderBy(c => c.SortDueAt).ThenBy(c => c.Id).Take(MostAtOnce)
            .Select(c => new WaitingCase(c.Id, c.Version, c.State, c.Type, c.Category)).ToListAsync(cancellation);
    }

    private async Task<IReadOnlyList<Assignee>> StandingAsync(long shopId, long except, DateTime now, CancellationToken cancellation)
    {
        var agents = (await people.OfAsync(shopId, cancellation)).Where(p => p.Roles.Contains(Role.Agent) && p.Id != except).Select(p => p.Id).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await assignees.AllAsync(db, shopId, agents, now, cancellation);
    }

    private Task TellAsync(Shop shop, LeaveRequest leave, int left, DateTime now, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            var fact = string.Create(CultureInfo.InvariantCulture, $"absent-told:{leave.Id}");
            if (await db.StoreFacts.AnyAsync(f => f.Name == fact, token)) return;
            db.StoreFacts.Add(new StoreFact { Name = fact, Value = Instants.Format(now) });
            db.Add(new StaffNotice("notice.absent_left", string.Create(CultureInfo.InvariantCulture, $"/assign?of={leave.AccountId}"))
            {
                To = Audience.Supervisors,
                Arguments = new Dictionary<string, string> { ["by"] = leave.AccountId.ToString(CultureInfo.InvariantCulture), ["count"] = left.ToString(CultureInfo.InvariantCulture) },
            }.Message(ids.Next(), shop.Id, now));
            await db.SaveChangesAsync(token);
        },
        cancellation);

    private sealed record WaitingCase(long Id, int Version, string State, CaseType Type, string? Category);
}
