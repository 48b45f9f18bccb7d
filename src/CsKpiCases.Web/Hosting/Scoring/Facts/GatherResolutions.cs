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
    private const int ReopenDays = 7;

    public static async Task<Dictionary<long, ResolutionFacts>> RunAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var judged = await ByClockAsync(db, shopId, period, cancellation);
        judged.AddRange(await WithoutClockAsync(db, shopId, period, cancellation));
        var reopened = await ReopenedAsync(db, judged, cancellation);
        return judged.Where(c => c.OwnerId is not null).GroupBy(c => c.OwnerId!.Value).ToDictionary(
            g => g.Key,
            g => new ResolutionFacts(
                [.. g.Where(c => c.ResolvedAt < period.ToUtc && !IsReopenedSoon(c, reopened)).Select(c => c.CaseId).Order()],
                [.. g.Select(c => c.CaseId).Order()]));
    }

    /// <summary>
    /// The first run of a resolution clock is judged at the earlier of the first resolution and the limit's due instant: just
    /// that. One that a changed policy stamped scores on nobody (sla.md, rule 14).
    /// </summary>
    private static Task<List<JudgedCase>> ByClockAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation) =>
        db.CaseClocks.AsNoTracking()
            .Where(k => k.ShopId == shopId && k.JudgedAt >= period.FromUtc && k.JudgedAt < period.ToUtc)
            .Where(k => k.Clock == ClockNames.Resolution && k.Run == 1 && k.IsScored && k.ExcusedAt == null)
            .Join(Countable(db, shopId), k => k.CaseId, c => c.Id, (k, c) => new { k.JudgedAt, Case = c })
            .Select(x => new JudgedCase(
                x.Case.Id, x.Case.FirstResolvedAt, x.Case.ReopenCount,
                db.CaseEvents.Where(e => e.CaseId == x.Case.Id && e.At <= x.JudgedAt).OrderByDescending(e => e.Sequence).Select(e => e.OwnerId).FirstOrDefault()))
            .ToListAsync(cancellation);

    /// <summary>Cases under no resolution target are judged when they are first resolved.</summary>
    private static Task<List<JudgedCase>> WithoutClockAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation) =>
        Countable(db, shopId)
            .Where(c => c.FirstResolvedAt >= period.FromUtc && c.FirstResolvedAt < period.ToUtc)
            .Where(c => !db.CaseClocks.Any(k => k.CaseId == c.Id && k.Clock == ClockNames.Resolution && k.Run == 1 && k.JudgedAt != null))
            .Select(c => new JudgedCase(
                c.Id, c.FirstResolvedAt, c.ReopenCount,
                db.CaseEvents.Where(e => e.CaseId == c.Id && e.At <= c.FirstResolvedAt).OrderByDescending(e => e.Sequence).Select(e => e.OwnerId).FirstOrDefault()))
            .ToListAsync(cancellation);

    private static IQueryable<Case> Countable(CasesDbContext db, long shopId) => db.Cases.AsNoTracking()
        .Where(c => c.ShopId == shopId && c.IsScored && c.DuplicateOfId == null && c.Outcome != Outcome.Withdrawn && c.Outcome != Outcome.Duplicate);

    /// <summary>When each of the judged cases was first reopened; few are.</summary>
    private static async Task<Dictionary<long, DateTime>> ReopenedAsync(CasesDbContext db, List<JudgedCase> judged, CancellationToken cancellation)
    {
        var first = new Dictionary<long, DateTime>();
        string[] ended = [SharedWorkflow.Resolved, SharedWorkflow.Closed];
        foreach (var ids in judged.Where(c => c.ReopenCount > 0).Select(c => c.CaseId).Chunk(500))
        {
            var rows = await db.CaseEvents.AsNoTracking()
                .Where(e => ids.Contains(e.CaseId) && ended.Contains(e.FromState) && e.Stage < Stage.Penalize)
                .GroupBy(e => e.CaseId).Select(g => new { CaseId = g.Key, At = g.Min(e => e.At) })
                .ToListAsync(cancellation);
            foreach (var row in rows) first[row.CaseId] = row.At;
        }

        return first;
    }

    private static bool IsReopenedSoon(JudgedCase @case, Dictionary<long, DateTime> reopened) =>
        reopened.TryGetValue(@case.CaseId, out var at) && @case.ResolvedAt is { } resolved && at <= resolved.AddDays(ReopenDays);

    private sealed record JudgedCase(long CaseId, DateTime? ResolvedAt, int ReopenCount, long? OwnerId);
}
