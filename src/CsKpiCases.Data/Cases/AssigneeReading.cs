using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>Reads how people stand who could be given a case: skills, limit, load, shift and leave. A few statements, however many they are.</summary>
public sealed class AssigneeReading(ShiftBook shifts)
{
    /// <summary>Whom an act would give its case to; null where it gives it to nobody at once.</summary>
    public static long? Of(CaseAct act, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(actor);
        return act switch
        {
            FireTrigger { Trigger: Triggers.Claim } => actor.AccountId,
            FireTrigger { Arguments: AssignArguments assign } => assign.OwnerId,
            _ => null,
        };
    }

    /// <summary>For deciding, in the act's own transaction: on PostgreSQL two cases that go to one person wait for each other at his account.</summary>
    internal async Task<Assignee> LockedAsync(CasesDbContext db, long shopId, long accountId, DateTime now, CancellationToken cancellation)
    {
        if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Accounts" WHERE "Id" = {accountId} FOR NO KEY UPDATE""", cancellation).ConfigureAwait(false);
        return (await AllAsync(db, shopId, [accountId], now, cancellation).ConfigureAwait(false))[0];
    }

    /// <summary>These people, in their order.</summary>
    public async Task<IReadOnlyList<Assignee>> AllAsync(CasesDbContext db, long shopId, IReadOnlyCollection<long> accounts, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(accounts);
        var usual = await db.ShopStaffings.AsNoTracking().Where(s => s.ShopId == shopId).Select(s => s.WorkLimit).SingleOrDefaultAsync(cancellation).ConfigureAwait(false);
        var profiles = await db.AgentProfiles.AsNoTracking().Where(p => p.ShopId == shopId && EF.Parameter(accounts).Contains(p.AccountId))
            .ToDictionaryAsync(p => p.AccountId, cancellation).ConfigureAwait(false);
        var loads = await db.Cases.Where(c => c.ShopId == shopId && c.Stage < Stage.Penalize && c.OwnerId != null && EF.Parameter(accounts).Contains(c.OwnerId.Value))
            .GroupBy(c => c.OwnerId!.Value)
            .Select(g => new { Owner = g.Key, OnHim = g.Count(c => c.WaitsOn == Wait.Agent), Open = g.Count() })
            .ToDictionaryAsync(g => g.Owner, g => new Workload(g.OnHim, g.Open - g.OnHim), cancellation).ConfigureAwait(false);
        var roster = await shifts.OfAsync(shopId, cancellation).ConfigureAwait(false);
        return [.. accounts.Select(id => new Assignee(
            id, roster.IsAtWork(id, now), roster.IsOnLeave(id, now), loads.GetValueOrDefault(id, Workload.None),
            profiles.GetValueOrDefault(id)?.WorkLimit ?? usual, Skills.Of(profiles.GetValueOrDefault(id))))];
    }
}
