using System.Text.Json;
using System.Text.RegularExpressions;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Handovers;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Jobs;

/// <summary>What a shift leaves for the next one; the clock begins on Monday 2 March 2026, 09:00, in the day shift.</summary>
public sealed class ShiftHandoverTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly FireTrigger Classify = new(Triggers.Classify) { Arguments = new ClassifyArguments(CaseType.Complaint, ComplaintCatalogue.Categories[0]) { Cause = "quality" } };
    private static readonly DateTime DayEnds = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

    [Theory, OnSqlite, OnPostgres]
    public async Task ShiftEnd_WithOpenCases_HandsOverItsPeoplesAndTheQueues(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var shifts = await ShopAsync(host);
        var mine = await host.InvestigatingAsync("杯子碎了");
        mine = await host.DoAsync(mine, new MakePromise(PromiseKind.CallBack, "回电", Wait.Agent, host.Clock.Now.AddHours(1)), host.Agent);
        var theirs = await OfOtherAgentAsync(host);
        var queued = Logged(await host.Store.LogAsync(host.Shop, new LogCase(host.Shop.Id, "", "盘子少了", Channel.Phone), host.Agent));
        queued = await host.DoAsync(queued, Classify, host.Agent);
        await host.ResolvedAsync();
        host.Clock.Advance(DayEnds - host.Clock.Now);

        await host.MinuteAsync();
        await host.Jobs().RunOwedAsync(default);
        await host.MinuteAsync();

        await using var db = host.Read();
        var handover = await db.ShiftHandovers.SingleAsync();
        Assert.Equal((shifts.Day.Id, "白班", Monday, DayEnds, DayEnds), (handover.ShiftId, handover.ShiftName, handover.WorkedOn, handover.EndedAt, handover.NextStartsAt!.Value));
        Assert.Equal((2, 1, "晚班"), (handover.OpenCases, handover.Unowned, handover.NextShiftName));
        var lines = await db.ShiftHandoverLines.OrderBy(l => l.Ordinal).ToListAsync();
        Assert.Equal(new HashSet<long> { mine.Id, queued.Id }, lines.Select(l => l.CaseId).ToHashSet());
        var line = lines.Single(l => l.CaseId == mine.Id);
        Assert.Equal((host.Agent.AccountId, mine.State, Wait.Agent, (DateTime?)DayEnds.AddHours(-6)), (line.OwnerId, line.State, line.WaitsOn, line.PromiseDueAt));
        Assert.Equal(1, line.Ordinal); // the promise is over already
        Assert.NotNull(line.Clock);
        Assert.DoesNotContain(lines, l => l.CaseId == theirs.Id);
        var run = await db.JobRuns.SingleAsync(r => r.Job == ShiftHandoverJob.JobName);
        Assert.Equal(("2026-03-02T08:00:00Z", JobRunState.Done, 1L), (run.Period, run.State, run.Rows));
        long?[] told = [host.Agent.AccountId, host.OtherAgent.AccountId, host.Supervisor.AccountId, host.OtherSupervisor.AccountId];
        var notices = await db.Notices.Where(n => n.TextKey == RunShiftHandover.TextKey).ToListAsync();
        Assert.Equal(told.Order(), notices.Select(n => (long?)n.AccountId).Order());
        Assert.All(notices, n => Assert.Contains($"/handovers/{handover.Id}", n.Arguments));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Handover_MadeDaysLater_IsWhatStoodOpenThen(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var shifts = await ShopAsync(host);
        var random = new Random(7);
        var cases = new List<Case>();
        for (var i = 0; i < 8; i++) cases.Add(await host.InvestigatingAsync($"第 {i} 单"));
        cases.Add(Logged(await host.Store.LogAsync(host.Shop, new LogCase(host.Shop.Id, "", "待分类", Channel.Phone), host.Agent)));
        var turn = ShiftTurns.On(TimeZoneInfo.FindSystemTimeZoneById(host.Shop.TimeZone), [shifts.Day], Monday).Single();
        while (host.Clock.Now < DayEnds)
        {
            await LiveAsync(host, cases[random.Next(cases.Count)].Id, random);
            host.Clock.Advance(TimeSpan.FromMinutes(random.Next(5, 40)));
        }

        host.Clock.Advance(DayEnds - host.Clock.Now); // back to the end itself
        await host.MinuteAsync();
        var open = host.Provider.GetRequiredService<OpenAtShiftEnd>();
        var then = JsonSerializer.Serialize(await open.RunAsync(host.Shop, turn, default));
        for (var i = 0; i < 60; i++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 60)));
            await LiveAsync(host, cases[random.Next(cases.Count)].Id, random);
            if (i % 10 == 0) await host.InvestigatingAsync("后来的", over: "加班");
            if (i % 5 == 0) await host.MinuteAsync();
        }

        await using var db = host.Read();
        Assert.True(await db.Cases.CountAsync(c => c.LastEventAt >= DayEnds) > 8);
        Assert.Contains("\"Clock\":\"resolution\"", then);
        Assert.Equal(then, JsonSerializer.Serialize(await open.RunAsync(host.Shop, turn, default)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Owed_DownForDays_EveryShiftIsHandedOverAndTheLastIsTold(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await ShopAsync(host, days: 4);
        await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromHours(2 * 24 + 8)); // Wednesday, 17:00

        await host.Jobs().RunOwedAsync(default);
        await host.Jobs().RunOwedAsync(default);

        await using var db = host.Read();
        var handovers = await db.ShiftHandovers.OrderBy(h => h.EndedAt).ToListAsync();
        Assert.Equal([(2, "白班"), (2, "晚班"), (3, "白班"), (3, "晚班"), (4, "白班")], handovers.Select(h => (h.WorkedOn.Day, h.ShiftName)));
        var told = await db.OutboxMessages.SingleAsync(m => m.Kind == RunShiftHandover.TextKey);
        Assert.Contains($"/handovers/{handovers[^1].Id}", told.Payload);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_KilledAfterItsCommitAndAskedForByHand_WritesAndTellsOnce(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await using var other = await host.SecondNodeAsync();
        await ShopAsync(host);
        await host.InvestigatingAsync();
        host.Clock.Advance(DayEnds - host.Clock.Now);
        const string period = "2026-03-02T08:00:00Z";
        await host.Ledger().OweAsync(ShiftHandoverJob.JobName, host.Shop.Id, [period], default);
        Assert.NotNull(await host.Ledger().ClaimNextAsync([ShiftHandoverJob.JobName], default));
        Assert.Equal(1, await host.Provider.GetRequiredService<RunShiftHandover>().RunAsync(host.Shop, DayEnds, default)); // and its node does nothing more
        host.Clock.Advance(JobLedger.Lease);

        await other.Jobs().RunOwedAsync(default);
        Assert.True(await other.Jobs().RunByHandAsync(ShiftHandoverJob.JobName, host.Shop.Id, period, host.Supervisor.AccountId, default));
        Assert.True(await host.Jobs().RunByHandAsync(ShiftHandoverJob.JobName, host.Shop.Id, period, null, default));

        await using var db = host.Read();
        Assert.Equal((1, 1, 1), (await db.ShiftHandovers.CountAsync(), await db.ShiftHandoverLines.CountAsync(), await db.OutboxMessages.CountAsync(m => m.Kind == RunShiftHandover.TextKey)));
        var runs = await db.JobRuns.Where(r => r.Job == ShiftHandoverJob.JobName).OrderBy(r => r.Period).ToListAsync();
        Assert.Equal([(period, 0L, 2), (period + "/001", 0L, 1), (period + "/002", 0L, 1)], runs.Select(r => (r.Period, r.Rows, r.Attempts)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_OnTwoNodesAtOnce_WritesOnce(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await using var other = await host.SecondNodeAsync();
        await ShopAsync(host);
        await host.InvestigatingAsync();
        host.Clock.Advance(DayEnds - host.Clock.Now);
        Task<int> RunAsync(StoreHost node) => Task.Run(() => node.Provider.GetRequiredService<RunShiftHandover>().RunAsync(host.Shop, DayEnds, default));

        var written = await Task.WhenAll(RunAsync(host), RunAsync(other), RunAsync(host), RunAsync(other));

        Assert.Equal(1, written.Sum());
        await using var db = host.Read();
        Assert.Equal((1, 1), (await db.ShiftHandovers.CountAsync(), await db.OutboxMessages.CountAsync(m => m.Kind == RunShiftHandover.TextKey)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ShiftEnd_PastMidnight_BelongsToTheDayOnWhichItBegan(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var night = new Shift { Id = host.Provider.GetRequiredService<IdSource>().Next(), ShopId = host.Shop.Id, Name = "夜班", StartsAt = new(22, 0), EndsAt = new(6, 0) };
        await AddAsync(host, [night, .. Roster(host, night, Monday, host.Agent), .. Roster(host, night, Monday.AddDays(5), host.OtherAgent, host.Supervisor, host.OtherSupervisor)]);
        await host.InvestigatingAsync(over: "夜班的人先接");
        host.Clock.Advance(TimeSpan.FromHours(21)); // Tuesday, 06:00

        await host.Jobs().RunOwedAsync(default);

        await using var db = host.Read();
        var handover = await db.ShiftHandovers.SingleAsync();
        Assert.Equal((Monday, new DateTime(2026, 3, 2, 22, 0, 0, DateTimeKind.Utc), 1), (handover.WorkedOn, handover.EndedAt, handover.OpenCases));
        Assert.Equal(new DateTime(2026, 3, 3, 14, 0, 0, DateTimeKind.Utc), handover.NextStartsAt);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ShiftEnd_WithoutPeopleOrShifts_HandsNothingOver(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromHours(3));
        await host.Jobs().RunOwedAsync(default);
        var shift = new Shift { Id = host.Provider.GetRequiredService<IdSource>().Next(), ShopId = host.Shop.Id, Name = "白班", StartsAt = new(8, 30), EndsAt = new(16, 0) };
        await AddAsync(host, [shift, .. Roster(host, shift, Monday.AddDays(-1), host.Agent, host.OtherAgent, host.Supervisor, host.OtherSupervisor)]);
        host.Clock.Advance(TimeSpan.FromHours(5));

        await host.Jobs().RunOwedAsync(default);

        await using var db = host.Read();
        Assert.Empty(await db.ShiftHandovers.ToListAsync());
        var run = await db.JobRuns.SingleAsync(r => r.Job == ShiftHandoverJob.JobName);
        Assert.Equal((JobRunState.Done, 0L), (run.State, run.Rows)); // and none for the days before there were shifts
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task OpenCases_OfAShift_WalkIndexesAndNoTable(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await using var db = host.Read();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        var (instant, explain) = provider == StoreProvider.Sqlite ? ("1772467200", "EXPLAIN QUERY PLAN ") : ("TIMESTAMPTZ '2026-03-02 16:00Z'", "SET enable_seqscan = off; EXPLAIN ");
#pragma warning disable CA2100 // the query's own text
        command.CommandText = explain + Regex.Replace(OpenAtShiftEnd.Sql, @"\{(\d)\}", m => m.Groups[1].Value == "0" ? "1" : instant);
#pragma warning restore CA2100
        var plan = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) plan.Add(reader.GetString(provider == StoreProvider.Sqlite ? 3 : 0));
        }

        var text = string.Join('\n', plan);
        foreach (var index in new[] { "IX_Cases_Open", "IX_Cases_ShopId_ResolvedAt", "IX_Cases_ClosedUnresolved", "IX_CaseEvents_CaseId_Sequence" }) Assert.Contains(index, text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"Seq Scan on|SCAN [ke]\b", text);
    }

    /// <summary>Day and late shift; the agent works the one, his colleague the other. The supervisors are on no roster.</summary>
    private static async Task<(Shift Day, Shift Late)> ShopAsync(StoreHost host, int days = 1)
    {
        var ids = host.Provider.GetRequiredService<IdSource>();
        var day = new Shift { Id = ids.Next(), ShopId = host.Shop.Id, Name = "白班", StartsAt = new(8, 30), EndsAt = new(16, 0) };
        var late = new Shift { Id = ids.Next(), ShopId = host.Shop.Id, Name = "晚班", StartsAt = new(16, 0), EndsAt = new(23, 30) };
        var roster = Enumerable.Range(0, days).SelectMany(i => Roster(host, day, Monday.AddDays(i), host.Agent).Concat(Roster(host, late, Monday.AddDays(i), host.OtherAgent)));
        await AddAsync(host, [day, late, .. roster]);
        return (day, late);
    }

    private static IEnumerable<RosterEntry> Roster(StoreHost host, Shift shift, DateOnly day, params Actor[] people) => people.Select(p => new RosterEntry
    {
        Id = host.Provider.GetRequiredService<IdSource>().Next(), ShopId = host.Shop.Id, AccountId = p.AccountId!.Value, ShiftId = shift.Id, WorksOn = day,
    });

    private static async Task AddAsync(StoreHost host, IEnumerable<object> rows)
    {
        await using var db = host.Read();
        db.AddRange(rows);
        await db.SaveChangesAsync();
        host.Provider.GetRequiredService<Data.ShiftBook>().Forget(host.Shop.Id);
    }

    private static async Task<Case> OfOtherAgentAsync(StoreHost host)
    {
        var @case = await host.InvestigatingAsync("别人的");
        @case = await host.DoAsync(@case, new FireTrigger(Triggers.HandOver) { Arguments = new HandOverArguments(host.OtherAgent.AccountId!.Value), Note = "转交" }, host.Supervisor);
        return await host.DoAsync(@case, new FireTrigger(Triggers.AcceptHandOver), host.OtherAgent);
    }

    private static Case Logged(Data.Cases.CaseResult result) => Assert.IsType<Data.Cases.CaseResult.Done>(result).Case;

    /// <summary>Tries something; what the machine refuses does not happen.</summary>
    private static async Task LiveAsync(StoreHost host, long caseId, Random random)
    {
        var (act, actor) = random.Next(11) switch
        {
            0 => (new LogContact(Channel.Phone, Reached: true), host.Agent),
            1 => (new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments("致歉") }, host.Agent),
            2 => (new FireTrigger(Triggers.Accept), Actor.Buyer),
            3 => (new FireTrigger(Triggers.Reopen) { Note = "还是碎的" }, host.Supervisor),
            4 => (new FireTrigger(Triggers.AskBuyer) { Note = "请补照片" }, host.Agent),
            5 => (new FireTrigger(Triggers.HandOver) { Arguments = new HandOverArguments(host.OtherAgent.AccountId!.Value), Note = "下班" }, host.Supervisor),
            6 => (new FireTrigger(Triggers.AcceptHandOver), host.OtherAgent),
            7 => (new RecordBuyerMessage(Channel.PlatformChat) { Note = "在吗" }, host.Agent),
            8 => (new MakePromise(PromiseKind.CallBack, "回电", Wait.Agent, host.Clock.Now.AddHours(5)), host.Agent),
            9 => (Classify, host.Agent),
            _ => ((CaseAct)new AddNote { Note = "备注" }, host.Agent),
        };
        await host.Store.ActAsync(host.Shop, caseId, act, actor, null);
    }
}
