using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Incidents;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>Makes an incident, changes what agents may say of it, closes it.</summary>
public sealed class SaveIncident(CaseWriter writer, IdSource ids, TimeProvider time)
{
    private DateTime Now => Instants.Cut(time.GetUtcNow().UtcDateTime);

    /// <summary>Its id. What it says was checked before.</summary>
    public Task<long> AddAsync(long shopId, Incident incident, long by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(incident);
        (incident.Id, incident.ShopId, incident.CreatedAt, incident.CreatedById) = (ids.Next(), shopId, Now, by);
        return writer.WriteAsync(
            async (db, token) =>
            {
                db.Add(incident);
                await db.SaveChangesAsync(token);
                return incident.Id;
            },
            cancellation);
    }

    /// <summary>False when there is none, or the words are too long.</summary>
    public async Task<bool> WordAsync(long shopId, long id, string? wording, CancellationToken cancellation)
    {
        var words = wording?.Trim() ?? "";
        return words.Length <= Incident.LongestWording
            && await writer.WriteAsync((db, token) => Of(db, shopId, id).ExecuteUpdateAsync(s => s.SetProperty(i => i.Wording, words), token), cancellation) == 1;
    }

    /// <summary>Closes it, or opens it again.</summary>
    public async Task<bool> CloseAsync(long shopId, long id, bool isClosed, long by, CancellationToken cancellation)
    {
        DateTime? at = isClosed ? Now : null;
        long? who = isClosed ? by : null;
        return await writer.WriteAsync(
            (db, token) => Of(db, shopId, id).ExecuteUpdateAsync(s => s.SetProperty(i => i.ClosedAt, at).SetProperty(i => i.ClosedById, who), token), cancellation) == 1;
    }

    private static IQueryable<Incident> Of(CasesDbContext db, long shopId, long id) => db.Incidents.Where(i => i.Id == id && i.ShopId == shopId);
}
