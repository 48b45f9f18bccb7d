using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Jobs;

public sealed class JobLedgerTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Owed_DownForTwoDays_EveryMissedDayIsDoneOnceInOrder(StoreProvider provider)
    {
        var done = new List<string>();
        await using var host = await JobsHost.StartAsync(provider, new ScriptedJob((turn, _) =>
        {
            done.Add(turn.Period);
            return Task.FromResult(7L);
        }));
        await host.Jobs().RunOwedAsync(default);
        Assert.Empty(done);
        host.Clock.Advance(TimeSpan.FromDays(3)); // from Monday 09:00 to Thursday 09:00

        await host.Jobs().RunOwedAsync(default);
        await host.Jobs().RunOwedAsync(default);

        Assert.Equal(["2026-03-02", "2026-03-03", "2026-03-04"], done);
        await using var db = host.Read();
        var runs = await db.JobRuns.Where(r => r.Job == "scripted").ToListAsync();
        Assert.All(runs, r => Assert.Equal((JobRunState.Done, 7L, 1), (r.State, r.Rows, r.Attempts)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Owed_DownForMonths_EveryDayIsMadeUpFor(StoreProvider provider)
    {
        var done = new List<string>();
        await using var host = await JobsHost.StartAsync(provider, new ScriptedJob((turn, _) =>
        {
            done.Add(turn.Period);
            return Task.FromResult(1L);
        }));
        host.Clock.Advance(TimeSpan.FromDays(250)); // more than are written down at once

        await host.Jobs().RunOwedAsync(default);

        Assert.Equal(Enumerable.Range(0, 250).Select(i => LocalDays.Text(new DateOnly(2026, 3, 2).AddDays(i))), done);
        await using var db = host.Read();
        Assert.Equal(250, await db.NightlyReportRevisions.CountAsync());
        Assert.False(await db.JobRuns.AnyAsync(r => r.State != JobRunState.Done));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Owed_AskedForByHandWhileCatchingUp_IsDoneNext(StoreProvider provider)
    {
        var done = new List<string>();
        StoreHost? host = null;
        await using var started = host = await JobsHost.StartAsync(provider, new ScriptedJob(async (turn, token) =>
        {
            done.Add(turn.Period + (turn.IsByHand ? " by hand" : ""));
            if (done.Count == 2) await host!.Ledger().OweByHandAsync("scripted", host!.Shop.Id, "2026-03-05", null, token);
            return 1;
        }));
        host.Clock.Advance(TimeSpan.FromDays(5));

        await host.Jobs().RunOwedAsync(default);

        Assert.Equal(["2026-03-02", "2026-03-03", "2026-03-05 by hand", "2026-03-04", "2026-03-05", "2026-03-06"], done);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Owed_MidnightPassesWhileCatchingUp_IsAskedForAsWell(StoreProvider provider)
    {
        var done = new List<string>();
        StoreHost? host = null;
        await using var started = host = await JobsHost.StartAsync(provider, new ScriptedJob((turn, _) =>
        {
            done.Add(turn.Period);
            if (done.Count == 1) host!.Clock.Advance(TimeSpan.FromDays(1));
            return Task.FromResult(1L);
        }));
        host.Clock.Advance(TimeSpan.FromDays(2));

        await host.Jobs().RunOwedAsync(default);

        Assert.Equal(["2026-03-02", "2026-03-03", "2026-03-04"], done);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Owed_TwoNodesAtOnce_EachPeriodIsDoneOnce(StoreProvider provider)
    {
        var done = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var host = await JobsHost.StartAsync(provider, new ScriptedJob(async (turn, token) =>
        {
            await Task.Yield();
            done.Add(turn.Period);
            return 1;
        }));
        await using var other = await host.SecondNodeAsync();
        host.Clock.Advance(TimeSpan.FromDays(20));

        await Task.WhenAll(Task.Run(() => host.Jobs().RunOwedAsync(default)), Task.Run(() => other.Jobs().RunOwedAsync(default)));

        Assert.Equal(20, done.Count);
        Assert.Equal(20, done.Distinct().Count());
        await using var db = host.Read();
        Assert.Equal(20, await db.NightlyReportRevisions.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Claim_OfAKilledNode_IsTakenOverWhenItsLeaseLapses(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await using var other = await host.SecondNodeAsync();
        await host.Ledger().OweAsync("scripted", host.Shop.Id, ["2026-03-01"], default);
        var killed = await host.Ledger().ClaimNextAsync(["scripted"], default);
        Assert.NotNull(killed); // and its node does nothing more

        Assert.Null(await other.Ledger().ClaimNextAsync(["scripted"], default));
        host.Clock.Advance(JobLedger.Lease);
        var taken = await other.Ledger().ClaimNextAsync(["scripted"], default);

        Assert.Equal((killed.RunId, 2), (taken!.RunId, taken.Attempt));
        Assert.True(await other.Ledger().FinishAsync(taken, 5, default));
        // Should it have been asleep and not dead, it has lost its right.
        Assert.False(await host.Ledger().RenewAsync(killed, default));
        Assert.False(await host.Ledger().FinishAsync(killed, 9, default));
        await using var db = host.Read();
        Assert.Equal(5, (await db.JobRuns.SingleAsync(r => r.Job == "scripted")).Rows);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Claim_Renewed_IsNotTakenOver(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await host.Ledger().OweAsync("scripted", host.Shop.Id, ["2026-03-01"], default);
        var claim = await host.Ledger().ClaimNextAsync(["scripted"], default);
        host.Clock.Advance(JobLedger.Lease / 2);

        Assert.True(await host.Ledger().RenewAsync(claim!, default));
        host.Clock.Advance(JobLedger.Lease / 2);

        Assert.Null(await host.Ledger().ClaimNextAsync(["scripted"], default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_ThatFails_IsTriedAgainAfterAWhileAndNotForEver(StoreProvider provider)
    {
        var tries = 0;
        await using var host = await JobsHost.StartAsync(provider, new ScriptedJob((_, _) => throw new InvalidOperationException($"no. {++tries}")));
        host.Clock.Advance(TimeSpan.FromDays(1));

        await host.Jobs().RunOwedAsync(default);
        await host.Jobs().RunOwedAsync(default);
        Assert.Equal(1, tries);
        for (var i = 0; i < 10; i++)
        {
            host.Clock.Advance(TimeSpan.FromHours(1));
            await host.Jobs().RunOwedAsync(default);
        }

        Assert.Equal(JobLedger.MostAttempts, tries);
        await using var db = host.Read();
        var run = await db.JobRuns.SingleAsync(r => r.Job == "scripted");
        Assert.Equal((JobRunState.Failed, "InvalidOperationException: no. 5"), (run.State, run.Error));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_WhileTheProcessStops_IsGivenBackUndone(StoreProvider provider)
    {
        using var stopping = new CancellationTokenSource();
        await using var host = await JobsHost.StartAsync(provider, new ScriptedJob(async (_, token) =>
        {
            await stopping.CancelAsync();
            token.ThrowIfCancellationRequested();
            return 1;
        }));
        host.Clock.Advance(TimeSpan.FromDays(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Jobs().RunOwedAsync(stopping.Token));

        await using var db = host.Read();
        var run = await db.JobRuns.SingleAsync(r => r.Job == "scripted");
        Assert.Equal((JobRunState.Owed, 0), (run.State, run.Attempts));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ByHand_PeriodDoneBefore_IsARowOfItsOwn(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider, new ScriptedJob((turn, _) => Task.FromResult(turn.IsByHand ? 2L : 1L)));
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.Jobs().RunOwedAsync(default);

        Assert.True(await host.Jobs().RunByHandAsync("scripted", host.Shop.Id, "2026-03-02", host.Supervisor.AccountId, default));
        Assert.True(await host.Jobs().RunByHandAsync("scripted", host.Shop.Id, "2026-03-02", null, default));
        await host.Jobs().RunOwedAsync(default);

        await using var db = host.Read();
        var runs = await db.JobRuns.Where(r => r.Job == "scripted").OrderBy(r => r.Period).ToListAsync();
        Assert.Equal(["2026-03-02", "2026-03-02/001", "2026-03-02/002"], runs.Select(r => r.Period));
        Assert.Equal([null, host.Supervisor.AccountId, null], runs.Select(r => r.AskedById));
        Assert.Equal([1L, 2L, 2L], runs.Select(r => r.Rows));
    }
}
