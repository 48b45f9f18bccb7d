using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>One reprocess in a list and at the head of its page.</summary>
/// <param name="DryRun">How its dry run stands.</param>
/// <param name="Failed">What doing it failed with last; null: it did not, or a list does not say.</param>
public sealed record ReprocessLine(Reprocess Row, DryRunStatus DryRun, DateTime AskedAt, string? AskedBy, string? ApprovedBy, string? Failed)
{
    public IReadOnlyList<string> LeftAlone => JsonSerializer.Deserialize<List<string>>(Row.LeftAlone) ?? [];
}

/// <summary>A calendar version that verdicts are reached with.</summary>
public sealed record CalendarUsed(string Name, int Version);

/// <summary>Reads reprocesses of a shop.</summary>
public sealed class ReadReprocesses(CasesDbContext db, TimeProvider time)
{
    private const int Most = 20;

    /// <summary>The newest of a shop.</summary>
    public async Task<IReadOnlyList<ReprocessLine>> ListAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return await Lines(db.Reprocesses.Where(r => r.ShopId == shop.Id).OrderByDescending(r => r.Id).Take(Most)).ToListAsync(cancellation);
    }

    /// <summary>Null when the shop has none of that id.</summary>
    public async Task<ReprocessLine?> FindAsync(Shop shop, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        if (await Lines(db.Reprocesses.Where(r => r.Id == id && r.ShopId == shop.Id)).SingleOrDefaultAsync(cancellation) is not { } line) return null;
        if (line.Row is not { ApprovedAt: not null, EndedAt: null }) return line;
        var period = ReprocessJob.PeriodOf(id);
        var failed = await db.JobRuns.Where(j => j.Job == ReprocessJob.JobName && j.ShopId == shop.Id && j.Period.StartsWith(period) && j.State == JobRunState.Failed)
            .Select(j => j.Error).FirstOrDefaultAsync(cancellation);
        return line with { Failed = failed };
    }

    /// <summary>The calendars that a reprocess names, or those in force.</summary>
    public async Task<IReadOnlyList<CalendarUsed>> CalendarsAsync(Reprocess? reprocess, CancellationToken cancellation)
    {
        var versions = reprocess is null ? null : CalendarVersionList.Read(reprocess.Calendars).Values.ToList();
        return await db.CalendarVersions.Where(c => versions == null ? c.IsCurrent : versions.Contains(c.Id)).OrderBy(c => c.Name)
            .Select(c => new CalendarUsed(c.Name, c.Version)).ToListAsync(cancellation);
    }

    private IQueryable<ReprocessLine> Lines(IQueryable<Reprocess> rows)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return rows.AsNoTracking().Join(db.DryRuns, r => r.Id, d => d.Id, (r, d) => new { Row = r, Run = d }).OrderByDescending(x => x.Row.Id).Select(x => new ReprocessLine(
            x.Row, x.Run.Status == DryRunStatus.Running && x.Run.ClaimedUntil < now ? DryRunStatus.Interrupted : x.Run.Status, x.Run.AskedAt,
            db.Users.Where(a => a.Id == x.Run.AskedById).Select(a => a.DisplayName).FirstOrDefault(),
            db.Users.Where(a => a.Id == x.Row.ApprovedById).Select(a => a.DisplayName).FirstOrDefault(),
            null));
    }
}
