using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>Who was an agent of a shop at any time of a month, and when: roles that were given or taken later change nothing of it.</summary>
public sealed class AgentRoster
{
    /// <summary>Roles given so soon after the account was made came with it.</summary>
    private static readonly TimeSpan WithTheAccount = TimeSpan.FromDays(1);

    private readonly Period period;
    private readonly ILookup<long, Held> byAccount;

    private AgentRoster(Period period, IEnumerable<Held> held) => (this.period, byAccount) = (period, held.ToLookup(h => h.AccountId));

    /// <summary>All roles of the shop that were held by the period's end.</summary>
    public static async Task<AgentRoster> ReadAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var now = await db.Grants.Where(g => g.ShopId == shopId || g.ShopId == null)
            .Join(db.Users, g => g.AccountId, a => a.Id, (g, a) => new Held(g.AccountId, g.Role, g.SinceAt, null, a.CreatedAt, a.IsDisabled)).ToListAsync(cancellation);
        var before = await db.FormerGrants.Where(g => g.ShopId == shopId || g.ShopId == null)
            .Join(db.Users, g => g.AccountId, a => a.Id, (g, a) => new Held(g.AccountId, g.Role, g.SinceAt, g.EndedAt, a.CreatedAt, a.IsDisabled)).ToListAsync(cancellation);
        return new AgentRoster(period, now.Concat(before));
    }

    /// <summary>
    /// The period's agents, and who has facts in it and no role yet or any more (or came with an import). A supervisor who lent
    /// a hand is no agent to be ranked; who has left is one where he has facts.
    /// </summary>
    public IEnumerable<long> Agents(IReadOnlySet<long> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var agents = byAccount.Where(held => held.Any(h => h.Role == Role.Agent && h.Overlaps(period) && (!h.IsDisabled || known.Contains(h.AccountId)))).Select(held => held.Key);
        return agents.Union(known.Where(id => !byAccount[id].Any(h => h.Overlaps(period)) && BecameAgent(byAccount[id])));
    }

    /// <summary>Who was an agent at any time of the period, or became one after it, and has not left.</summary>
    public IEnumerable<long> AgentsStillHere => byAccount.Where(held => IsAgent(held.Key) && held.Any(h => !h.IsDisabled)).Select(held => held.Key);

    /// <summary>Whether somebody was an agent at any time of the period, or became one after it.</summary>
    public bool IsAgent(long accountId) => byAccount[accountId].Any(h => h.Role == Role.Agent && (h.EndedAt is not { } ended || ended > period.FromUtc));

    /// <summary>On how many days he was one; null: on all, or it is not known.</summary>
    public TimeInRole? DaysOf(long accountId, TimeZoneInfo zone) =>
        TimeInRole.Of(period, zone, byAccount[accountId].Where(h => h.Role == Role.Agent).Select(h => (h.From, h.EndedAt)));

    /// <summary>Whoever has facts of before his first roles was then what he became first, an agent if he was that too; without any such role, an agent.</summary>
    private bool BecameAgent(IEnumerable<Held> held)
    {
        var later = held.Where(h => h.SinceAt >= period.ToUtc).ToLookup(h => h.SinceAt);
        return later.Count == 0 || later.MinBy(at => at.Key)!.Any(h => h.Role == Role.Agent);
    }

    private sealed record Held(long AccountId, Role Role, DateTime SinceAt, DateTime? EndedAt, DateTime AccountAt, bool IsDisabled)
    {
        /// <summary>An account's first day in the store is no first day at work: the attendance list knows that one.</summary>
        public DateTime From => SinceAt < AccountAt + WithTheAccount ? DateTime.UnixEpoch : SinceAt;

        public bool Overlaps(Period period) => SinceAt < period.ToUtc && (EndedAt is not { } ended || ended > period.FromUtc);
    }
}
