using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Leave;

/// <summary>Reads a reader's leave and swaps, and what waits for those who grant them.</summary>
public sealed class ReadLeave(CasesDbContext db, ShopPeople people, TimeProvider clock)
{
    private const int MostShown = 20;
    private const int MostToGrant = 100;
    private const int DaysAhead = 28;

    public async Task<LeavePage> RunAsync(Shop shop, SignedIn reader, long? with, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(reader);
        var (me, now, mayGrant) = (reader.AccountId, clock.GetUtcNow().UtcDateTime, reader.Can(Right.ManageStaff, shop.Id));
        var mine = await db.LeaveRequests.AsNoTracking().Where(l => l.ShopId == shop.Id && l.AccountId == me).OrderByDescending(l => l.Id).Take(MostShown).ToListAsync(cancellation);
        var asked = mayGrant ? await db.LeaveRequests.AsNoTracking().Where(l => l.ShopId == shop.Id && l.State == RequestState.Asked).OrderBy(l => l.Id).Take(MostToGrant).ToListAsync(cancellation) : [];
        var away = mayGrant
            ? await db.LeaveRequests.AsNoTracking().Where(l => l.ShopId == shop.Id && l.HoldsTo > now && l.HoldsFrom < now.AddDays(DaysAhead)).OrderBy(l => l.HoldsFrom).Take(MostToGrant).ToListAsync(cancellation)
            : [];
        var swaps = await db.ShiftSwaps.AsNoTracking().Where(s => s.ShopId == shop.Id && (s.AskedById == me || s.WithId == me)).OrderByDescending(s => s.Id).Take(MostShown).ToListAsync(cancellation);
        var agreed = mayGrant ? await db.ShiftSwaps.AsNoTracking().Where(s => s.ShopId == shop.Id && s.State == RequestState.Agreed).OrderBy(s => s.Id).Take(MostToGrant).ToListAsync(cancellation) : [];
        var shifts = await db.Shifts.AsNoTracking().Where(s => s.ShopId == shop.Id).ToDictionaryAsync(s => s.Id, s => s.Name, cancellation);
        var names = await NamesAsync([.. mine.Concat(asked).Concat(away).SelectMany(l => new[] { l.AccountId, l.DecidedById ?? 0 }), .. swaps.Concat(agreed).SelectMany(s => new[] { s.AskedById, s.WithId })], cancellation);
        LeaveLine Leave(LeaveRequest l) => new(l, names.GetValueOrDefault(l.AccountId, "—"), l.DecidedById is { } by ? names.GetValueOrDefault(by) : null);
        SwapLine Swap(ShiftSwap s) => new(s, names.GetValueOrDefault(s.AskedById, "—"), names.GetValueOrDefault(s.WithId, "—"), shifts.GetValueOrDefault(s.GivesShiftId, "—"), shifts.GetValueOrDefault(s.TakesShiftId, "—"));
        var colleagues = (await people.OfAsync(shop.Id, cancellation)).Where(p => p.Id != me && (p.Roles.Contains(Role.Agent) || p.Roles.Contains(Role.Supervisor))).Select(p => (p.Id, p.Name)).ToList();
        var other = colleagues.Exists(c => c.Id == with) ? with : null;
        return new LeavePage(
            me, mayGrant, [.. mine.Select(Leave)], [.. swaps.Select(Swap)], [.. asked.Select(Leave)], [.. agreed.Select(Swap)], [.. away.Select(Leave)], colleagues, other,
            other is null ? [] : await TurnsAsync(shop, me, now, shifts, cancellation), other is { } id ? await TurnsAsync(shop, id, now, shifts, cancellation) : [], now);
    }

    private async Task<IReadOnlyList<TurnChoice>> TurnsAsync(Shop shop, long account, DateTime now, Dictionary<long, string> shifts, CancellationToken cancellation)
    {
        var today = LocalDays.Of(now, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        var entries = await db.RosterEntries.AsNoTracking().Where(r => r.ShopId == shop.Id && r.AccountId == account && r.WorksOn >= today && r.WorksOn < today.AddDays(DaysAhead))
            .OrderBy(r => r.WorksOn).Select(r => new { r.WorksOn, r.ShiftId }).ToListAsync(cancellation);
        return [.. entries.Where(e => shifts.ContainsKey(e.ShiftId)).Select(e => new TurnChoice(e.WorksOn, e.ShiftId, shifts[e.ShiftId]))];
    }

    private Task<Dictionary<long, string>> NamesAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        var wanted = ids.Where(id => id > 0).Distinct().ToList();
        return db.Users.AsNoTracking().Where(a => EF.Parameter(wanted).Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
    }
}
