using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>Reads stored reports.</summary>
public sealed class NightlyReports(IDbContextFactory<CasesDbContext> contexts)
{
    /// <summary>How many cases a figure opens to.</summary>
    public const int MostCases = 500;

    /// <summary>A revision of a day, the newest unless one is named; null when there is none.</summary>
    public async Task<(DayReport Report, int Revision)?> FindAsync(long shop, DateOnly date, int? revision, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var row = await db.NightlyReportRevisions.AsNoTracking()
            .Where(r => r.ShopId == shop && r.ReportedOn == date && (revision == null || r.Revision == revision))
            .OrderByDescending(r => r.Revision).FirstOrDefaultAsync(cancellation);
        return row is null ? null : (Read(row), row.Revision);
    }

    /// <summary>The revisions of a day, newest first.</summary>
    public async Task<List<RevisionLine>> RevisionsAsync(long shop, DateOnly date, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.NightlyReportRevisions.Where(r => r.ShopId == shop && r.ReportedOn == date).OrderByDescending(r => r.Revision)
            .Select(r => new RevisionLine(r.Revision, r.CreatedAt, db.Users.Where(a => a.Id == r.CreatedById).Select(a => a.DisplayName).FirstOrDefault())).ToListAsync(cancellation);
    }

    /// <summary>The newest day that has a report; null when there is none.</summary>
    public async Task<DateOnly?> NewestDayAsync(long shop, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.NightlyReportRevisions.Where(r => r.ShopId == shop).MaxAsync(r => (DateOnly?)r.ReportedOn, cancellation);
    }

    /// <summary>The cases behind one figure, as the store has them now.</summary>
    public async Task<List<CountedCase>> CasesAsync(Shop shop, DateOnly date, ReportBy by, string key, string figure, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = await ReportFacts.CasesAsync(db, ReportDay.Of(shop, date), by, ReportKeys.Stored(by, key), figure, MostCases, cancellation);
        var clocks = found.ToDictionary(f => f.CaseId, f => f.Clocks);
        var ids = clocks.Keys.ToList();
        var cases = await db.Cases.Where(c => EF.Parameter(ids).Contains(c.Id)).OrderByDescending(c => c.Id)
            .Select(c => new { c.Id, c.Number, c.Subject, c.State, c.Stage, c.OpenedAt, Owner = db.Users.Where(a => a.Id == c.OwnerId).Select(a => a.DisplayName).FirstOrDefault() })
            .ToListAsync(cancellation);
        return cases.ConvertAll(c => new CountedCase(c.Number, c.Subject, c.State, c.Stage, c.OpenedAt, c.Owner, clocks[c.Id]));
    }

    internal static DayReport Read(NightlyReportRevision row) =>
        JsonSerializer.Deserialize<DayReport>(row.Document, RunNightlyReport.DocumentText) ?? throw new InvalidDataException($"The report {row.Id} is empty.");
}

/// <summary>A revision in the list.</summary>
public sealed record RevisionLine(int Revision, DateTime CreatedAt, string? By);

/// <summary>A case behind a figure.</summary>
/// <param name="Clocks">How many of its clocks the figure counts.</param>
public sealed record CountedCase(string Number, string Subject, string State, Domain.Cases.Stage Stage, DateTime OpenedAt, string? Owner, long Clocks);
