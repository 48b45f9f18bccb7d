using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>A case that counts for somebody.</summary>
/// <param name="OwnerId">Whose it was at the instant that it is judged by; null: nobody's.</param>
internal sealed record CountedCase(long CaseId, CaseType Type, DateTime? ResolvedAt, int ReopenCount, long? OwnerId);

/// <summary>Which cases count in scores at all, and which of them were reopened soon.</summary>
internal static class CountedCases
{
    /// <summary>A case that is reopened later than this was resolved (scoring.md, 1.1).</summary>
    public const int ReopenDays = 7;

    /// <summary>Withdrawn and duplicate cases count for nobody, nor does imported history that is not to be scored.</summary>
    public static IQueryable<Case> Counted(this IQueryable<Case> cases, long shopId) => cases.AsNoTracking()
        .Where(c => c.ShopId == shopId && c.IsScored && c.DuplicateOfId == null && c.Outcome != Outcome.Withdrawn && c.Outcome != Outcome.Duplicate);

    /// <summary>Of some cases, those that were first reopened within 7 days of their first resolution; few are.</summary>
    public static async Task<HashSet<long>> ReopenedAsync(CasesDbContext db, IReadOnlyCollection<CountedCase> cases, CancellationToken cancellation)
    {
        var soon = new HashSet<long>();
        string[] ended = [SharedWorkflow.Resolved, SharedWorkflow.Closed];
        foreach (var chunk in cases.Where(c => c.ReopenCount > 0 && c.ResolvedAt is not null).Chunk(500))
        {
            var ids = chunk.Select(c => c.CaseId).ToList();
            var first = await db.CaseEvents.AsNoTracking()
                .Where(e => EF.Parameter(ids).Contains(e.CaseId) && ended.Contains(e.FromState) && e.Stage < Stage.Penalize)
                .GroupBy(e => e.CaseId).Select(g => new { CaseId = g.Key, At = g.Min(e => e.At) })
                .ToDictionaryAsync(e => e.CaseId, e => e.At, cancellation);
            soon.UnionWith(chunk.Where(c => first.TryGetValue(c.CaseId, out var at) && at <= c.ResolvedAt!.Value.AddDays(ReopenDays)).Select(c => c.CaseId));
        }

        return soon;
    }
}
