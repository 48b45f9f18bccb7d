using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Assigning;

/// <summary>A case that waits for an owner.</summary>
public sealed record WaitingCase(
    long Id, string Number, string Subject, string? Category, string? Cause, Grade Grade, Priority Priority, DateTime SortDueAt, DateTime OpenedAt);

/// <summary>Somebody who can be given cases.</summary>
/// <param name="Overdue">Of his open ones, those past due.</param>
/// <param name="Shift">Today's shift in local hours; null when he has none on the roster.</param>
public sealed record AgentLoad(ShopPerson Person, int Open, int Overdue, string? Shift);

/// <summary>The page: who waits, and who could take it, the least loaded first.</summary>
public sealed record AssignPage(IReadOnlyList<WaitingCase> Waiting, bool IsCapped, IReadOnlyList<AgentLoad> Agents, bool MayAssign, bool MayClaim)
{
    /// <summary>What was ticked and chosen, where the page comes again because something was left out.</summary>
    public AssignForm Form { get; init; } = new(null, null, null);

    /// <summary>Something was to be done with the ticked cases.</summary>
    public bool IsAgain => Form.Act is not null;

    /// <summary>No case is ticked.</summary>
    public bool LacksCases => IsAgain && Form.Ids is not { Count: > 0 };

    /// <summary>They were to go to a chosen agent, and none is chosen.</summary>
    public bool LacksAgent => Form.Act == AssignForm.ToChosen && Form.OwnerId is null;

    public bool IsTicked(long caseId) => Form.Ids?.Contains(caseId) == true;
}

/// <summary>Reads what waits for an owner and everybody's load: three statements whatever the number of agents.</summary>
public sealed class FindUnassigned(CasesDbContext db, ShopPeople people, TimeProvider time)
{
    public const int Most = 100;

    public async Task<AssignPage> RunAsync(Shop shop, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(reader);
        var waiting = await db.Cases.AsNoTracking()
            .Where(c => c.ShopId == shop.Id && c.State == SharedWorkflow.Classified && c.Stage < Stage.Penalize)
            .OrderBy(c => c.SortDueAt).ThenBy(c => c.Id).Take(Most + 1)
            .Select(c => new WaitingCase(c.Id, c.Number, c.Subject, c.Category, c.Cause, c.Grade, c.Priority, c.SortDueAt, c.OpenedAt))
            .ToListAsync(cancellation);
        return new AssignPage(
            [.. waiting.Take(Most)], waiting.Count > Most, await LoadsAsync(shop, cancellation),
            reader.Can(Right.AssignCases, shop.Id), reader.RolesIn(shop.Id).Contains(Role.Agent));
    }

    /// <summary>Every agent of the shop, on shift and least loaded first.</summary>
    public async Task<IReadOnlyList<AgentLoad>> LoadsAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var now = time.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)));
        // a range on the owner, so that the index of open cases by owner answers it alone
        var counts = await db.Cases.Where(c => c.ShopId == shop.Id && c.Stage < Stage.Penalize && c.OwnerId > 0)
            .GroupBy(c => c.OwnerId!.Value)
            .Select(g => new { Owner = g.Key, Open = g.Count(), Overdue = g.Count(c => c.SortDueAt < now) })
            .ToDictionaryAsync(g => g.Owner, cancellation);
        var shifts = await db.RosterEntries.AsNoTracking().Where(r => r.ShopId == shop.Id && r.WorksOn == today)
            .Join(db.Shifts, r => r.ShiftId, s => s.Id, (r, s) => new { r.AccountId, s.StartsAt, s.EndsAt })
            .ToListAsync(cancellation);
        var byPerson = shifts.ToLookup(s => s.AccountId, s => FormattableString.Invariant($"{s.StartsAt:HH\\:mm}–{s.EndsAt:HH\\:mm}"));
        return [.. (await people.OfAsync(shop.Id, cancellation)).Where(p => p.Roles.Contains(Role.Agent))
            .Select(p => new AgentLoad(
                p, counts.GetValueOrDefault(p.Id)?.Open ?? 0, counts.GetValueOrDefault(p.Id)?.Overdue ?? 0,
                byPerson[p.Id].Any() ? string.Join(" ", byPerson[p.Id].Order(StringComparer.Ordinal)) : null))
            .OrderBy(a => a.Open).ThenBy(a => a.Person.Name, StringComparer.Ordinal)];
    }
}
