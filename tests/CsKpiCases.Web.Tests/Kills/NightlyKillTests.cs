using System.Globalization;
using System.Text.Json.Nodes;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.NightlyReport;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Kills;

/// <summary>
/// kill -9 while the program catches up on three weeks of nightly reports: whoever starts next finishes them by the ledger;
/// each day has one report, with the figures that it should have.
/// </summary>
public sealed class NightlyKillTests
{
    private const int Days = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task NightlyReport_KilledAtAnyMoment_IsFinishedOnceByTheLedger()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var store = await TrialStore.CreateAsync(StoreProvider.Sqlite, now.UtcDateTime.AddDays(-Days));
        await FillAsync(store, now);
        var (made, start) = (0, 0);
        foreach (var more in KillMoments.Progress(seed: 30, least: 0, most: 3))
        {
            var (program, _) = await ServeAsync(store, now, start++);
            await using var _1 = program;
            var target = Math.Min(Days - 1, made + more);
            await KillMoments.UntilAsync(async () => await RevisionsAsync(store) >= target && await IsRunningAsync(store), () => program.HasExited, TimeSpan.FromSeconds(20));
            await program.KillAsync();
            made = await RevisionsAsync(store);
        }

        var (last, _) = await ServeAsync(store, now, start);
        await using var _2 = last;
        Assert.True(await KillMoments.UntilAsync(() => IsAllDoneAsync(store), () => last.HasExited, Patience), last.Said);
        await last.KillAsync();
        await AssertOneEachAsync(store);
        Assert.Empty(await StoreAudit.FaultsAsync(store));
    }

    /// <summary>Each start is two minutes later than the one before, by the development clock: the claim that the kill left behind has lapsed.</summary>
    private static Task<(ProgramProcess Program, Uri Address)> ServeAsync(TrialStore store, DateTimeOffset now, int start) =>
        ProgramProcess.ServeAsync(store.ServeArguments, "Development", ("Development:ClockAt", now.AddMinutes(2 * (start + 1)).ToString("O", CultureInfo.InvariantCulture)));

    private static async Task FillAsync(TrialStore store, DateTimeOffset now)
    {
        var first = now.ToOffset(TimeSpan.FromHours(8)).DateTime.AddDays(-Days);
        var (log, map) = SyntheticLog.Write(store.Folder, 2000, first, minutesApart: Days * 24 * 60 / 2000.0, ShippedPolicies.HousePack[0].Name);
        await using var import = ProgramProcess.Run(["import", "event-log", log, "--map", map, .. store.Arguments]);
        Assert.Equal(0, await import.ExitAsync());
    }

    private static Task<int> RevisionsAsync(TrialStore store) => store.ReadAsync(db => db.NightlyReportRevisions.CountAsync());

    private static Task<bool> IsRunningAsync(TrialStore store) => store.ReadAsync(db => db.JobRuns.AnyAsync(r => r.Job == NightlyReportJob.JobName && r.State == JobRunState.Running));

    private static Task<bool> IsAllDoneAsync(TrialStore store) => store.ReadAsync(async db =>
        await db.JobRuns.CountAsync(r => r.Job == NightlyReportJob.JobName) >= Days && !await db.JobRuns.AnyAsync(r => r.Job == NightlyReportJob.JobName && r.State != JobRunState.Done));

    private static async Task AssertOneEachAsync(TrialStore store)
    {
        var revisions = await store.ReadAsync(db => db.NightlyReportRevisions.AsNoTracking().OrderBy(r => r.ReportedOn).ToListAsync());
        Assert.All(revisions, r => Assert.Equal(1, r.Revision));
        Assert.Equal(revisions.Count, revisions.Select(r => r.ReportedOn).Distinct().Count());
        Assert.InRange(revisions.Count, Days, Days + 1);
        Assert.Equal(revisions.Count, await store.ReadAsync(db => db.OutboxMessages.CountAsync(m => m.Kind == "notice.report.nightly")));
        await using var services = store.Services();
        await services.OpenStoreAsync();
        var report = ActivatorUtilities.CreateInstance<RunNightlyReport>(services);
        var shop = await store.ReadAsync(db => db.Shops.SingleAsync(s => s.Id == store.ShopId));
        foreach (var revision in revisions)
        {
            var again = System.Text.Json.JsonSerializer.SerializeToNode(await report.MakeAsync(shop, revision.ReportedOn, default), RunNightlyReport.DocumentText)!.AsObject();
            Assert.Equal(Figures(again), Figures(JsonNode.Parse(revision.Document)!.AsObject()));
        }
    }

    private static string Figures(JsonObject document)
    {
        document.Remove("madeAt");
        return document.ToJsonString();
    }
}
