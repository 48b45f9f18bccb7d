using CsKpiCases.Data.Bulk;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>Asks for something to be done to many cases of an incident: it is owed from then on, and a worker does it within seconds.</summary>
public sealed class StartIncidentRun(CaseWriter writer, JobLedger ledger, IdSource ids, TimeProvider time)
{
    /// <summary>Adds these cases to it; null when nothing is to be added, or another run is going on.</summary>
    public Task<long?> LinkAsync(Shop shop, long incidentId, IReadOnlyCollection<long> cases, SignedIn by, CancellationToken cancellation) =>
        StartAsync(shop, incidentId, IncidentRunKind.Link, "", cases, by.AccountId, by.RolesIn(shop.Id), cancellation);

    /// <summary>Does the act on all its cases, as they are now; null when it has none, or another run is going on.</summary>
    public Task<long?> ActAsync(Shop shop, long incidentId, IncidentActForm act, SignedIn by, CancellationToken cancellation) =>
        StartAsync(shop, incidentId, IncidentRunKind.Act, IncidentActs.ToJson(act), null, by.AccountId, by.RolesIn(shop.Id), cancellation);

    /// <summary>The same for whoever has these roles in the shop.</summary>
    /// <param name="cases">Null: all cases of the incident.</param>
    internal Task<long?> StartAsync(
        Shop shop, long incidentId, IncidentRunKind kind, string act, IReadOnlyCollection<long>? cases, long by, IReadOnlySet<Role> roles, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var run = new IncidentRun
        {
            Id = ids.Next(), IncidentId = incidentId, ShopId = shop.Id, Kind = kind, Act = act, AskedAt = Instants.Cut(time.GetUtcNow().UtcDateTime), AskedById = by,
            Roles = string.Join(',', roles.Order()),
        };
        return writer.WriteAsync<long?>(
            async (db, token) =>
            {
                if (await db.IncidentRuns.AnyAsync(r => r.IncidentId == incidentId && r.EndedAt == null, token)) return null;
                var members = cases ?? await db.IncidentCases.Where(c => c.IncidentId == incidentId).Select(c => c.CaseId).ToListAsync(token);
                if (members.Count == 0) return null;
                db.Add(run);
                await db.SaveChangesAsync(token);
                await BulkInsert.RowsAsync(db, members.Distinct().Select(id => new IncidentRunLine { RunId = run.Id, CaseId = id, ShopId = shop.Id }), token);
                await ledger.OweByHandAsync(db, IncidentRunJob.JobName, shop.Id, IncidentRunJob.PeriodOf(run.Id), by, token);
                return run.Id;
            },
            cancellation);
    }
}
