using System.Text.RegularExpressions;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.NightlyReport;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Jobs;

/// <summary>The backlog of a day is what stood open at its end, whenever the report is made.</summary>
public sealed class ReportBacklogTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly DateTime MondayEnds = new(2026, 3, 2, 16, 0, 0, DateTimeKind.Utc);

    [Theory, OnSqlite, OnPostgres]
    public async Task Backlog_CaseWithdrawnAfterTheDay_HoldsIt(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var (withdrawn, doubled) = (await host.InvestigatingAsync(), await LogAsync(host));
        host.Clock.Advance(MondayEnds.AddMinutes(10) - host.Clock.Now);
        await host.DoAsync(withdrawn, new FireTrigger(Triggers.Withdraw) { Note = "买家撤销" }, host.Agent);
        await host.DoAsync(doubled, new FireTrigger(Triggers.MarkDuplicate) { Arguments = new DuplicateArguments(withdrawn.Id) }, host.Agent);

        Assert.Equal(2, (await MakeAsync(host, Monday)).Lines.Single(l => l.By == ReportBy.Shop).Backlog.Sum());
        Assert.Equal(0, (await MakeAsync(host, Monday.AddDays(1))).Lines.Single(l => l.By == ReportBy.Shop).Backlog.Sum());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Backlog_CaseReopenedSince_CountsTheDaysOnWhichItWasOpen(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var @case = await ResolvedAsync(host);
        host.Clock.Advance(TimeSpan.FromDays(2));
        await host.DoAsync(@case, new FireTrigger(Triggers.Reopen) { Note = "还是碎的" }, host.Supervisor);
        host.Clock.Advance(TimeSpan.FromDays(2));

        var backlog = new List<long>();
        for (var day = 0; day < 4; day++) backlog.Add((await MakeAsync(host, Monday.AddDays(day))).Lines.Single(l => l.By == ReportBy.Shop).Backlog.Sum());

        Assert.Equal([0, 0, 1, 1], backlog);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Backlog_OfAnAgentWhoHandedOverSince_HoldsTheCase(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromDays(1));
        @case = await host.DoAsync(@case, new FireTrigger(Triggers.HandOver) { Arguments = new HandOverArguments(host.OtherAgent.AccountId!.Value), Note = "下班" }, host.Agent);
        await host.DoAsync(@case, new FireTrigger(Triggers.AcceptHandOver), host.OtherAgent);
        host.Clock.Advance(TimeSpan.FromDays(1));

        async Task<string> OwnersAsync(DateOnly day) => string.Join(' ', (await MakeAsync(host, day)).Lines.Where(l => l.By == ReportBy.Agent && l.Backlog.Sum() > 0).Select(l => l.Name));
        Assert.Equal("wangmin", await OwnersAsync(Monday));
        Assert.Equal("lijing", await OwnersAsync(Monday.AddDays(1)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Backlog_ClockThatRunsAfterResolution_IsCountedWhileItIsOpen(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var @case = await ResolvedAsync(host);
        host.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, await ReviewsAsync(Monday));
        await host.DoAsync(@case, new FireTrigger(Triggers.Reopen) { Note = "还是碎的" }, host.Supervisor); // its review is broken off
        host.Clock.Advance(TimeSpan.FromDays(1));

        async Task<long> ReviewsAsync(DateOnly day) => (await MakeAsync(host, day)).Lines.SingleOrDefault(l => l is { By: ReportBy.Clock, Key: ClockNames.PenaltyReview })?.Backlog.Sum() ?? 0;
        Assert.Equal(1, await ReviewsAsync(Monday));
        Assert.Equal(0, await ReviewsAsync(Monday.AddDays(1)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Backlog_OfEveryPastDay_IsWhatStoodOpenAtItsEnd(StoreProvider provider)
    {
        const int Days = 12;
        await using var host = await JobsHost.StartAsync(provider);
        var random = new Random(20260302);
        var cases = new List<Case>();
        var seen = new Dictionary<DateOnly, Dictionary<(ReportBy, string), long>>();
        for (var day = Monday; day < Monday.AddDays(Days); day = day.AddDays(1))
        {
            var end = MondayEnds.AddDays(day.DayNumber - Monday.DayNumber);
            while (host.Clock.Now.AddHours(2) < end)
            {
                if (random.Next(3) == 0) cases.Add(random.Next(4) == 0 ? await LogAsync(host) : await host.InvestigatingAsync());
                for (var i = 0; i < 4 && cases.Count > 0; i++) await LiveAsync(host, cases[random.Next(cases.Count)].Id, random);
                await host.MinuteAsync();
                host.Clock.Advance(TimeSpan.FromHours(2));
            }

            host.Clock.Advance(end - host.Clock.Now);
            seen[day] = await OpenNowAsync(host);
        }

        host.Clock.Advance(TimeSpan.FromDays(3));
        await host.MinuteAsync();
        await using var db = host.Read();
        Assert.True(await db.Cases.AnyAsync(c => c.ResolvedAt == null && c.ClosedAt != null) && await db.Cases.AnyAsync(c => c.ReopenCount > 0), "Nothing was withdrawn or reopened.");
        Assert.Contains(seen.Values, s => s.GetValueOrDefault((ReportBy.Clock, ClockNames.PenaltyReview)) > 0);
        foreach (var (day, open) in seen)
        {
            var counted = (await MakeAsync(host, day)).Lines.Where(l => l.Backlog.Sum() > 0).ToDictionary(l => (l.By, l.Key), l => l.Backlog.Sum());
            Assert.Equal(open.OrderBy(o => o.Key), counted.OrderBy(c => c.Key));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Backlog_OfADay_WalksIndexesAndNoTable(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await using var db = host.Read();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        // an empty table's plan hangs on guessed widths: what is asked is whether the indexes lead there
        var (instant, explain) = provider == StoreProvider.Sqlite ? ("1772467200", "EXPLAIN QUERY PLAN ") : ("TIMESTAMPTZ '2026-03-02 16:00Z'", "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; EXPLAIN ");
#pragma warning disable CA2100 // the report's own text
        command.CommandText = explain + Regex.Replace(ReportBacklog.Sql, @"\{(\d)\}", m => m.Groups[1].Value == "0" ? "1" : instant);
#pragma warning restore CA2100
        var plan = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) plan.Add(reader.GetString(provider == StoreProvider.Sqlite ? 3 : 0));
        }

        var text = string.Join('\n', plan);
        foreach (var index in new[] { "IX_Cases_Open", "IX_Cases_ShopId_ResolvedAt", "IX_Cases_ClosedUnresolved", "IX_CaseClocks_AfterResolution", "IX_CaseEvents_CaseId_Sequence", "IX_CaseClocks_CaseId_Clock_Run" })
        {
            Assert.Contains(index, text, StringComparison.Ordinal);
        }

        Assert.DoesNotMatch(@"Seq Scan on|SCAN [kce]\b|IX_CaseClocks_ShopId_StartedAt", text);
    }

    private static Task<DayReport> MakeAsync(StoreHost host, DateOnly day) => host.Provider.GetRequiredService<RunNightlyReport>().MakeAsync(host.Shop, day, default);

    private static async Task<Case> LogAsync(StoreHost host) =>
        Assert.IsType<CaseResult.Done>(await host.Store.LogAsync(host.Shop, new LogCase(host.Shop.Id, "", "杯子碎了", Channel.Phone), host.Agent)).Case;

    /// <summary>Resolved, and waiting for a supervisor's ruling.</summary>
    private static async Task<Case> ResolvedAsync(StoreHost host)
    {
        var @case = await host.InvestigatingAsync();
        @case = await host.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), host.Agent);
        @case = await host.DoAsync(@case, new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments("致歉") }, host.Agent);
        @case = await host.DoAsync(@case, new FireTrigger(Triggers.Accept), Actor.Buyer);
        Assert.Equal(Stage.Penalize, @case.Stage);
        return @case;
    }

    /// <summary>Tries something; what the machine refuses does not happen.</summary>
    private static async Task LiveAsync(StoreHost host, long caseId, Random random)
    {
        var (act, actor) = random.Next(9) switch
        {
            0 => (new LogContact(Channel.Phone, Reached: true), host.Agent),
            1 => (new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments("致歉") }, host.Agent),
            2 => (new FireTrigger(Triggers.Accept), Actor.Buyer),
            3 => (new FireTrigger(Triggers.Reopen) { Note = "还是碎的" }, host.Supervisor),
            4 => (new FireTrigger(Triggers.Withdraw) { Note = "买家撤销" }, host.Supervisor),
            5 => (new FireTrigger(Triggers.AskBuyer) { Note = "请补照片" }, host.Agent),
            6 => (new FireTrigger(Triggers.HandOver) { Arguments = new HandOverArguments(host.OtherAgent.AccountId!.Value), Note = "下班" }, host.Supervisor),
            7 => (new FireTrigger(Triggers.AcceptHandOver), host.OtherAgent),
            _ => ((CaseAct)new AddNote { Note = "备注" }, host.Agent),
        };
        await host.Store.ActAsync(host.Shop, caseId, act, actor, null);
    }

    /// <summary>Counts row by row what stands open at this moment.</summary>
    private static async Task<Dictionary<(ReportBy, string), long>> OpenNowAsync(StoreHost host)
    {
        await using var db = host.Read();
        var all = await db.Cases.ToDictionaryAsync(c => c.Id);
        var clocks = (await db.CaseClocks.ToListAsync()).Where(c => c.IsOpen && (all[c.CaseId].IsOpen || c.Clock is ClockNames.PenaltyReview or ClockNames.AppealReply)).ToList();
        var cases = all.Values.Where(c => c.IsOpen).ToList();
        return cases.Select(_ => (ReportBy.Shop, ""))
            .Concat(cases.Select(c => (ReportBy.Agent, c.OwnerId is { } id ? $"{id}" : "queue")))
            .Concat(cases.Select(c => (ReportBy.CaseType, c.Type.ToString())))
            .Concat(clocks.Select(c => (ReportBy.Clock, c.Clock)))
            .GroupBy(k => k).ToDictionary(g => g.Key, g => g.LongCount());
    }
}
