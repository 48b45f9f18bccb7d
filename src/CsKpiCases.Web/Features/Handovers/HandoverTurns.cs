using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>The turns that a hand-over lies between, and their people, as the roster has them now.</summary>
internal static class HandoverTurns
{
    /// <summary>Who leaves; who comes: nobody where the next shift is no more.</summary>
    public static async Task<(List<long> Leaving, List<long> Coming)> PeopleAsync(CasesDbContext db, Shop shop, ShiftHandover handover, CancellationToken cancellation)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var shifts = await db.Shifts.AsNoTracking().Where(s => s.ShopId == shop.Id && (s.Id == handover.ShiftId || s.Name == handover.NextShiftName)).ToListAsync(cancellation);
        async Task<List<long>> OfAsync(Shift? shift, DateOnly day) =>
            shift is null ? [] : await HandoverPeople.OfAsync(db, ShiftTurns.On(zone, [shift], day).Single(), cancellation);
        var leaving = await OfAsync(shifts.Find(s => s.Id == handover.ShiftId), handover.WorkedOn);
        var coming = handover.NextStartsAt is { } starts ? await OfAsync(shifts.Find(s => s.Name == handover.NextShiftName), LocalDays.Of(starts, zone)) : [];
        return (leaving, coming);
    }

    /// <summary>Supervisors speak for either side.</summary>
    public static bool Oversees(IReadOnlySet<Role> roles) => roles.Contains(Role.Supervisor) || roles.Contains(Role.GeneralManager);
}
