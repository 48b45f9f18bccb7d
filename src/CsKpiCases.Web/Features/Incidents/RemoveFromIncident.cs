using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Incidents;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>Takes a case out of an incident that it was added to by mistake; its history keeps both.</summary>
public sealed class RemoveFromIncident(CasesDbContext db, CaseStore store)
{
    /// <summary>False when the case is none of the incident's.</summary>
    public async Task<bool> RunAsync(Shop shop, Incident incident, long caseId, Actor by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(incident);
        var id = incident.Id;
        if (!await db.IncidentCases.AnyAsync(c => c.IncidentId == id && c.CaseId == caseId, cancellation)) return false;
        var left = await store.ActAsync(
            shop, caseId, new TieToIncident(id, incident.Title, Joins: false), by, null,
            (within, _, token) => within.IncidentCases.Where(c => c.IncidentId == id && c.CaseId == caseId).ExecuteDeleteAsync(token), cancellation);
        return left is CaseResult.Done;
    }
}
