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
            var stored = clocks[@case.Id].ToList();
            var recordedAt = history.Max(e => e.RecordedAt);
            var now = await keeping.ComputeAsync(@case, history, recordedAt, default);
            if (now.Clocks.Count != stored.Count) faults.Add($"{@case.Number}: {stored.Count} clocks stored, {now.Clocks.Count} computed");
            // A sweep writes the clocks that fell due and no others: each is compared as of its own last writing.
            foreach (var row in stored)
            {
                var computed = row.ChangedAt <= recordedAt ? now : await keeping.ComputeAsync(@case, history, row.ChangedAt, default);
                faults.AddRange(ClockFaults(@case, computed, row, segments[row.Id]));
            }
        }

        return faults;
    }

    private static IEnumerable<string> ClockFaults(Case @case, CaseClocks computed, CaseClock row, IEnumerable<CaseClockSegment> segments)
    {
        if (computed.Clocks.FirstOrDefault(c => c.Name == row.Clock && c.Run == row.Run) is not { } clock)
        {
            yield return $"{@case.Number}: {row.Clock} {row.Run} is stored, and not computed";
            yield break;
        }

        var expected = new CaseClock { ExcusedAt = row.ExcusedAt };
        ClockRows.Write(clock, expected, @case, row.ChangedAt);
        if (Verdict(expected) != Verdict(row)) yield return $"{@case.Number}: {clock.Name} {clock.Run} stored {Verdict(row)}, computed {Verdict(expected)}";
        var (kept, made) = (segments.Select(s => (s.From, s.To, s.CountedSeconds, s.OwnerId)), clock.Segments.Select(s => (s.From, s.To, s.Seconds, s.OwnerId)));
        if (!kept.SequenceEqual(made)) yield return $"{@case.Number}: segments of {clock.Name} {clock.Run} differ";
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
