using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>Tells the supervisors, once, of a hand-over that the next shift has not accepted in time; not any more when that shift is long over.</summary>
public sealed class EscalateHandovers(IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, IdSource ids, TimeProvider clock)
{
    private static readonly TimeSpan Timely = TimeSpan.FromHours(6);

    /// <summary>All shops; how many were told of.</summary>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        List<ShiftHandover> open;
        Dictionary<long, int> minutes;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var since = now - Timely;
            // shop by shop, as the index of hand-overs by their end has them
            open = await db.Shops.SelectMany(s => db.ShiftHandovers
                .Where(h => h.ShopId == s.Id && h.EndedAt > since && h.OpenCases > 0 && h.NextStartsAt > since && h.NextStartsAt <= now
                    && !db.HandoverAcceptances.Any(a => a.HandoverId == h.Id && (a.AcceptedAt != null || a.EscalatedAt != null)))).AsNoTracking().ToListAsync(cancellation);
            if (open.Count == 0) return 0;
            minutes = await db.ShopStaffings.AsNoTracking().ToDictionaryAsync(s => s.ShopId, s => s.AcceptWithinMinutes, cancellation);
        }

        var told = 0L;
        foreach (var handover in open.Where(h => h.NextStartsAt!.Value.AddMinutes(minutes.GetValueOrDefault(h.ShopId, ShopStaffing.UsualAcceptMinutes)) <= now))
        {
            if (await writer.WriteAsync((db, token) => TellAsync(db, handover, now, token), cancellation)) told++;
        }

        return told;
    }

    private async Task<bool> TellAsync(CasesDbContext db, ShiftHandover handover, DateTime now, CancellationToken cancellation)
    {
        if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "ShiftHandovers" WHERE "Id" = {handover.Id} FOR UPDATE""", cancellation);
        var acceptance = await db.HandoverAcceptances.AsTracking().SingleOrDefaultAsync(a => a.HandoverId == handover.Id, cancellation);
        if (acceptance is { AcceptedAt: not null } or { EscalatedAt: not null }) return false;
        if (acceptance is null) db.Add(acceptance = new HandoverAcceptance { HandoverId = handover.Id, ShopId = handover.ShopId });
        acceptance.EscalatedAt = now;
        db.Add(new StaffNotice("notice.handover_late", "/handovers/" + handover.Id.ToString(CultureInfo.InvariantCulture))
        {
            To = Audience.Supervisors,
            Arguments = new Dictionary<string, string>
            {
                ["shift"] = handover.ShiftName, ["day"] = LocalDays.Text(handover.WorkedOn), ["open"] = handover.OpenCases.ToString(CultureInfo.InvariantCulture),
            },
        }.Message(ids.Next(), handover.ShopId, now));
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}
