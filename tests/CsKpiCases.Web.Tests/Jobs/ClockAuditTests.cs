using System.Text.Json;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Commands;
using CsKpiCases.Web.Features.ClockAudit;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Jobs;

/// <summary>Stored clocks against their histories: what differs is an alarm, and is not repaired.</summary>
public sealed class ClockAuditTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory, OnSqlite, OnPostgres]
    public async Task Audit_OfALivedStore_FindsNothing(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await LiveAsync(host);

        var all = await host.Provider.GetRequiredService<AuditClocks>().AllAsync(host.Shop, default);
        await host.Jobs().RunOwedAsync(default);

        await using var db = host.Read();
        Assert.Equal((await db.Cases.LongCountAsync(), await db.CaseClocks.LongCountAsync(), 0L), (all.Cases, all.Clocks, all.Differ));
        var runs = await db.JobRuns.Where(r => r.Job == AuditClocksJob.JobName).OrderBy(r => r.Period).ToListAsync();
        Assert.Equal(6, runs.Count);
        Assert.All(runs, r => Assert.Equal((JobRunState.Done, null), (r.State, r.Error)));
        Assert.All(runs, r => Assert.True(r.Rows > 0, $"{r.Period} compared nothing."));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Audit_ClockThatItsHistoryContradicts_AlarmsOnceAndRepairsNothing(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var lead = await AddAsync(host, "lead", Role.ShopLead);
        var administrator = await AddAsync(host, "root", Role.Administrator);
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.MinuteAsync();
        await using var db = host.Read();
        var wrong = host.Clock.Now.AddHours(-20);
        await db.CaseClocks.Where(c => c.Clock == ClockNames.FirstResponse).ExecuteUpdateAsync(s => s.SetProperty(c => c.BreachedAt, wrong));

        await host.Jobs().RunOwedAsync(default);
        host.Clock.Advance(TimeSpan.FromHours(3));
        await host.Jobs().RunOwedAsync(default);
        await host.MinuteAsync();

        var run = await db.JobRuns.SingleAsync(r => r.Job == AuditClocksJob.JobName);
        Assert.Equal((JobRunState.Failed, 1), (run.State, run.Attempts));
        Assert.Contains($"{@case.Number} {ClockNames.FirstResponse} 1", run.Error);
        Assert.Contains(Instants.Format(wrong), run.Error);
        var told = await db.Notices.Where(n => n.TextKey == TellOfDifferences.NoticeKey).ToListAsync();
        Assert.Equal([lead, administrator], told.Select(n => n.AccountId).Order());
        Assert.All(told, n => Assert.Contains(@case.Number, n.Arguments));
        Assert.Equal(wrong, (await db.CaseClocks.SingleAsync(c => c.Clock == ClockNames.FirstResponse)).BreachedAt);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Audit_ClockThatNothingWillEverFallDueOn_IsFound(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await host.InvestigatingAsync();
        await using var db = host.Read();
        await db.CaseClocks.ExecuteUpdateAsync(s => s.SetProperty(c => c.NextDue, DueLevel.None).SetProperty(c => c.NextDueAt, Case.Never));
        host.Clock.Advance(TimeSpan.FromDays(1));

        await host.Jobs().RunOwedAsync(default);

        Assert.Contains("breachedAt", (await db.JobRuns.SingleAsync(r => r.Job == AuditClocksJob.JobName)).Error);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Sample_OverItsDays_TakesEveryCaseOnce(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        for (var i = 0; i < 10; i++) await host.Store.LogAsync(host.Shop, new LogCase(host.Shop.Id, "", "杯子碎了", Channel.Phone), host.Agent);
        await using var db = host.Read();
        var taken = new List<long>();
        for (var day = 0; day < 4; day++)
        {
            var sample = await AuditClocks.SampleAsync(db, host.Shop.Id, Monday.AddDays(day), most: 3, default);
            Assert.InRange(sample.Count, 1, 3);
            Assert.Equal(sample, await AuditClocks.SampleAsync(db, host.Shop.Id, Monday.AddDays(day), most: 3, default));
            taken.AddRange(sample);
        }

        Assert.Equal(await db.Cases.Select(c => c.Id).OrderBy(id => id).ToListAsync(), taken.Order());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task VerifyClocks_FromTheTerminal_SaysHowManyDifferAndWhich(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        var store = host.Provider.GetRequiredService<StoreConnection>();
        await using var db = host.Read();
        var clocks = await db.CaseClocks.CountAsync();

        var (code, said) = await RunAsync(store, "verify", "clocks");
        Assert.Equal((ExitCode.Done, $"{clocks} clocks compared, 0 differ"), (code, said.Trim()));

        await db.CaseClocks.Where(c => c.Clock == ClockNames.FirstResponse).ExecuteUpdateAsync(s => s.SetProperty(c => c.ElapsedSeconds, 77));
        (code, said) = await RunAsync(store, "verify", "clocks", "--shop", host.Shop.Code);
        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith($"{clocks} clocks compared, 1 differ", said);
        Assert.Contains($"{@case.Number} {ClockNames.FirstResponse} 1: stored elapsed PT1M17S, by its history elapsed PT0S", said);
        (code, said) = await RunAsync(store, "verify", "clocks", "--json");
        var answer = JsonDocument.Parse(said).RootElement;
        Assert.Equal((ExitCode.Failed, 1L), (code, answer.GetProperty("differ").GetInt64()));
        Assert.Equal(@case.Number, answer.GetProperty("differences")[0].GetProperty("number").GetString());
        Assert.Equal(ExitCode.WrongUsage, (await RunAsync(store, "verify", "clocks", "--shop", "nowhere")).Code);
    }

    private static async Task<(int Code, string Output)> RunAsync(StoreConnection store, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync([.. args, "--database", store.ConnectionString, "--data", store.DataFolder], _ => Task.FromResult(ExitCode.Failed), output, error);
        return (code, output.ToString());
    }

    private static async Task<long> AddAsync(StoreHost host, string name, Role role)
    {
        var ids = host.Provider.GetRequiredService<Data.Ids.IdSource>();
        await using var db = host.Read();
        var account = new Account { Id = ids.Next(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, SecurityStamp = name, CreatedAt = host.Clock.Now };
        db.AddRange(account, new Grant { Id = ids.Next(), AccountId = account.Id, Role = role, ShopId = host.Shop.Id });
        await db.SaveChangesAsync();
        return account.Id;
    }

    /// <summary>Six days of cases: answered, waiting, resolved, reopened, handed over, withdrawn, left alone.</summary>
    private static async Task LiveAsync(StoreHost host)
    {
        var random = new Random(11);
        var cases = new List<Case>();
        for (var step = 0; step < 48; step++)
        {
            if (random.Next(2) == 0) cases.Add(await host.InvestigatingAsync());
            for (var i = 0; i < 3 && cases.Count > 0; i++)
            {
                var (act, actor) = random.Next(8) switch
                {
                    0 => (new LogContact(Channel.Phone, Reached: true), host.Agent),
                    1 => (new FireTrigger(Triggers.AskBuyer) { Note = "请补照片" }, host.Agent),
                    2 => (new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments("致歉") }, host.Agent),
                    3 => (new FireTrigger(Triggers.Accept), Actor.Buyer),
                    4 => (new FireTrigger(Triggers.Reopen) { Note = "还是碎的" }, host.Supervisor),
                    5 => (new FireTrigger(Triggers.HandOver) { Arguments = new HandOverArguments(host.OtherAgent.AccountId!.Value), Note = "下班" }, host.Supervisor),
                    6 => (new FireTrigger(Triggers.AcceptHandOver), host.OtherAgent),
                    _ => ((CaseAct)new FireTrigger(Triggers.Withdraw) { Note = "买家撤销" }, host.Supervisor),
                };
                await host.Store.ActAsync(host.Shop, cases[random.Next(cases.Count)].Id, act, actor, null);
            }

            await host.MinuteAsync();
            host.Clock.Advance(TimeSpan.FromHours(3));
        }
    }
}
