using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>
/// first_handling_avg and resolution_time_avg: mean clock time, pauses excluded, in hours, of the clocks that stopped in a
/// period, each its owner's at the stop, whoever has the verdict: the buyer waited for all of it. One that is breached and
/// runs on has no time yet: it counts when it stops.
/// </summary>
internal static class GatherDurations
{
    private const decimal SecondsAnHour = 3600;

    private static readonly Dictionary<string, string> Indicators = new(StringComparer.Ordinal)
    {
        [ClockNames.FirstHandling] = "first_handling_avg",
        [ClockNames.Resolution] = "resolution_time_avg",
    };

    public static async Task<Dictionary<long, List<IndicatorFact>>> RunAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var clocks = db.CaseClocks.AsNoTracking()
            .Where(c => c.ShopId == shopId && (c.Clock == ClockNames.FirstHandling || c.Clock == ClockNames.Resolution))
            .Where(c => c.IsScored && c.ExcusedAt == null);
        // In two queries, each with an index: what kept its limit is judged when it stops, what breached it was judged before.
        var kept = await clocks.Where(c => c.JudgedAt >= period.FromUtc && c.JudgedAt < period.ToUtc && (c.State == ClockState.Met || c.State == ClockState.Late))
            .Select(c => new { AgentId = db.CaseEvents.Where(e => e.CaseId == c.CaseId && e.At <= c.StoppedAt).OrderByDescending(e => e.Sequence).Select(e => e.OwnerId).FirstOrDefault(), c.Id, c.Clock, c.ElapsedSeconds }).ToListAsync(cancellation);
        var breached = await clocks.Where(c => c.State == ClockState.Breached && c.StoppedAt >= period.FromUtc && c.StoppedAt < period.ToUtc)
            .Select(c => new { AgentId = db.CaseEvents.Where(e => e.CaseId == c.CaseId && e.At <= c.StoppedAt).OrderByDescending(e => e.Sequence).Select(e => e.OwnerId).FirstOrDefault(), c.Id, c.Clock, c.ElapsedSeconds }).ToListAsync(cancellation);
        return kept.Concat(breached).Where(c => c.AgentId is not null).GroupBy(c => c.AgentId!.Value).ToDictionary(
            agent => agent.Key,
            agent => agent.GroupBy(c => c.Clock, StringComparer.Ordinal)
                .Select(g => IndicatorFact.Rate(Indicators[g.Key], g.Sum(c => c.ElapsedSeconds) / SecondsAnHour, g.Count(), g.Select(c => c.Id))).ToList());
    }
}
