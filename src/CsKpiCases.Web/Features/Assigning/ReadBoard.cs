using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Assigning;

/// <summary>Reads what waits for an owner, or what one agent has, and everybody's load: the same number of statements whatever the number of agents.</summary>
public sealed class ReadBoard(CasesDbContext db, ShopPeople people, AssigneeReading assignees, ShiftBook shifts, TimeProvider time)
{
    public const int PageSize = 50;
    public const int MostCounted = 1000;
    private static readonly TimeSpan LongestTurn = TimeSpan.FromDays(2);

    /// <param name="shop">Whose board.</param>
    /// <param name="reader">Who looks at it.</param>
    /// <param name="of">Whose cases to show; somebody who is no agent here: the queue.</param>
    /// <param name="after">The end of the page before.</param>
    /// <param name="cancellation">Given up.</param>
    public async Task<AssignBoard> RunAsync(Shop shop, SignedIn reader, long? of, BoardCursor? after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(reader);
        var agents = await AgentsAsync(shop, cancellation);
        var mayAssign = reader.Can(Right.AssignCases, shop.Id);
        var shown = mayAssign ? agents.FirstOrDefault(a => a.Id == of) : null;
        var cases = await CasesAsync(shop.Id, shown?.Id, after, cancellation);
        var waiting = await db.Cases.Where(c => c.ShopId == shop.Id && c.State == SharedWorkflow.Classified && c.Stage < Stage.Penalize).Take(MostCounted + 1).CountAsync(cancellation);
        var staffing = await db.ShopStaffings.AsNoTracking().SingleOrDefaultAsync(s => s.ShopId == shop.Id, cancellation);
        var page = cases.Take(PageSize).ToList();
        return new AssignBoard(
            shown, page, waiting, cases.Count > PageSize ? new BoardCursor(page[^1].SortDueAt, page[^1].Id) : null, agents, staffing?.Mode ?? AssignmentMode.ByHand, staffing?.WorkLimit,
            mayAssign, reader.RolesIn(shop.Id).Contains(Role.Agent), reader.Can(Right.ManageStaff, shop.Id));
    }

    /// <summary>Cases of a shop as an act on them needs them, to judge whom they can go to.</summary>
    public Task<List<BoardCase>> NamedAsync(long shopId, IReadOnlyCollection<long> ids, CancellationToken cancellation) =>
        Rows(db.Cases.AsNoTracking().Where(c => c.ShopId == shopId && EF.Parameter(ids).Contains(c.Id))).ToListAsync(cancellation);

    private Task<List<BoardCase>> CasesAsync(long shopId, long? owner, BoardCursor? after, CancellationToken cancellation)
    {
        var open = db.Cases.AsNoTracking().Where(c => c.ShopId == shopId && c.Stage < Stage.Penalize);
        open = owner is null ? open.Where(c => c.State == SharedWorkflow.Classified) : open.Where(c => c.OwnerId == owner);
        if (after is { } last) open = open.Where(c => c.SortDueAt > last.DueAt || (c.SortDueAt == last.DueAt && c.Id > last.Id));
        return Rows(open.OrderBy(c => c.SortDueAt).ThenBy(c => c.Id).Take(PageSize + 1)).ToListAsync(cancellation);
    }

    private static IQueryable<BoardCase> Rows(IQueryable<Case> cases) => cases.Select(c => new BoardCase(
        c.Id, c.Number, c.Subject, c.Type, c.Category, c.Cause, c.Grade, c.Priority, c.State, c.Stage, c.WaitsOn, c.SortDueAt, c.OpenedAt));

    /// <summary>Every agent of the shop: who has too much first, then who works now, the least loaded first.</summary>
    private async Task<IReadOnlyList<BoardAgent>> AgentsAsync(Shop shop, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var persons = (await people.OfAsync(shop.Id, cancellation)).Where(p => p.Roles.Contains(Role.Agent)).ToList();
        var standing = await assignees.AllAsync(db, shop.Id, persons.ConvertAll(p => p.Id), now, cancellation);
        // a range on the owner, so that the index of open cases by owner answers it alone
        var due = await db.Cases.Where(c => c.ShopId == shop.Id && c.Stage < Stage.Penalize && c.OwnerId > 0)
            .GroupBy(c => c.OwnerId!.Value)
            .Select(g => new { Owner = g.Key, Overdue = g.Count(c => c.SortDueAt < now), Soonest = g.Min(c => c.SortDueAt) })
            .ToDictionaryAsync(g => g.Owner, cancellation);
        var hours = await HoursAsync(shop, LocalDays.Of(now, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)), cancellation);
        var roster = await shifts.OfAsync(shop.Id, cancellation);
        BoardAgent Agent(ShopPerson person, Assignee stands)
        {
            var own = due.GetValueOrDefault(person.Id);
            var turns = roster.Changes(person.Id, now, now + LongestTurn).Where(change => change.OnShift != stands.IsOnShift).Select(change => (DateTime?)change.At);
            return new BoardAgent(
                person, stands, own?.Overdue ?? 0, own is null || own.Soonest >= Case.Never ? null : own.Soonest,
                stands.IsOnLeave ? roster.LeaveEnds(person.Id, now) : turns.FirstOrDefault(), hours[person.Id].Any() ? string.Join(" ", hours[person.Id].Order(StringComparer.Ordinal)) : null);
        }

        return [.. persons.Zip(standing, Agent).OrderByDescending(a => a.Standing.IsOverloaded).ThenByDescending(a => a.Standing.IsOnShift)
            .ThenBy(a => a.Standing.Load.Points).ThenBy(a => a.Person.Name, StringComparer.Ordinal)];
    }

    private async Task<ILookup<long, string>> HoursAsync(Shop shop, DateOnly today, CancellationToken cancellation)
    {
        var shifts = await db.RosterEntries.AsNoTracking().Where(r => r.ShopId == shop.Id && r.WorksOn == today)
            .Join(db.Shifts, r => r.ShiftId, s => s.Id, (r, s) => new { r.AccountId, s.StartsAt, s.EndsAt })
            .ToListAsync(cancellation);
        return shifts.ToLookup(s => s.AccountId, s => FormattableString.Invariant($"{s.StartsAt:HH\\:mm}–{s.EndsAt:HH\\:mm}"));
    }
}
