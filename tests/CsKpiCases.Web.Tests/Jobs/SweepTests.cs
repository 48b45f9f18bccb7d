using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Sweep;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Jobs;

/// <summary>The sweep on the shipped policies: a complaint logged on Monday 09:00 has 8 h of shift time for its first response, until 17:00.</summary>
public sealed class SweepTests
{
    private static readonly DateTime DueAt = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    [Theory, OnSqlite, OnPostgres]
    public async Task Sweep_FiveMinutesLate_BreachIsDetectedThenAndHappenedAtItsDueInstant(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(DueAt.AddMinutes(5) - host.Clock.Now);
        await host.MinuteAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        // Stopped at 17:01, recorded at 17:10.
        await host.DoAsync(@case, new LogContact(Channel.Phone, Reached: true) { At = DueAt.AddMinutes(1) }, host.Agent);

        await using var db = host.Read();
        var breach = await db.Breaches.SingleAsync(b => b.Clock == ClockNames.FirstResponse && b.Level == DueLevel.Limit);
        Assert.Equal((DueAt, DueAt.AddMinutes(5)), (breach.BreachedAt, breach.DetectedAt));
        Assert.Equal((AttributionParty.Agent, host.Agent.AccountId), (breach.AttributedParty, breach.AttributedToId));
        Assert.Equal(ClockState.Breached, (await db.CaseClocks.SingleAsync(c => c.Clock == ClockNames.FirstResponse)).State);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Stop_RecordedBeforeAnySweep_DetectsTheBreachItself(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(DueAt.AddMinutes(1) - host.Clock.Now);
        await host.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), host.Agent);
        host.Clock.Advance(TimeSpan.FromMinutes(4));
        await host.MinuteAsync();

        await using var db = host.Read();
        var breach = await db.Breaches.SingleAsync(b => b.Clock == ClockNames.FirstResponse && b.Level == DueLevel.Limit);
        Assert.Equal((DueAt, DueAt.AddMinutes(1)), (breach.BreachedAt, breach.DetectedAt));
        await AssertToldAsync(host, "notice.sla.breached");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Act_BetweenTheDueInstantAndTheSweep_TellsOfTheBreachInItsStead(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(DueAt.AddSeconds(30) - host.Clock.Now);
        await host.DoAsync(@case, new AddNote { Note = "还在查" }, host.Agent);
        await host.MinuteAsync();
        await host.MinuteAsync();

        await AssertToldAsync(host, "notice.sla.breached");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Timer_RaisedAfterDaysOfDowntime_TellsOfTheBreachThatItsActRecords(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(7)); // two hours are left of the five working days
        await host.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), host.Agent);
        await host.DoAsync(@case, new FireTrigger(Triggers.AskBuyer) { Note = "请补照片" }, host.Agent);
        await host.MinuteAsync();
        await host.ClearNoticesAsync();
        // The buyer says nothing for the state's three days; its lapse lets the clock run on, past its limit.
        host.Clock.Advance(TimeSpan.FromDays(5));
        await host.MinuteAsync();
        await host.MinuteAsync();

        await using var db = host.Read();
        Assert.True(await db.Breaches.AnyAsync(b => b.Clock == ClockNames.Resolution && b.Level == DueLevel.Limit));
        await AssertToldAsync(host, "notice.sla.breached");
    }

    /// <summary>The owner and the supervisors heard of it once.</summary>
    private static async Task AssertToldAsync(StoreHost host, string key)
    {
        await using var db = host.Read();
        foreach (var person in new[] { host.Agent, host.Supervisor })
        {
            var told = await db.Notices.Where(n => n.AccountId == person.AccountId && n.TextKey == key).ToListAsync();
            Assert.Single(told);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Sweep_WorkersDownForTwoDays_RecordsEachBreachOnceAndTellsEachPersonOnce(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        for (var i = 0; i < 12; i++) await host.InvestigatingAsync($"杯子 {i}");
        await host.MinuteAsync();
        await host.ClearNoticesAsync();
        host.Clock.Advance(TimeSpan.FromDays(2));

        await host.MinuteAsync();
        await host.MinuteAsync();

        await using var db = host.Read();
        var breaches = await db.Breaches.Where(b => b.Clock == ClockNames.FirstResponse && b.Level == DueLevel.Limit).ToListAsync();
        Assert.Equal(12, breaches.Count);
        Assert.Equal(12, breaches.Select(b => b.CaseId).Distinct().Count());
        Assert.All(breaches, b => Assert.Equal((DueAt, host.Clock.Now), (b.BreachedAt, b.DetectedAt)));
        foreach (var person in new[] { host.Agent, host.Supervisor, host.OtherSupervisor })
        {
            var notice = Assert.Single(await db.Notices.Where(n => n.AccountId == person.AccountId).ToListAsync());
            Assert.Equal("notice.sla.digest", notice.TextKey);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Sweep_TwoNodesAtOnce_RecordsEachBreachOnce(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await using var other = await host.SecondNodeAsync();
        for (var i = 0; i < 20; i++) await host.InvestigatingAsync($"杯子 {i}");
        host.Clock.Advance(TimeSpan.FromDays(1));

        await Task.WhenAll(Sweep(host), Sweep(other));
        await Sweep(host);

        await using var db = host.Read();
        Assert.Equal(20, await db.Breaches.CountAsync(b => b.Clock == ClockNames.FirstResponse && b.Level == DueLevel.Limit));
        var items = (await db.OutboxMessages.Where(m => m.Kind == DueItem.Kind).ToListAsync()).SelectMany(m => DueItem.Read(m.Payload)).ToList();
        Assert.Equal(items.Count, items.Distinct().Count());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Sweep_AtEveryInstant_LeavesWhatRecomputingTheHistoryLeaves(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var swept = await host.InvestigatingAsync();
        var hours = 0;
        // Through warnings, goals, limits, the night and the agent's shift change.
        foreach (var step in new[] { 1.5, 0.5, 4, 1.2, 1, 6, 9, 24, 30 })
        {
            host.Clock.Advance(TimeSpan.FromHours(step));
            await host.MinuteAsync();
            await using var db = host.Read();
            var stored = await db.Cases.SingleAsync();
            var events = await db.CaseEvents.OrderBy(e => e.Sequence).ToListAsync();
            var truth = await host.Provider.GetRequiredService<ClockKeeping>().ComputeAsync(stored, events, host.Clock.Now, default);
            foreach (var clock in truth.Clocks)
            {
                var row = await db.CaseClocks.SingleAsync(c => c.Clock == clock.Name && c.Run == clock.Run);
                Assert.Equal((clock.State, clock.GoalMissedAt, clock.BreachedAt, clock.GoalDueAt, clock.LimitDueAt), (row.State, row.GoalMissedAt, row.BreachedAt, row.GoalDueAt, row.LimitDueAt));
                Assert.True(row.NextDueAt > host.Clock.Now);
                if (row.BreachedAt is null) continue;
                var whose = Attribution.Of(clock, Level.Limit, host.Clock.Now);
                Assert.Equal((whose.Party, whose.OwnerId), (row.AttributedParty, row.AttributedToId));
                hours++;
            }
        }

        Assert.True(hours > 0);
        Assert.NotEqual(0, swept.Version);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Sweep_PolicyPublishedByAnotherProcessAMomentAgo_RecordsWhatIsDueUnderIt(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await using var other = await host.SecondNodeAsync();
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(90));
        await host.Provider.GetRequiredService<PolicyBook>().ReadAsync(default);
        var limit = new Target { Clock = ClockNames.Resolution, Limit = SlaDuration.OfSeconds(91 * 60) };
        Assert.Equal(1, await other.FollowAsync(await other.PublishAsync(@case, limit)));
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        await host.MinuteAsync();

        await using (var db = host.Read())
        {
            var warned = await db.CaseClocks.SingleAsync(c => c.Clock == ClockNames.Resolution);
            Assert.Equal((DueLevel.LimitWarning, DueLevel.Limit), (warned.Noticed, warned.NextDue));
        }

        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.MinuteAsync();
        await using (var db = host.Read()) Assert.Single(await db.Breaches.Where(b => b.Clock == ClockNames.Resolution && b.Level == DueLevel.Limit).ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Sweep_PolicyThatTheStoreDoesNotHave_LeavesThatClockDueAndSweepsTheOthers(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var (lost, known) = (await host.InvestigatingAsync(), await host.InvestigatingAsync("碗碎了"));
        await using var db = host.Read();
        await db.CaseClocks.Where(c => c.CaseId == lost.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.PolicyVersionId, 1));
        var before = await db.CaseClocks.AsNoTracking().SingleAsync(c => c.CaseId == lost.Id && c.Clock == ClockNames.FirstResponse);
        host.Clock.Advance(TimeSpan.FromDays(1));

        await host.MinuteAsync();

        var after = await db.CaseClocks.AsNoTracking().SingleAsync(c => c.CaseId == lost.Id && c.Clock == ClockNames.FirstResponse);
        Assert.Equal((before.NextDue, before.NextDueAt), (after.NextDue, after.NextDueAt));
        Assert.True(await db.Breaches.AnyAsync(b => b.CaseId == known.Id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Warning_IsGivenOnceToTheOwnerAlone(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await host.InvestigatingAsync();
        await host.MinuteAsync();
        await host.ClearNoticesAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(95)); // 75 % of the goal of two hours

        await host.MinuteAsync();
        await host.MinuteAsync();

        await using var db = host.Read();
        var notice = Assert.Single(await db.Notices.ToListAsync());
        Assert.Equal((host.Agent.AccountId, "notice.sla.warning"), (notice.AccountId, notice.TextKey));
        Assert.Contains("\"clock\":\"first_response\"", notice.Arguments);
        var due = await db.CaseClocks.Where(c => c.Clock == ClockNames.FirstResponse).Select(c => c.GoalDueAt).SingleAsync();
        Assert.Contains($"\"due\":\"{due!.Value.AddHours(8):MM-dd HH:mm}\"", notice.Arguments); // Shanghai
        Assert.Empty(await db.Breaches.ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Timer_RanOutWhileDown_FiresAtItsInstantOnce(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        @case = await host.DoAsync(@case, new FireTrigger(Triggers.AskBuyer) { Note = "请补充照片" }, host.Agent);
        var dueAt = @case.TimerDueAt;
        host.Clock.Advance(TimeSpan.FromDays(10));

        await host.MinuteAsync();
        await host.MinuteAsync();

        await using var db = host.Read();
        var fired = await db.CaseEvents.SingleAsync(e => e.Trigger == Triggers.Lapse);
        Assert.Equal((dueAt, host.Clock.Now), (fired.At, fired.RecordedAt));
    }

    [Theory, OnPostgres]
    public async Task Settle_CaseHeldByAnAct_WaitsUntilItsBreachIsRecorded(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromDays(1));
        await using var acting = host.Read();
        var held = await acting.Database.BeginTransactionAsync();
        await acting.Database.ExecuteSqlRawAsync("""SELECT 1 FROM "Cases" FOR UPDATE""");

        var settling = Task.Run(() => host.Jobs().SettleAsync(host.Shop, default));
        Assert.NotSame(settling, await Task.WhenAny(settling, Task.Delay(TimeSpan.FromMilliseconds(500))));
        await held.RollbackAsync();
        await settling;

        await using var db = host.Read();
        Assert.Single(await db.Breaches.Where(b => b.Clock == ClockNames.FirstResponse && b.Level == DueLevel.Limit).ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Minute_TimerRanOutBeforeALimit_TellsOfNoBreach(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        // It does not stand still while the buyer is silent.
        await host.MeasureComplaintsAsync(new Target { Clock = ClockNames.Resolution, Limit = SlaDuration.OfHours(80) });
        var @case = await host.InvestigatingAsync();
        await host.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), host.Supervisor);
        await host.DoAsync(@case, new FireTrigger(Triggers.FindUnjustified) { Note = "不成立" }, host.Supervisor);
        await host.MinuteAsync();
        await host.ClearNoticesAsync();
        host.Clock.Advance(TimeSpan.FromHours(90)); // the buyer's silence resolved it after 72

        await host.MinuteAsync();

        await using var db = host.Read();
        var resolution = await db.CaseClocks.SingleAsync(c => c.Clock == ClockNames.Resolution);
        Assert.Equal((ClockState.Met, @case.OpenedAt.AddHours(72)), (resolution.State, resolution.StoppedAt));
        Assert.Empty(await db.Breaches.ToListAsync());
        Assert.DoesNotContain(await db.Notices.ToListAsync(), n => n.TextKey.StartsWith("notice.sla", StringComparison.Ordinal));
    }

    private static Task<long> Sweep(StoreHost host) => Task.Run(() => host.Provider.GetRequiredService<SweepClocks>().RunAsync(default));
}

internal static class NoticesOfHost
{
    public static async Task ClearNoticesAsync(this StoreHost host)
    {
        await using var db = host.Read();
        await db.Notices.ExecuteDeleteAsync();
    }
}
