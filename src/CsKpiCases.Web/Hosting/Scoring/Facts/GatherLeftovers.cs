using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>
/// leftover_cases: cases still open at the end of the shift after the one that they were logged in, where that end lies in the
/// period; each is its owner's at that instant. Null where the shop has no shifts.
/// </summary>
internal sealed class GatherLeftovers(CasesDbContext db, Shop shop, Period period, TimeZoneInfo zone, DateTime now)
{
    // Neither the rest of a shift nor the next one can take longer.
    private const int MostDays = 4;
    private const int CasesAQuery = 20_000;

    public async Task<Dictionary<long, List<long>>?> RunAsync(CancellationToken cancellation)
    {
        var shifts = await db.Shifts.AsNoTracking().Where(s => s.ShopId == shop.Id).ToListAsync(cancellation);
        if (shifts.Count == 0) return null;
        var due = await OpenAtDueAsync(shifts, cancellation);
        var found = new Dictionary<long, List<long>>();
        foreach (var chunk in due.Chunk(CasesAQuery))
        {
            var ids = chunk.Select(d => d.CaseId).ToList();
            var events = await db.CaseEvents.AsNoTracking().Where(e => EF.Parameter(ids).Contains(e.CaseId))
                .Select(e => new { e.CaseId, e.Sequence, e.At, e.Stage, e.OwnerId }).ToListAsync(cancellation);
            var byCase = events.ToLookup(e => e.CaseId);
            foreach (var (id, at) in chunk)
            {
                if (byCase[id].Where(e => e.At <= at).MaxBy(e => e.Sequence) is not { OwnerId: { } owner, Stage: < Stage.Penalize }) continue;
                if (!found.TryGetValue(owner, out var mine)) found[owner] = mine = [];
                mine.Add(id);
            }
        }

        return found;
    }

    /// <summary>Cases whose instant lies in the period and in the past, and that may have been open then; their events say for sure.</summary>
    private async Task<List<(long CaseId, DateTime At)>> OpenAtDueAsync(List<Shift> shifts, CancellationToken cancellation)
    {
        var from = period.FromUtc.AddDays(-MostDays);
        var lowest = IdSource.LowestAt(from.AddDays(-1));
        var cases = await db.Cases.Counted(shop.Id).Where(c => c.Id >= lowest && c.LoggedAt >= from && c.LoggedAt < period.ToUtc)
            .Select(c => new { c.Id, c.LoggedAt, c.FirstResolvedAt, c.ReopenCount, c.PlannedFor }).ToListAsync(cancellation);
        var due = new List<(long, DateTime)>();
        foreach (var c in cases)
        {
            // A visit that is planned for later is not left over, it is not due.
            if (Leftovers.DueAt(zone, shifts, c.LoggedAt) is not { } at || at > now || !period.Contains(at) || c.PlannedFor > at) continue;
            if (c.FirstResolvedAt is null || c.FirstResolvedAt > at || c.ReopenCount > 0) due.Add((c.Id, at));
        }

        return due;
    }
}
