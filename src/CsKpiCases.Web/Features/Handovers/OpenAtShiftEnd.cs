using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>
/// What stood open in a shop at an instant that may be long past, and was the business of a shift: its people's cases and those
/// that nobody owned. All of it is read from one moment of the store. What has changed since is read off its history, so that
/// it comes out the same whenever it is asked for; the priority alone is the one that the case has now.
/// </summary>
public sealed class OpenAtShiftEnd(IDbContextFactory<CasesDbContext> contexts, CaseLoading loading, ClockKeeping keeping)
{
    // {0} shop, {1} the instant. As the nightly backlog reads it: candidates are what is open and what ended since, and the
    // history is asked only of those that changed since; what was logged later was not there. Stage 6 and up is no longer open.
    internal const string Sql =
        """
        WITH candidates AS (
          SELECT k."Id" AS case_id, k."LastEventAt" AS changed FROM "Cases" k WHERE k."ShopId" = {0} AND k."Stage" < 6 AND k."LoggedAt" < {1}
          UNION ALL
          SELECT k."Id", k."LastEventAt" FROM "Cases" k WHERE k."ShopId" = {0} AND k."ResolvedAt" >= {1} AND k."LoggedAt" < {1}
          UNION ALL
          SELECT k."Id", k."LastEventAt" FROM "Cases" k WHERE k."ShopId" = {0} AND k."ResolvedAt" IS NULL AND k."ClosedAt" >= {1} AND k."LoggedAt" < {1}
        ), past AS (
          SELECT case_id, changed, CASE WHEN changed < {1} THEN NULL ELSE (
                   SELECT e."Id" FROM "CaseEvents" e WHERE e."CaseId" = case_id AND e."At" < {1} AND e."Kind" <> 'policy_changed'
                    ORDER BY e."At" DESC, e."Sequence" DESC LIMIT 1) END AS event_id
            FROM candidates
        )
        SELECT k."Id" AS "CaseId", k."Number", CAST(k."Priority" AS INTEGER) AS "Priority", CASE WHEN changed < {1} THEN 0 ELSE 1 END AS "HasChanged",
               CASE WHEN changed < {1} THEN k."OwnerId" ELSE e."OwnerId" END AS "OwnerId",
               CASE WHEN changed < {1} THEN k."State" ELSE e."ToState" END AS "State",
               CAST(CASE WHEN changed < {1} THEN k."Stage" ELSE e."Stage" END AS INTEGER) AS "Stage",
               CAST(CASE WHEN changed < {1} THEN k."WaitsOn" ELSE e."WaitsOn" END AS INTEGER) AS "WaitsOn"
          FROM past JOIN "Cases" k ON k."Id" = past.case_id LEFT JOIN "CaseEvents" e ON e."Id" = past.event_id
         WHERE changed < {1} OR e."Stage" < 6
        """;

    /// <summary>The cases, what runs out first on top.</summary>
    /// <param name="shop">Whose.</param>
    /// <param name="turn">Which shift on which day.</param>
    /// <param name="cancellation">Given up.</param>
    public async Task<List<ShiftHandoverLine>> RunAsync(Shop shop, ShiftTurn turn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(turn);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var reading = await db.BeginReadAsync(cancellation);
        object at = db.IsSqlite ? new DateTimeOffset(turn.To).ToUnixTimeSeconds() : turn.To;
        var open = await db.Database.SqlQueryRaw<OpenCase>(Sql, shop.Id, at).ToListAsync(cancellation);
        var others = await OthersAsync(db, turn, open.Select(o => o.OwnerId), cancellation);
        open.RemoveAll(o => o.OwnerId is { } owner && others.Contains(owner));
        var due = await DueAsync(db, open, turn.To, cancellation);
        var promised = await PromisedAsync(db, open, turn.To, cancellation);
        var lines = open.ConvertAll(o => (o.Number, Line: new ShiftHandoverLine
        {
            CaseId = o.CaseId, ShopId = shop.Id, OwnerId = o.OwnerId, State = o.State, Stage = (Stage)o.Stage, WaitsOn = (Wait)o.WaitsOn, Priority = (Priority)o.Priority,
            Clock = due.GetValueOrDefault(o.CaseId).Clock, DueAt = due.TryGetValue(o.CaseId, out var clock) ? clock.At : null,
            PromiseDueAt = promised.TryGetValue(o.CaseId, out var promise) ? promise : null,
        }));
        var ordered = lines.OrderBy(l => l.Line.FirstDueAt() ?? DateTime.MaxValue).ThenByDescending(l => l.Line.Priority).ThenBy(l => l.Number, StringComparer.Ordinal).Select(l => l.Line).ToList();
        for (var i = 0; i < ordered.Count; i++) ordered[i].Ordinal = i + 1;
        return ordered;
    }

    /// <summary>Of the owners, those whose shift it was not: who has a roster and is not on it. Who has none works whenever there is a shift.</summary>
    private static async Task<HashSet<long>> OthersAsync(CasesDbContext db, ShiftTurn turn, IEnumerable<long?> owners, CancellationToken cancellation)
    {
        var (ids, shift) = (owners.OfType<long>().Distinct().ToList(), turn.Shift);
        return [.. await db.Users.Where(a => EF.Parameter(ids).Contains(a.Id) && db.RosterEntries.Any(r => r.AccountId == a.Id && r.ShopId == shift.ShopId)
                && !db.RosterEntries.Any(r => r.AccountId == a.Id && r.ShiftId == shift.Id && r.WorksOn == turn.WorksOn))
            .Select(a => a.Id).ToListAsync(cancellation)];
    }

    /// <summary>The running clock of each case that falls due first; a case all of whose clocks stand still has none.</summary>
    private async Task<Dictionary<long, (string Clock, DateTime At)>> DueAsync(CasesDbContext db, List<OpenCase> open, DateTime at, CancellationToken cancellation)
    {
        var unchanged = open.Where(o => o.HasChanged == 0).Select(o => o.CaseId).ToList();
        var stored = await db.CaseClocks.AsNoTracking()
            .Where(c => EF.Parameter(unchanged).Contains(c.CaseId) && c.StoppedAt == null && c.State != ClockState.Paused && c.State != ClockState.Cancelled)
            .Select(c => new { c.CaseId, c.Clock, At = c.LimitDueAt ?? c.GoalDueAt }).ToListAsync(cancellation);
        var due = stored.Where(c => c.At is not null).GroupBy(c => c.CaseId).ToDictionary(g => g.Key, g => g.Select(c => (c.Clock, At: c.At!.Value)).MinBy(c => c.At));
        var changed = open.Where(o => o.HasChanged != 0).Select(o => o.CaseId).ToList();
        foreach (var @case in await db.Cases.AsNoTracking().Where(c => EF.Parameter(changed).Contains(c.Id)).ToListAsync(cancellation))
        {
            var history = (await loading.HistoryAsync(db, @case.Id)).FindAll(e => e.At < at);
            var clocks = await keeping.ComputeAsync(@case, history, at, cancellation);
            var running = clocks.Clocks.Where(c => c.IsOpen && c.State != ClockState.Paused && (c.LimitDueAt ?? c.GoalDueAt) is not null).ToList();
            if (running.Count > 0) due[@case.Id] = running.Select(c => (c.Name, At: (c.LimitDueAt ?? c.GoalDueAt)!.Value)).MinBy(c => c.At);
        }

        return due;
    }

    private static async Task<Dictionary<long, DateTime>> PromisedAsync(CasesDbContext db, List<OpenCase> open, DateTime at, CancellationToken cancellation)
    {
        var ids = open.ConvertAll(o => o.CaseId);
        return await db.Promises.Where(p => EF.Parameter(ids).Contains(p.CaseId) && p.MadeAt < at && (p.KeptAt == null || p.KeptAt >= at) && (p.CancelledAt == null || p.CancelledAt >= at))
            .GroupBy(p => p.CaseId).Select(g => new { g.Key, At = g.Min(p => p.DueAt) }).ToDictionaryAsync(p => p.Key, p => p.At, cancellation);
    }
}

/// <summary>A case as the store has it at that instant.</summary>
internal sealed class OpenCase
{
    public long CaseId { get; set; }
    public string Number { get; set; } = "";
    public int Priority { get; set; }
    public int HasChanged { get; set; }
    public long? OwnerId { get; set; }
    public string State { get; set; } = "";
    public int Stage { get; set; }
    public int WaitsOn { get; set; }
}

/// <summary>What lines are ordered and counted by.</summary>
internal static class HandoverLines
{
    /// <summary>What runs out first: a clock or a promise; null when neither does.</summary>
    public static DateTime? FirstDueAt(this ShiftHandoverLine line) => line.DueAt is { } due && line.PromiseDueAt is { } promise
        ? due < promise ? due : promise
        : line.DueAt ?? line.PromiseDueAt;
}
