using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>A page of a shop's hand-overs, newest first.</summary>
/// <param name="HasShifts">Without shifts there are none, nor will there be any.</param>
public sealed record HandoverList(IReadOnlyList<ShiftHandover> Rows, string? OlderHref, bool HasShifts);

/// <summary>A case of a hand-over, then and now.</summary>
public sealed record HandoverCase(
    string Number, string Subject, long? OwnerId, string? Owner, string State, Stage Stage, Wait WaitsOn, Priority Priority, string? Clock, DateTime? DueAt, DateTime? PromiseDueAt,
    string StateNow, Stage StageNow, Wait WaitsOnNow, string? OwnerNow, long? OwnerIdNow)
{
    /// <summary>Somebody has moved it since.</summary>
    public bool HasMoved => State != StateNow || OwnerId != OwnerIdNow || WaitsOn != WaitsOnNow;

    /// <summary>What ran out first on top: the clock by its code, the promise without one.</summary>
    public IReadOnlyList<(DateTime At, string? Clock)> Deadlines =>
        [.. new[] { (At: DueAt, Clock), (At: PromiseDueAt, Clock: (string?)null) }.Where(d => d.At is not null).Select(d => (d.At!.Value, d.Clock)).OrderBy(d => d.Item1)];
}

/// <summary>What one owner left; nobody's first.</summary>
public sealed record HandoverGroup(long? OwnerId, string? Owner, IReadOnlyList<HandoverCase> Cases);

/// <summary>A hand-over with its cases.</summary>
public sealed record HandoverPage(ShiftHandover Handover, IReadOnlyList<HandoverGroup> Groups)
{
    public string Href => FormattableString.Invariant($"/handovers/{Handover.Id}");

    /// <summary>How many cases are not listed.</summary>
    public int Left => Handover.OpenCases - Groups.Sum(g => g.Cases.Count);
}

/// <summary>Reads hand-overs.</summary>
public sealed class Handovers(IDbContextFactory<CasesDbContext> contexts)
{
    public const int PageSize = 50;

    /// <param name="shop">Whose.</param>
    /// <param name="before">Goes on behind this one; null, or one that the shop does not have: from the newest.</param>
    /// <param name="cancellation">Given up.</param>
    public async Task<HandoverList> ListAsync(long shop, long? before, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var last = before is null ? null : await db.ShiftHandovers.AsNoTracking().SingleOrDefaultAsync(h => h.Id == before && h.ShopId == shop, cancellation);
        var rows = db.ShiftHandovers.AsNoTracking().Where(h => h.ShopId == shop);
        if (last is not null) rows = rows.Where(h => h.EndedAt < last.EndedAt || (h.EndedAt == last.EndedAt && h.Id < last.Id));
        var found = await rows.OrderByDescending(h => h.EndedAt).ThenByDescending(h => h.Id).Take(PageSize + 1).ToListAsync(cancellation);
        var shown = found.Take(PageSize).ToList();
        var older = found.Count > PageSize ? FormattableString.Invariant($"/handovers?before={shown[^1].Id}") : null;
        return new HandoverList(shown, older, found.Count > 0 || await db.Shifts.AnyAsync(s => s.ShopId == shop, cancellation));
    }

    /// <summary>One of the shop's; null when it has none of that id.</summary>
    public async Task<HandoverPage?> FindAsync(long shop, long id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var handover = await db.ShiftHandovers.AsNoTracking().SingleOrDefaultAsync(h => h.Id == id && h.ShopId == shop, cancellation);
        if (handover is null) return null;
        var cases = await db.ShiftHandoverLines.Where(l => l.HandoverId == id).OrderBy(l => l.Ordinal)
            .Join(db.Cases, l => l.CaseId, c => c.Id, (l, c) => new HandoverCase(
                c.Number, c.Subject, l.OwnerId, db.Users.Where(a => a.Id == l.OwnerId).Select(a => a.DisplayName).FirstOrDefault(),
                l.State, l.Stage, l.WaitsOn, l.Priority, l.Clock, l.DueAt, l.PromiseDueAt,
                c.State, c.Stage, c.WaitsOn, db.Users.Where(a => a.Id == c.OwnerId).Select(a => a.DisplayName).FirstOrDefault(), c.OwnerId))
            .ToListAsync(cancellation);
        var groups = cases.GroupBy(c => (c.OwnerId, c.Owner)).Select(g => new HandoverGroup(g.Key.OwnerId, g.Key.Owner, [.. g]))
            .OrderBy(g => g.OwnerId is not null).ThenBy(g => g.Owner, StringComparer.Ordinal).ToList();
        return new HandoverPage(handover, groups);
    }

    /// <summary>Those of shifts that began on a local date, in the order of their ends.</summary>
    public async Task<List<ShiftHandover>> OnAsync(long shop, DateOnly day, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ShiftHandovers.AsNoTracking().Where(h => h.ShopId == shop && h.WorkedOn == day).OrderBy(h => h.EndedAt).ThenBy(h => h.Id).ToListAsync(cancellation);
    }
}
