using System.Globalization;
using System.Text;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Features.Sweep;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Kills;

/// <summary>
/// kill -9 of one of two nodes that sweep thousands of due clocks at once: each breach stands once, at its due instant, and
/// none is missing.
/// </summary>
public sealed class SweepKillTests
{
    private const int Cases = 4000;
    private const int ClocksACase = 2;
    private const string Policies =
        """
        [{ "name": "trial-hours", "order": 10, "match": { "caseType": "complaint" }, "calendar": { "continuous": true },
           "targets": [ { "clock": "first_response", "goal": "PT2H", "limit": "PT4H" }, { "clock": "resolution", "goal": "PT8H", "limit": "PT24H" } ] }]
        """;

    [Theory, OnPostgres]
    public async Task TwoNodesSweepAtOnce_OneIsKilled_EachBreachIsRecordedOnce(StoreProvider provider)
    {
        // three days ago four thousand people began to wait, and nothing has looked since
        var then = Whole(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-3));
        await using var store = await TrialStore.CreateAsync(provider, then.AddDays(-1));
        await FillAsync(store, then);
        Assert.Equal(0, await BreachesAsync(store));

        var yesterday = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await using var killed = ProgramProcess.Run(["report", "nightly", "--date", yesterday, .. store.Arguments]);
        Assert.True(await KillMoments.UntilAsync(async () => await BreachesAsync(store) > 0, () => killed.HasExited, TimeSpan.FromSeconds(60)), killed.Said);
        await using var services = store.Services(s => s.AddSweep());
        await services.OpenStoreAsync();
        var other = Task.Run(() => SettleAsync(store, services));
        var half = Cases * ClocksACase;
        await KillMoments.UntilAsync(async () => await BreachesAsync(store) >= half, () => killed.HasExited || other.IsCompleted, TimeSpan.FromSeconds(60));
        await killed.KillAsync();
        await other;
        await SettleAsync(store, services);
        await TrialStore.LeaveAsync(services);

        await AssertOneEachAsync(store);
        Assert.Empty(await StoreAudit.FaultsAsync(store));
    }

    private static DateTime Whole(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc);

    private static Task<int> BreachesAsync(TrialStore store) => store.ReadAsync(db => db.Breaches.CountAsync());

    private static async Task SettleAsync(TrialStore store, IServiceProvider services) =>
        await services.GetRequiredService<SweepClocks>().SettleAsync(await store.ReadAsync(db => db.Shops.SingleAsync(s => s.Id == store.ShopId)), default);

    private static async Task FillAsync(TrialStore store, DateTime then)
    {
        var clock = new FakeClock();
        clock.AdvanceTo(then);
        await using var past = store.Services(s => s.AddSingleton<TimeProvider>(clock).AddImports());
        await past.OpenStoreAsync();
        var import = past.GetRequiredService<ImportFile>();
        var policies = Path.Combine(store.Folder, "policies.json");
        await File.WriteAllTextAsync(policies, Policies);
        Assert.IsType<ImportOutcome.Done>(await import.RunAsync(new ImportRequest("policies", policies)));
        var log = Path.Combine(store.Folder, "waiting.csv");
        await File.WriteAllTextAsync(log, Log(then));
        var map = SyntheticLog.Map.Replace("POLICY", "trial-hours", StringComparison.Ordinal);
        Assert.IsType<ImportOutcome.Done>(await import.RunAsync(new ImportRequest("event-log", log) { Map = map }));
        await TrialStore.LeaveAsync(past);
    }

    /// <summary>Opened in the half hour before, in somebody's hands since.</summary>
    private static string Log(DateTime then)
    {
        var text = new StringBuilder("number,state,mod_count,opened_at,updated_at,resolved_at,caller,symptom,group,assigned_to\n");
        for (var i = 0; i < Cases; i++)
        {
            var opened = then.AddHours(8).AddMinutes(-30 + (i % 20));
            foreach (var (state, order) in new[] { ("New", 0), ("Active", 1) })
            {
                text.Append(CultureInfo.InvariantCulture, $"INC{i:0000000},{state},{order},{opened:yyyy-MM-dd HH:mm},{opened.AddMinutes(order):yyyy-MM-dd HH:mm},?,Caller {i % 900},Symptom {i % 70},Group 1,Agent {i % 40}\n");
            }
        }

        return text.ToString();
    }

    private static async Task AssertOneEachAsync(TrialStore store)
    {
        var breaches = await store.ReadAsync(db => db.Breaches.AsNoTracking().Join(db.CaseClocks, b => b.ClockId, c => c.Id, (b, c) => new { b.ClockId, b.Clock, b.Level, b.BreachedAt, c.StartedAt }).ToListAsync());
        Assert.Equal(Cases * ClocksACase * 2, breaches.Count);
        Assert.Equal(breaches.Count, breaches.Select(b => (b.ClockId, b.Level)).Distinct().Count());
        Assert.All(breaches, b => Assert.Equal(b.StartedAt.AddHours((b.Clock, b.Level) switch
        {
            (ClockNames.FirstResponse, DueLevel.Goal) => 2,
            (ClockNames.FirstResponse, _) => 4,
            (_, DueLevel.Goal) => 8,
            _ => 24,
        }), b.BreachedAt));
        var told = (await store.ReadAsync(db => db.OutboxMessages.Where(m => m.Kind == DueItem.Kind).Select(m => m.Payload).ToListAsync())).SelectMany(m => DueItem.Read(m)).ToList();
        Assert.Equal(Cases * ClocksACase, told.Select(t => (t.Case, t.Clock)).Distinct().Count());
        Assert.Equal(Cases * ClocksACase, told.Count);
    }
}
