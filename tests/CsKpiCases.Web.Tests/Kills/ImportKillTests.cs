using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Kills;

/// <summary>kill -9 during an import: run again, it ends with what a run that nobody killed gives, and nothing stands twice.</summary>
public sealed class ImportKillTests
{
    private const int Incidents = 3000;
    private static readonly DateTime First = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Unspecified);

    [Fact]
    public async Task EventLog_KilledAtAnyMoment_RunAgainGivesTheSame()
    {
        await using var store = await TrialStore.CreateAsync(StoreProvider.Sqlite);
        await using var control = await TrialStore.CreateAsync(StoreProvider.Sqlite);
        var (log, map) = SyntheticLog.Write(store.Folder, Incidents, First, minutesApart: 11, ShippedPolicies.HousePack[0].Name);
        var done = 0;
        foreach (var percent in KillMoments.Progress(seed: 141712, least: 1, most: 60))
        {
            await using var import = Import(store, log, map);
            // of what is still missing, so that there is something left for the next kill
            var target = done + Math.Max(1, (Incidents - done) * percent / 100);
            await KillMoments.UntilAsync(async () => await CasesAsync(store) >= target, () => import.HasExited, TimeSpan.FromSeconds(60));
            await import.KillAsync();
            done = await CasesAsync(store);
        }

        await EndsWellAsync(store, log, map);
        await EndsWellAsync(control, log, map);
        Assert.Equal(await CountsAsync(control), await CountsAsync(store));
        await EndsWellAsync(store, log, map);
        Assert.Equal(await CountsAsync(control), await CountsAsync(store));
        Assert.Empty(await StoreAudit.FaultsAsync(store));
    }

    private static ProgramProcess Import(TrialStore store, string log, string map) => ProgramProcess.Run(["import", "event-log", log, "--map", map, .. store.Arguments]);

    private static async Task EndsWellAsync(TrialStore store, string log, string map)
    {
        await using var import = Import(store, log, map);
        var code = await import.ExitAsync();
        Assert.True(code == 0, $"exit code {code}\n{import.Said}");
    }

    private static Task<int> CasesAsync(TrialStore store) => store.ReadAsync(db => db.Cases.CountAsync());

    /// <summary>One line for each thing that could be missing or doubled.</summary>
    private static Task<List<string>> CountsAsync(TrialStore store) => store.ReadAsync(async db =>
    {
        var lines = new List<string>
        {
            $"events {await db.CaseEvents.CountAsync()}", $"segments {await db.CaseClockSegments.CountAsync()}", $"buyers {await db.Buyers.CountAsync()}",
            $"teams {await db.Teams.CountAsync()}", $"accounts {await db.Users.CountAsync()}", $"breaches {await db.Breaches.CountAsync()}",
        };
        lines.AddRange((await db.Cases.GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync()).Select(g => $"{g.Key} {g.Count}").Order());
        lines.AddRange((await db.CaseClocks.GroupBy(c => new { c.Clock, c.Run, c.State }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync()).Select(g => $"{g.Key} {g.Count}").Order());
        lines.AddRange((await db.Cases.OrderBy(c => c.ExternalNumber).Select(c => new { c.ExternalNumber, c.State, c.EventCount, c.OwnerId, c.LastEventAt }).ToListAsync())
            .Select(c => $"{c.ExternalNumber} {c.State} {c.EventCount} {c.OwnerId is null} {c.LastEventAt:O}"));
        return lines;
    });
}
