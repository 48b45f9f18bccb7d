using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>
/// resolution_rate (scoring.md, 1.1): a case is judged once, at the earlier of its first resolution and its resolution limit's
/// due instant, and belongs to that period and to its owner at that instant. Withdrawn, merged, duplicate and excused cases
/// are left out.
/// </summary>
internal static class GatherResolutions
{
    /// <summary>The same rate of one type of case has an indicator of its own (seed 000, VI).</summary>
    private static readonly (CaseType Type, string Indicator)[] Completions =
    [
        (CaseType.Return, "return_completion_rate"), (CaseType.Exchange, "exchange_completion_rate"), (CaseType.Complaint, "complaint_completion_rate"),
    ];

    public static async Task<Dictionary<long, AgentResolutions>> RunAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var judged = await ByClockAsync(db, shopId, period, cancellation);
        judged.AddRange(await WithoutClockAsync(db, shopId, period, cancellation));
        var reopened = await CountedCases.ReopenedAsync(db, judged, cancellation);
        return judged.Where(c => c.OwnerId is not null).GroupBy(c => c.OwnerId!.Value).ToDictionary(
            g => g.Key,
            g =>
            {
                var resolved = g.Where(c => c.ResolvedAt < period.ToUtc && !reopened.Contains(c.CaseId)).ToList();
                return new AgentResolutions(
                    new ResolutionFacts([.. resolved.Select(c => c.CaseId).Order()], [.. g.Select(c => c.CaseId).Order()]),
                    [.. Completions.Select(k => IndicatorFact.Rate(k.Indicator, resolved.Count(c => c.Type == k.Type), g.Count(c => c.Type == k.Type), g.Where(c => c.Type == k.Type).Select(c => c.CaseId)))]);
            });
    }

    /// <summary>
    /// The first run of a resolution clock is judged at the earlier of the first resolution and the limit's due instant: just
    /// that. One that a changed policy stamped scores on nobody (sla.md, rule 14).
    /// </summary>
    private static Task<List<CountedCase>> ByClockAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation) =>
        db.CaseClocks.AsNoTracking()
            .Where(k => k.ShopId == shopId && k.JudgedAt >= period.FromUtc && k.JudgedAt < period.ToUtc)
            .Where(k => k.Clock == ClockNames.Resolution && k.Run == 1 && k.IsScored && k.ExcusedAt == null)
            .Join(db.Cases.Counted(shopId), k => k.CaseId, c => c.Id, (k, c) => new { k.JudgedAt, Case = c })
            .Select(x => new CountedCase(
                x.Case.Id, x.Case.Type, x.Case.FirstResolvedAt, x.Case.ReopenCount,
                db.CaseEvents.Where(e => e.CaseId == x.Case.Id && e.At <= x.JudgedAt).OrderByDescending(e => e.Sequence).Select(e => e.OwnerId).FirstOrDefault()))
            .ToListAsync(cancellation);

    /// <summary>Cases under no resolution target are judged when they are first resolved.</summary>
    private static Task<List<CountedCase>> WithoutClockAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation) =>
        db.Cases.Counted(shopId)
            .Where(c => c.FirstResolvedAt >= period.FromUtc && c.FirstResolvedAt < period.ToUtc)
            .Where(c => !db.CaseClocks.Any(k => k.CaseId == c.Id && k.Clock == ClockNames.Resolution && k.Run == 1 && k.JudgedAt != null))
            .Select(c => new CountedCase(
                c.Id, c.Type, c.FirstResolvedAt, c.ReopenCount,
                db.CaseEvents.Where(e => e.CaseId == c.Id && e.At <= c.FirstResolvedAt).OrderByDescending(e => e.Sequence).Select(e => e.OwnerId).FirstOrDefault()))
            .ToListAsync(cancellation);
}

/// <summary>An agent's judged cases, and the same for some types of case.</summary>
internal sealed record AgentResolutions(ResolutionFacts Resolution, IReadOnlyList<IndicatorFact> Completion);
