using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>A page of a shop's hand-overs, newest first.</summary>
/// <param name="HasShifts">Without shifts there are none, nor will there be any.</param>
public sealed record HandoverList(IReadOnlyList<ShiftHandover> Rows, string? OlderHref, bool HasShifts)
{
    /// <summary>Of those that anybody has done something to, or that were late, by their ids.</summary>
    public IReadOnlyDictionary<long, HandoverAcceptance> Acceptances { get; init; } = new Dictionary<long, HandoverAcceptance>();
}

/// <summary>A case of a hand-over, then and now.</summary>
public sealed record HandoverCase(
    string Number, string Subject, long? OwnerId, string? Owner, string State, Stage Stage, Wait WaitsOn, Priority Priority, string? Clock, DateTime? DueAt, DateTime? PromiseDueAt,
    string StateNow, Stage StageNow, Wait WaitsOnNow, string? OwnerNow, long? OwnerIdNow)
{
    public long CaseId { get; init; }

    /// <summary>What was said of it between the shifts; null: nothing.</summary>
    public SpokenWord? Said { get; set; }

    /// <summary>Somebody leaves it open, and does not say what the next must know.</summary>
    public bool LacksNote => OwnerId is not null && !IsDone && Said?.Word is not ({ NotedAt: not null } or { AcceptedAt: not null });

    /// <summary>The clock still runs, or stands, unanswered.</summary>
    public bool IsClockOpen { get; init; }

    /// <summary>The promise is neither kept nor withdrawn.</summary>
    public bool IsPromiseOpen { get; init; }

    /// <summary>The timer of the state that it is in since before the shift's end; null: it has none, or has moved.</summary>
    public DateTime? TimerDueAt { get; init; }

    /// <summary>Resolved or closed since: nothing left to take over.</summary>
    public bool IsDone => StageNow >= Stage.Penalize;

    /// <summary>Somebody has moved it since.</summary>
    public bool HasMoved => State != StateNow || OwnerId != OwnerIdNow || WaitsOn != WaitsOnNow;

    /// <summary>What runs out first on top; the state's timer where there is nothing else.</summary>
    public IReadOnlyList<HandoverDeadline> Deadlines
    {
        get
        {
            var found = new List<HandoverDeadline>();
            if (DueAt is { } due) found.Add(new HandoverDeadline(due, Clock, IsClockOpen && !IsDone));
            if (PromiseDueAt is { } promise) found.Add(new HandoverDeadline(promise, null, IsPromiseOpen && !IsDone));
            if (found.Count == 0 && !HasMoved && TimerDueAt is { } timer) found.Add(new HandoverDeadline(timer, "timer", true));
            return [.. found.OrderBy(d => d.At)];
        }
    }

    /// <summary>The first that still has to be met; null: none.</summary>
    public DateTime? NextAt => Deadlines.Where(d => d.IsOpen).Select(d => (DateTime?)d.At).FirstOrDefault();
}

/// <summary>Something that runs out.</summary>
/// <param name="Clock">By its code; <c>timer</c>: the state's; null: a promise.</param>
/// <param name="IsOpen">It has still to be met.</param>
public sealed record HandoverDeadline(DateTime At, string? Clock, bool IsOpen);

/// <summary>What one owner left; nobody's first.</summary>
public sealed record HandoverGroup(long? OwnerId, string? Owner, IReadOnlyList<HandoverCase> Cases);

/// <summary>A hand-over with its cases.</summary>
/// <param name="Now">When it is read.</param>
public sealed record HandoverPage(ShiftHandover Handover, IReadOnlyList<HandoverGroup> Groups, DateTime Now)
{
    private const int MostFirst = 8;

    /// <summary>How it is being taken over; null where nobody asks.</summary>
    public HandoverTaking? Taking { get; init; }

    /// <summary>Of all owners', what has run out or runs out soonest and still has to be met.</summary>
    public IReadOnlyList<HandoverCase> First =>
        [.. Groups.SelectMany(g => g.Cases).Where(c => c.NextAt is not null).OrderBy(c => c.NextAt).ThenByDescending(c => c.Priority).ThenBy(c => c.Number, StringComparer.Ordinal).Take(MostFirst)];

    public string Href => FormattableString.Invariant($"/handovers/{Handover.Id}");

    /// <summary>How many cases are not listed.</summary>
    public int Left => Handover.OpenCases - Groups.Sum(g => g.Cases.Count);
}

/// <summary>Cases of a hand-over under one heading.</summary>
/// <param name="Note">Beside it.</param>
/// <param name="EndedAt">The shift's end.</param>
public sealed record HandoverTable(string Title, string Note, IReadOnlyList<HandoverCase> Cases, DateTime EndedAt, DateTime Now)
{
    /// <summary>The page whose form the table is part of; null: it is only read.</summary>
    public HandoverPage? Page { get; init; }

    /// <summary>Key of the words for what has run out, before the shift's end or since; null for what has not, or was met in time.</summary>
    public string? Over(HandoverDeadline deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        return deadline.At < EndedAt ? "handover.overdue" : deadline.IsOpen && deadline.At < Now ? "handover.over-since" : null;
    }
}

/// <summary>Reads hand-overs.</summary>
public sealed class Handovers(IDbContextFactory<CasesDbContext> contexts, TimeProvider clock)
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
        var ids = shown.ConvertAll(h => h.Id);
        return new HandoverList(shown, older, found.Count > 0 || await db.Shifts.AnyAsync(s => s.ShopId == shop, cancellation))
        {
            Acceptances = await db.HandoverAcceptances.AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.HandoverId)).ToDictionaryAsync(a => a.HandoverId, cancellation),
        };
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
                c.State, c.Stage, c.WaitsOn, db.Users.Where(a => a.Id == c.OwnerId).Select(a => a.DisplayName).FirstOrDefault(), c.OwnerId)
            {
                CaseId = c.Id,
                IsClockOpen = db.CaseClocks.Any(k => k.CaseId == c.Id && k.Clock == l.Clock && k.StoppedAt == null && k.State != ClockState.Cancelled),
                IsPromiseOpen = db.Promises.Any(p => p.CaseId == c.Id && p.DueAt == l.PromiseDueAt && p.KeptAt == null && p.CancelledAt == null),
                TimerDueAt = c.TimerDueAt < Case.Never && c.StateEnteredAt < handover.EndedAt ? c.TimerDueAt : null,
            })
            .ToListAsync(cancellation);
        var words = await WordsAsync(db, id, cancellation);
        foreach (var one in cases) one.Said = words.GetValueOrDefault(one.CaseId);
        var groups = cases.GroupBy(c => (c.OwnerId, c.Owner)).Select(g => new HandoverGroup(g.Key.OwnerId, g.Key.Owner, [.. g.OrderBy(c => c.IsDone)]))
            .OrderBy(g => g.OwnerId is not null).ThenBy(g => g.Owner, StringComparer.Ordinal).ToList();
        return new HandoverPage(handover, groups, clock.GetUtcNow().UtcDateTime);
    }

    private static Task<Dictionary<long, SpokenWord>> WordsAsync(CasesDbContext db, long id, CancellationToken cancellation) => db.HandoverWords.AsNoTracking().Where(w => w.HandoverId == id)
        .Select(w => new SpokenWord(
            w, db.Users.Where(a => a.Id == w.NotedById).Select(a => a.DisplayName).FirstOrDefault(), db.Users.Where(a => a.Id == w.AskedById).Select(a => a.DisplayName).FirstOrDefault(),
            db.Users.Where(a => a.Id == w.AcceptedById).Select(a => a.DisplayName).FirstOrDefault()))
        .ToDictionaryAsync(w => w.Word.CaseId, cancellation);

    /// <summary>Those of shifts that began on a local date, in the order of their ends.</summary>
    public async Task<List<ShiftHandover>> OnAsync(long shop, DateOnly day, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ShiftHandovers.AsNoTracking().Where(h => h.ShopId == shop && h.WorkedOn == day).OrderBy(h => h.EndedAt).ThenBy(h => h.Id).ToListAsync(cancellation);
    }
}
