using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>Incidents of a shop, the newest first; one of them with its cases and runs.</summary>
public sealed class ReadIncidents(CasesDbContext db, FindFittingCases fitting)
{
    private const int PageSize = 50;
    private const int MostCases = 200;
    private const int MostRuns = 10;
    private const int MostRefusals = 50;
    private const int MostChoices = 300;

    public async Task<IncidentList> ListAsync(long shopId, long? before, bool mayManage, CancellationToken cancellation)
    {
        var rows = await RowsAsync(shopId, before, PageSize + 1, cancellation);
        var shown = rows.Take(PageSize).ToList();
        return new IncidentList(shown, rows.Count > PageSize ? FormattableString.Invariant($"/incidents?before={shown[^1].Incident.Id}") : null, mayManage);
    }

    /// <summary>Those before an id, the newest first.</summary>
    public Task<List<IncidentRow>> RowsAsync(long shopId, long? before, int most, CancellationToken cancellation)
    {
        var last = before ?? long.MaxValue;
        return db.Incidents.AsNoTracking().Where(i => i.ShopId == shopId && i.Id < last).OrderByDescending(i => i.Id).Take(most)
            .Select(i => new IncidentRow(
                i, db.IncidentCases.Count(c => c.IncidentId == i.Id),
                db.IncidentCases.Where(c => c.IncidentId == i.Id).Join(db.Cases.Where(c => c.Stage < Stage.Penalize), m => m.CaseId, c => c.Id, (m, c) => c.Id).Count(),
                db.Users.Where(u => u.Id == i.CreatedById).Select(u => u.DisplayName).FirstOrDefault())).ToListAsync(cancellation);
    }

    public async Task<IncidentPage?> FindAsync(Shop shop, long id, bool mayManage, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var incident = await db.Incidents.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id && i.ShopId == shop.Id, cancellation);
        if (incident is null) return null;
        var members = db.IncidentCases.Where(m => m.IncidentId == id).Join(db.Cases.AsNoTracking(), m => m.CaseId, c => c.Id, (m, c) => c);
        return new IncidentPage
        {
            Incident = incident,
            By = await db.Users.Where(u => u.Id == incident.CreatedById).Select(u => u.DisplayName).FirstOrDefaultAsync(cancellation),
            CaseCount = await members.CountAsync(cancellation),
            OpenCount = await members.CountAsync(c => c.Stage < Stage.Penalize, cancellation),
            Cases = await members.OrderBy(c => c.Stage).ThenByDescending(c => c.Id).Take(MostCases)
                .Select(c => new HitCase(c.Id, c.Number, c.Subject, c.State, c.Stage, db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.DisplayName).FirstOrDefault(), c.OpenedAt)).ToListAsync(cancellation),
            Runs = await RunsAsync(id, cancellation),
            Fitting = incident.ClosedAt is null && mayManage ? await fitting.CountAsync(shop, incident, cancellation) : null,
            MayManage = mayManage,
        };
    }

    /// <summary>The runs of an incident, the newest first.</summary>
    public async Task<IReadOnlyList<RunState>> RunsAsync(long incidentId, CancellationToken cancellation)
    {
        var runs = await db.IncidentRuns.AsNoTracking().Where(r => r.IncidentId == incidentId).OrderByDescending(r => r.Id).Take(MostRuns)
            .Select(r => new RunState(
                r, db.Users.Where(u => u.Id == r.AskedById).Select(u => u.DisplayName).FirstOrDefault(), db.IncidentRunLines.Count(l => l.RunId == r.Id),
                db.IncidentRunLines.Count(l => l.RunId == r.Id && l.Status == IncidentLineStatus.Done),
                db.IncidentRunLines.Count(l => l.RunId == r.Id && l.Status == IncidentLineStatus.Refused))).ToListAsync(cancellation);
        var ids = runs.ConvertAll(r => r.Run.Id);
        var refused = await db.IncidentRunLines.Where(l => ids.Contains(l.RunId) && l.Status == IncidentLineStatus.Refused).OrderBy(l => l.RunId).ThenBy(l => l.CaseId).Take(MostRefusals)
            .Join(db.Cases, l => l.CaseId, c => c.Id, (l, c) => new { l.RunId, c.Number, l.Refusal }).ToListAsync(cancellation);
        var byRun = refused.ToLookup(l => l.RunId, l => new RefusedCase(l.Number, l.Refusal));
        return [.. runs.Select(r => r with { Refusals = [.. byRun[r.Run.Id]] })];
    }

    /// <summary>SKUs and couriers that the shop has, for the form.</summary>
    public async Task<(IReadOnlyList<string> Skus, IReadOnlyList<string> Couriers)> ChoicesAsync(long shopId, CancellationToken cancellation) =>
    (
        await db.OrderLines.Where(l => l.ShopId == shopId && l.Sku != "").Select(l => l.Sku).Distinct().OrderBy(s => s).Take(MostChoices).ToListAsync(cancellation),
        await db.Orders.Where(o => o.ShopId == shopId && o.Courier != null).Select(o => o.Courier!).Distinct().OrderBy(c => c).Take(MostChoices).ToListAsync(cancellation)
    );
}
