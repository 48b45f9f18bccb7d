using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Kills;

/// <summary>Looks through a whole store for what a kill could have broken.</summary>
internal static class StoreAudit
{
    /// <summary>
    /// Every chain verifies, versions count the events, numbers and outside numbers are unique, stored clocks and segments
    /// equal those recomputed from the events, and the file itself is whole. Empty when all is well.
    /// </summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(TrialStore store)
    {
        await using var services = store.Services();
        var keeping = services.GetRequiredService<ClockKeeping>();
        await using var db = await services.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContextAsync();
        var faults = new List<string>(await FileFaultsAsync(db));
        var cases = await db.Cases.AsNoTracking().ToListAsync();
        var events = (await db.CaseEvents.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync()).ToLookup(e => e.CaseId);
        var clocks = (await db.CaseClocks.AsNoTracking().ToListAsync()).ToLookup(c => c.CaseId);
        var segments = (await db.CaseClockSegments.AsNoTracking().OrderBy(s => s.From).ThenBy(s => s.Id).ToListAsync()).ToLookup(s => s.ClockId);
        faults.AddRange(Doubled(cases.Select(c => c.Number), "number").Concat(Doubled(cases.Select(c => c.ExternalNumber), "outside number")));
        faults.AddRange(events.Select(e => e.Key).Except(cases.Select(c => c.Id)).Select(id => $"events of {id} have no case"));
        foreach (var @case in cases)
        {
            var history = events[@case.Id].ToList();
            if (EventChain.Verify(@case, history) is { } fault) faults.Add($"{@case.Number}: chain {fault.Kind} at {fault.Sequence}");
            if (@case.Version != history.Count || @case.EventCount != history.Count) faults.Add($"{@case.Number}: version {@case.Version}, {history.Count} events");
            if (history.Count == 0) continue;
            var computed = await keeping.ComputeAsync(@case, history, history.Max(e => e.RecordedAt), default);
            faults.AddRange(ClockFaults(@case, computed, [.. clocks[@case.Id]], segments));
        }

        return faults;
    }

    private static IEnumerable<string> ClockFaults(Case @case, CaseClocks computed, List<CaseClock> stored, ILookup<long, CaseClockSegment> segments)
    {
        if (computed.Clocks.Count != stored.Count) yield return $"{@case.Number}: {stored.Count} clocks stored, {computed.Clocks.Count} computed";
        foreach (var clock in computed.Clocks)
        {
            if (stored.Find(r => r.Clock == clock.Name && r.Run == clock.Run) is not { } row)
            {
                yield return $"{@case.Number}: {clock.Name} {clock.Run} is not stored";
                continue;
            }

            var expected = new CaseClock { ExcusedAt = row.ExcusedAt };
            ClockRows.Write(clock, expected, @case, row.ChangedAt);
            if (Verdict(expected) != Verdict(row)) yield return $"{@case.Number}: {clock.Name} {clock.Run} stored {Verdict(row)}, computed {Verdict(expected)}";
            var (kept, made) = (segments[row.Id].Select(s => (s.From, s.To, s.CountedSeconds, s.OwnerId)), clock.Segments.Select(s => (s.From, s.To, s.Seconds, s.OwnerId)));
            if (!kept.SequenceEqual(made)) yield return $"{@case.Number}: segments of {clock.Name} {clock.Run} differ";
        }
    }

    private static string Verdict(CaseClock row) =>
        (row.State, row.PausedOn, row.StartedAt, row.StoppedAt, row.ElapsedSeconds, row.RunningSince, row.GoalDueAt, (row.LimitDueAt, row.GoalMissedAt, row.BreachedAt, row.JudgedAt)).ToString();

    private static IEnumerable<string> Doubled(IEnumerable<string?> values, string what) =>
        values.Where(v => !string.IsNullOrEmpty(v)).GroupBy(v => v).Where(g => g.Count() > 1).Select(g => $"{what} {g.Key} stands {g.Count()} times");

    private static async Task<IEnumerable<string>> FileFaultsAsync(CasesDbContext db)
    {
        if (!db.IsSqlite) return [];
        var integrity = await db.Database.SqlQueryRaw<string>("SELECT integrity_check AS \"Value\" FROM pragma_integrity_check").ToListAsync();
        var keys = await db.Database.SqlQueryRaw<string>("SELECT \"table\" AS \"Value\" FROM pragma_foreign_key_check").ToListAsync();
        return integrity.Where(line => line != "ok").Concat(keys.Select(table => $"foreign key broken in {table}"));
    }
}
