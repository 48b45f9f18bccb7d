using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Web.Features.Demo;
using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Demo;

public sealed class FillDemoTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Fill_UsualShop_EveryStateIsOccupiedAndNobodyIsTold(StoreProvider provider)
    {
        await using var host = await DemoHost.StartAsync(provider);
        await host.Services.GetRequiredService<FillDemo>().RunAsync(300, 7);
        await using var db = host.Read();

        var states = await db.Cases.Select(c => c.State).Distinct().ToListAsync();
        Assert.Empty(CaseMachines.For(CaseType.Complaint).States.Select(s => s.Name).Except(states));
        Assert.Empty(Enum.GetValues<PenaltyState>().Except(await db.Penalties.Select(p => p.State).Distinct().ToListAsync()));
        Assert.True(await db.Breaches.Select(b => b.Clock).Distinct().CountAsync() >= 5);
        Assert.True(await db.Ratings.CountAsync() > 50);
        Assert.True(await db.ChatFacts.CountAsync() > 1000);
        Assert.True(await db.Evidence.CountAsync() > 50);
        Assert.Equal(0, await db.OutboxMessages.CountAsync());
        Assert.Equal(0, await db.Notices.CountAsync());
        Assert.Equal(DemoAccounts.All.Count, await db.Users.CountAsync(a => a.IsDemo));
        Assert.True(await db.NightlyReportRevisions.CountAsync() >= 59, "two closed months of reports");
        Assert.True(await db.ScoreSnapshots.CountAsync(s => s.IsPublished) >= 1, "a published month");
        Assert.True(await db.PaySlips.CountAsync() >= 20);
        Assert.True(await db.AgentScores.CountAsync() >= 20);
        Assert.Equal(DemoPhase.Filled, (await DemoStatus.ReadAsync(db, default)).Phase);
    }

    [Fact]
    public async Task Fill_EveryCase_ChainHoldsAndStoredClocksAreTheRecomputedOnes()
    {
        await using var host = await DemoHost.StartAsync(StoreProvider.Sqlite);
        await host.Services.GetRequiredService<FillDemo>().RunAsync(150, 11);
        await using var db = host.Read();
        var clocks = host.Services.GetRequiredService<ClockKeeping>();
        var now = host.Clock.Now;

        foreach (var @case in await db.Cases.AsNoTracking().ToListAsync())
        {
            var events = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == @case.Id).OrderBy(e => e.Sequence).ToListAsync();
            Assert.Null(EventChain.Verify(@case, events));
            Assert.Equal(@case.EventCount, @case.Version);
            Assert.All(events, e => Assert.True(e.At <= now));
            Assert.True(@case.TimerDueAt > now, @case.State);
            var computed = (await clocks.ComputeAsync(@case, events, now, default)).Clocks
                .Select(c => (c.Name, c.Run, c.State, c.AccruedSeconds, c.GoalMissedAt, c.BreachedAt)).Order();
            var stored = (await db.CaseClocks.AsNoTracking().Where(c => c.CaseId == @case.Id).ToListAsync())
                .Select(c => (c.Clock, c.Run, c.State, c.ElapsedSeconds, c.GoalMissedAt, c.BreachedAt)).Order();
            Assert.Equal(computed, stored);
        }
    }

    /// <summary>What somebody finds who starts the program for the first time.</summary>
    [Fact]
    public async Task Fill_FirstStart_HoldsEveryTypeInEveryState()
    {
        await using var host = await DemoHost.StartAsync(StoreProvider.Sqlite);
        await host.Services.GetRequiredService<FillDemo>().RunAsync(FillDemo.UsualCases, FillDemo.UsualSeed);
        await using var db = host.Read();
        var found = (await db.Cases.Select(c => new { c.Type, c.State }).Distinct().ToListAsync()).Select(c => (c.Type, c.State)).ToHashSet();
        // Before it is classified a case has no type.
        var wanted = CaseMachines.Available.SelectMany(t => CaseMachines.For(t).States.Where(s => s.Stage >= Stage.Investigate || s.Name == ReturnVisitWorkflow.Planned).Select(s => (t, s.Name)));
        Assert.Empty(wanted.Except(found));
    }

    [Fact]
    public async Task Fill_SameSeedAndPresent_TellsTheSameShop()
    {
        await using var one = await DemoHost.StartAsync(StoreProvider.Sqlite);
        await using var other = await DemoHost.StartAsync(StoreProvider.Sqlite);

        Assert.Equal(await StoryAsync(one, seed: 5), await StoryAsync(other, seed: 5));
    }

    [Fact]
    public async Task Remove_UnfinishedDemo_LeavesNothingAndItCanBeMadeAnew()
    {
        await using var host = await DemoHost.StartAsync(StoreProvider.Sqlite);
        var fill = host.Services.GetRequiredService<FillDemo>();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fill.RunAsync(2000, 3, new Stop(stop), stop.Token));
        await using (var db = host.Read())
        {
            Assert.Equal(DemoPhase.Filling, (await DemoStatus.ReadAsync(db, default)).Phase);
            Assert.False(await db.Shops.AnyAsync(), "nobody may see the half of it");
            Assert.False(await db.Users.AnyAsync());
        }

        await host.Services.GetRequiredService<RemoveDemo>().RunAsync(default);
        await using (var db = host.Read())
        {
            Assert.False(await db.Cases.AnyAsync());
            Assert.False(await db.CaseEvents.AnyAsync());
            Assert.False(await db.Buyers.AnyAsync());
            Assert.Equal(0, await db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS \"Value\" FROM CaseSearch").SingleAsync());
        }

        Assert.True((await fill.RunAsync(60, 3)).Cases > 50);
    }

    [Fact]
    public void Photo_Drawn_IsAPngAndTheSameEachTime()
    {
        var photo = DemoPhotos.Draw("crack", 2);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], photo[..4]);
        Assert.Equal(photo, DemoPhotos.Draw("crack", 2));
        Assert.NotEqual(photo, DemoPhotos.Draw("crack", 3));
    }

    private static async Task<List<string>> StoryAsync(DemoHost host, long seed)
    {
        await host.Services.GetRequiredService<FillDemo>().RunAsync(120, seed);
        await using var db = host.Read();
        var people = await db.Users.ToDictionaryAsync(a => a.Id, a => a.UserName);
        var cases = await db.Cases.AsNoTracking().OrderBy(c => c.Number).ToListAsync();
        return cases.ConvertAll(c => $"{c.Number} {c.State} {c.OpenedAt:s} {c.LastEventAt:s} {c.EventCount} {c.Subject} {c.ProposedAmount} {(c.OwnerId is { } owner ? people[owner] : "-")}");
    }

    private sealed class Stop(CancellationTokenSource source) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value)
        {
            if (value.Done > 0) source.Cancel();
        }
    }
}
