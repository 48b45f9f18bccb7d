using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.WorkList;

/// <summary>
/// Reads the work list: one statement for the counts, one for the rows, one for their clocks. Every one walks an index of
/// the open cases, so that it costs what it shows and not what is stored.
/// </summary>
public sealed class FindWork(CasesDbContext db, TimeProvider time)
{
    public const int PageSize = 50;

    /// <summary>The number of cases in each tab, capped.</summary>
    public Task<WorkCounts> CountAsync(Shop shop, long accountId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var (now, midnight) = Today(shop);
        const int most = WorkCounts.Cap + 1;
        return db.Shops.AsNoTracking().Where(s => s.Id == shop.Id).Select(s => new WorkCounts(
            db.Cases.Where(c => c.ShopId == shop.Id && c.Stage < Stage.Penalize && c.OwnerId == accountId).Take(most).Count(),
            db.Cases.Where(c => c.ShopId == shop.Id && c.Stage < Stage.Penalize).Take(most).Count(),
            db.Cases.Where(c => c.ShopId == shop.Id && c.Stage < Stage.Penalize && c.OwnerId == null).Take(most).Count(),
            db.Cases.Where(c => c.ShopId == shop.Id && c.Stage < Stage.Penalize && c.SortDueAt >= now && c.SortDueAt < midnight).Take(most).Count(),
            db.Cases.Where(c => c.ShopId == shop.Id && c.Stage < Stage.Penalize && c.SortDueAt < now).Take(most).Count()))
            .SingleAsync(cancellation);
    }

    /// <summary>A page of the list, and whether more lie before and after it.</summary>
    public async Task<(IReadOnlyList<WorkRow> Rows, bool HasNewer, bool HasOlder)> ListAsync(
        Shop shop, long accountId, WorkView view, WorkListFilter filter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(filter);
        var open = Narrow(InView(shop, accountId, view), filter);
        var (after, before) = (WorkCursor.Read(filter.After), WorkCursor.Read(filter.Before));
        IQueryable<Case> page;
        if (before is { } last && after is null)
        {
            // >= and <= beside the exact comparison let the index be entered at the cursor
            page = open.Where(c => c.SortDueAt <= last.DueAt && (c.SortDueAt < last.DueAt || c.Id < last.Id))
                .OrderByDescending(c => c.SortDueAt).ThenByDescending(c => c.Id);
        }
        else
        {
            if (after is { } first) open = open.Where(c => c.SortDueAt >= first.DueAt && (c.SortDueAt > first.DueAt || c.Id > first.Id));
            page = open.OrderBy(c => c.SortDueAt).ThenBy(c => c.Id);
        }

        var rows = await RowsAsync(page.Take(PageSize + 1), cancellation);
        var more = rows.Count > PageSize;
        if (more) rows.RemoveAt(PageSize);
        var backwards = before is not null && after is null;
        if (backwards) rows.Reverse();
        return (await WithClocksAsync(rows, cancellation), backwards ? more : after is not null, backwards || more);
    }

    /// <summary>The rows of some cases, newest first.</summary>
    public async Task<IReadOnlyList<WorkRow>> OfAsync(Shop shop, IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        var cases = db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id && ids.Contains(c.Id)).OrderByDescending(c => c.Id);
        return await WithClocksAsync(await RowsAsync(cases, cancellation), cancellation);
    }

    private IQueryable<Case> InView(Shop shop, long accountId, WorkView view)
    {
        var (now, midnight) = Today(shop);
        var open = db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id && c.Stage < Stage.Penalize);
        return view switch
        {
            WorkView.Mine => open.Where(c => c.OwnerId == accountId),
            WorkView.Unassigned => open.Where(c => c.OwnerId == null),
            WorkView.Today => open.Where(c => c.SortDueAt >= now && c.SortDueAt < midnight),
            WorkView.Breached => open.Where(c => c.SortDueAt < now),
            _ => open,
        };
    }

    private static IQueryable<Case> Narrow(IQueryable<Case> cases, WorkListFilter filter)
    {
        if (filter.Type is { } type) cases = cases.Where(c => c.Type == type);
        if (filter.State is { } state) cases = cases.Where(c => c.State == state);
        if (filter.Stage is { } stage) cases = cases.Where(c => c.Stage == stage);
        if (filter.Owner is { } owner) cases = cases.Where(c => c.OwnerId == owner);
        if (filter.Wait is { } wait) cases = cases.Where(c => c.WaitsOn == wait);
        if (filter.Grade is { } grade) cases = cases.Where(c => c.Grade == grade);
        if (filter.Priority is { } priority) cases = cases.Where(c => c.Priority == priority);
        return cases;
    }

    private Task<List<WorkRow>> RowsAsync(IQueryable<Case> cases, CancellationToken cancellation) => cases.Select(c => new WorkRow
    {
        Id = c.Id,
        Number = c.Number,
        Type = c.Type,
        Subject = c.Subject,
        State = c.State,
        Stage = c.Stage,
        WaitsOn = c.WaitsOn,
        Category = c.Category,
        Cause = c.Cause,
        Grade = c.Grade,
        Priority = c.Priority,
        EscalationLevel = c.EscalationLevel,
        OwnerId = c.OwnerId,
        Owner = db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
        BuyerName = db.Buyers.Where(b => b.Id == c.BuyerId).Select(b => b.Name).FirstOrDefault(),
        PlatformBuyerId = db.Buyers.Where(b => b.Id == c.BuyerId).Select(b => b.PlatformBuyerId).FirstOrDefault(),
        OrderNumber = c.OrderNumber,
        Amount = db.Orders.Where(o => o.Id == c.OrderId).Select(o => (decimal?)o.PaidAmount).FirstOrDefault(),
        SortDueAt = c.SortDueAt,
        TimerDueAt = c.TimerDueAt,
        EndedAt = c.ClosedAt ?? c.ResolvedAt,
    }).ToListAsync(cancellation);

    private async Task<IReadOnlyList<WorkRow>> WithClocksAsync(List<WorkRow> rows, CancellationToken cancellation)
    {
        var open = rows.Where(r => r.Stage < Stage.Penalize).Select(r => r.Id).ToList();
        if (open.Count == 0) return rows;
        var clocks = await db.CaseClocks.AsNoTracking()
            .Where(k => open.Contains(k.CaseId) && k.StoppedAt == null && k.State != ClockState.Cancelled)
            .ToListAsync(cancellation);
        var (byCase, now) = (clocks.ToLookup(k => k.CaseId), time.GetUtcNow().UtcDateTime);
        return [.. rows.Select(row => row with { Clock = ClockOf(row, byCase[row.Id], now) })];
    }

    /// <summary>The clock whose due instant the row is sorted by; without one the state's timer, or what is paused longest.</summary>
    private static ClockLook? ClockOf(WorkRow row, IEnumerable<CaseClock> clocks, DateTime now)
    {
        var looks = clocks.OrderBy(k => k.StartedAt).ThenBy(k => k.Id).Select(k => ClockLook.Of(k, now)).ToList();
        return looks.Find(look => look.State != "paused" && look.DueAt == row.SortDueAt)
            ?? (row.SortDueAt == row.TimerDueAt && row.TimerDueAt < Case.Never ? ClockLook.Timer(row.TimerDueAt) : null)
            ?? looks.Find(look => look.State == "paused")
            ?? looks.FirstOrDefault();
    }

    private (DateTime Now, DateTime Midnight) Today(Shop shop)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var tomorrow = TimeZoneInfo.ConvertTimeFromUtc(now, zone).Date.AddDays(1);
        return (now, TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(tomorrow) ? tomorrow.AddHours(1) : tomorrow, zone));
    }
}
