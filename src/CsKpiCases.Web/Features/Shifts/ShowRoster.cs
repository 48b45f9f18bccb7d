using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Shifts;

/// <summary>A week of a shop's roster.</summary>
/// <param name="Monday">Its first day.</param>
/// <param name="People">Who can be put on a shift, by name.</param>
/// <param name="Shifts">The shop's shifts, by their start.</param>
public sealed record RosterWeek(DateOnly Monday, IReadOnlyList<RosterRow> People, IReadOnlyList<ShiftChoice> Shifts)
{
    public IEnumerable<DateOnly> Days => Enumerable.Range(0, 7).Select(d => Monday.AddDays(d));
}

/// <summary>A person's week: the shift of each day that has one.</summary>
public sealed record RosterRow(long AccountId, string Name, IReadOnlyDictionary<DateOnly, long> ShiftByDay)
{
    /// <summary>Days of granted leave, and days whose shift was swapped: the key of what is said of them.</summary>
    public IReadOnlyDictionary<DateOnly, string> Marks { get; init; } = new Dictionary<DateOnly, string>();
}

/// <summary>A shift to choose.</summary>
public sealed record ShiftChoice(long Id, string Name, TimeOnly StartsAt, TimeOnly EndsAt);

/// <summary>Reads a week of the roster: the same few statements, however many people there are.</summary>
public sealed class ShowRoster(CasesDbContext db)
{
    public async Task<RosterWeek> RunAsync(Shop shop, DateOnly day, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        var sunday = monday.AddDays(6);
        var shifts = await db.Shifts.AsNoTracking().Where(s => s.ShopId == shop.Id).OrderBy(s => s.StartsAt)
            .Select(s => new ShiftChoice(s.Id, s.Name, s.StartsAt, s.EndsAt)).ToListAsync(cancellation);
        var people = await db.Users.AsNoTracking()
            .Where(a => !a.IsDisabled && !a.IsImported && db.Grants.Any(g => g.AccountId == a.Id && (g.Role == Role.Agent || g.Role == Role.Supervisor) && g.ShopId == shop.Id))
            .OrderBy(a => a.DisplayName).Select(a => new { a.Id, a.DisplayName }).ToListAsync(cancellation);
        var entries = await db.RosterEntries.AsNoTracking().Where(r => r.ShopId == shop.Id && r.WorksOn >= monday && r.WorksOn <= sunday).ToListAsync(cancellation);
        var byPerson = entries.ToLookup(e => e.AccountId);
        var marks = (await MarksAsync(shop, monday, cancellation)).ToLookup(m => m.AccountId);
        return new RosterWeek(
            monday,
            [.. people.Select(p => new RosterRow(p.Id, p.DisplayName, byPerson[p.Id].GroupBy(e => e.WorksOn).ToDictionary(d => d.Key, d => d.First().ShiftId))
            {
                Marks = marks[p.Id].GroupBy(m => m.Day).ToDictionary(d => d.Key, d => d.First().Key),
            })],
            shifts);
    }

    private async Task<List<(long AccountId, DateOnly Day, string Key)>> MarksAsync(Shop shop, DateOnly monday, CancellationToken cancellation)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var (from, to) = (LocalDays.StartOf(monday, zone), LocalDays.StartOf(monday.AddDays(7), zone));
        var leave = await db.LeaveRequests.AsNoTracking().Where(l => l.ShopId == shop.Id && l.HoldsFrom < to && l.HoldsTo > from)
            .Select(l => new { l.AccountId, From = l.HoldsFrom!.Value, To = l.HoldsTo!.Value }).ToListAsync(cancellation);
        var swaps = await db.ShiftSwaps.AsNoTracking()
            .Where(s => s.ShopId == shop.Id && s.State == RequestState.Granted && ((s.GivesOn >= monday && s.GivesOn < monday.AddDays(7)) || (s.TakesOn >= monday && s.TakesOn < monday.AddDays(7))))
            .Select(s => new { s.AskedById, s.WithId, s.GivesOn, s.TakesOn }).ToListAsync(cancellation);
        var days = Enumerable.Range(0, 7).Select(d => monday.AddDays(d)).ToList();
        return
        [
            .. leave.SelectMany(l => days.Where(d => LocalDays.StartOf(d, zone) < l.To && LocalDays.StartOf(d.AddDays(1), zone) > l.From).Select(d => (l.AccountId, d, "shifts.on-leave"))),
            .. swaps.SelectMany(s => new[] { (s.AskedById, s.GivesOn), (s.AskedById, s.TakesOn), (s.WithId, s.GivesOn), (s.WithId, s.TakesOn) }).Select(s => (s.Item1, s.Item2, "shifts.swapped")),
        ];
    }
}
