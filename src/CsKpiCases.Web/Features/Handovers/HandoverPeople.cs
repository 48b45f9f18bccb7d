using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>Who works a shift on a day: who is on its roster, and of the shop's agents and supervisors those who are on none; not who is on leave all of it.</summary>
internal static class HandoverPeople
{
    public static async Task<List<long>> OfAsync(CasesDbContext db, ShiftTurn turn, CancellationToken cancellation)
    {
        var (shop, shift, day) = (turn.Shift.ShopId, turn.Shift.Id, turn.WorksOn);
        return await db.Users.Where(a => !a.IsDisabled && !a.IsImported
                && !db.LeaveRequests.Any(l => l.ShopId == shop && l.AccountId == a.Id && l.HoldsFrom <= turn.From && l.HoldsTo >= turn.To)
                && (db.RosterEntries.Any(r => r.AccountId == a.Id && r.ShiftId == shift && r.WorksOn == day)
                    || (db.Grants.Any(g => g.AccountId == a.Id && g.ShopId == shop && (g.Role == Role.Agent || g.Role == Role.Supervisor))
                        && !db.RosterEntries.Any(r => r.AccountId == a.Id && r.ShopId == shop))))
            .OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(cancellation);
    }
}
