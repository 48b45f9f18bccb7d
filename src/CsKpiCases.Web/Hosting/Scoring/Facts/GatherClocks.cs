using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>
/// Clocks judged in a period (at the earlier of stop and breach) whose verdict is an agent's. What is the queue's, another
/// department's, excused, imported or a policy change's doing scores on nobody.
/// </summary>
internal static class GatherClocks
{
    public static async Task<Dictionary<long, ClockFacts>> RunAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var rows = await db.CaseClocks.AsNoTracking()
            .Where(c => c.ShopId == shopId && c.JudgedAt >= period.FromUtc && c.JudgedAt < period.ToUtc)
            .Where(c => c.AttributedParty == AttributionParty.Agent && c.AttributedToId != null && c.IsScored && c.ExcusedAt == null)
            .Where(c => c.State == ClockState.Met || c.State == ClockState.Late || c.State == ClockState.Breached)
            .Select(c => new { AgentId = c.AttributedToId!.Value, c.Id, c.State })
            .ToListAsync(cancellation);
        var agents = new Dictionary<long, (List<long> Judged, List<long> Missed, List<long> Breached)>();
        foreach (var row in rows)
        {
            if (!agents.TryGetValue(row.AgentId, out var lists)) agents[row.AgentId] = lists = ([], [], []);
            lists.Judged.Add(row.Id);
            // a breached clock is not also counted as missed
            if (row.State == ClockState.Late) lists.Missed.Add(row.Id);
            if (row.State == ClockState.Breached) lists.Breached.Add(row.Id);
        }

        return agents.ToDictionary(a => a.Key, a => new ClockFacts(Sorted(a.Value.Judged), Sorted(a.Value.Missed), Sorted(a.Value.Breached)));
    }

    private static List<long> Sorted(List<long> ids)
    {
        ids.Sort();
        return ids;
    }
}
