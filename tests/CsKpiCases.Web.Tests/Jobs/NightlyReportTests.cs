using System.Linq.Expressions;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.NightlyReport;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Jobs;

public sealed class NightlyReportTests
{
    private static readonly DateOnly Tuesday = new(2026, 3, 3);

    [Theory, OnSqlite, OnPostgres]
    public async Task Report_OfABusyDay_AgreesWithCountingRowByRow(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await LiveFourDaysAsync(host);

        var report = await host.Provider.GetRequiredService<RunNightlyReport>().MakeAsync(host.Shop, Tuesday, default);

        await using var db = host.Read();
        var cases = await db.Cases.ToDictionaryAsync(c => c.Id);
        var clocks = await db.CaseClocks.ToListAsync();
        var (from, to, risk) = (report.From, report.To, report.To.AddDays(1));
        Assert.Equal((At(2, 16), At(3, 16)), (from, to));
        bool InDay(DateTime? at) => at >= from && at < to;

        var judged = clocks.Where(c => InDay(c.JudgedAt)).ToList();
        Assert.Equal(cases.Values.Count(c => c.OpenedOn == Tuesday), report.Sentence.Opened);
        Assert.Equal(judged.Select(c => c.CaseId).Distinct().Count(), report.Sentence.Judged);
        Assert.Equal(judged.Where(c => c.BreachedAt is not null).Select(c => c.CaseId).Distinct().Count(), report.Sentence.Breached);
        Assert.True(report.Sentence is { Opened: > 0, Judged: > 0, Breached: > 0, BreachedBefore: > 0 });

        var lines = report.Lines.ToDictionary(l => (l.By, l.Key));
        string Owner(CaseClock c) => cases[c.CaseId].OwnerId is { } id ? $"{id}" : "queue";
        string Blamed(CaseClock c) => c.AttributedParty == AttributionParty.Agent ? $"{c.AttributedToId}" : c.AttributedParty.ToString().ToLowerInvariant();
        var keys = new (ReportBy By, Func<CaseClock, string> Ahead, Func<CaseClock, string> Behind)[]
        {
            (ReportBy.Shop, _ => "", _ => ""),
            (ReportBy.Agent, Owner, Blamed),
            (ReportBy.CaseType, c => cases[c.CaseId].Type.ToString(), c => cases[c.CaseId].Type.ToString()),
            (ReportBy.Clock, c => c.Clock, c => c.Clock),
        };
        foreach (var (by, ahead, behind) in keys)
        {
            foreach (var line in report.Lines.Where(l => l.By == by))
            {
                var past = judged.Where(c => behind(c) == line.Key).ToList();
                Assert.Equal(clocks.Count(c => InDay(c.StartedAt) && ahead(c) == line.Key), line.Opened);
                Assert.Equal(past.Count(c => c.State == ClockState.Met), line.Met);
                Assert.Equal(past.Count(c => c.State == ClockState.Late), line.Late);
                Assert.Equal(past.Count(c => c.BreachedAt is not null), line.Breached);
                var stopped = clocks.Where(c => InDay(c.StoppedAt) && c.State != ClockState.Cancelled && behind(c) == line.Key).Select(c => c.ElapsedSeconds).Order().ToList();
                Assert.Equal(stopped.Count, line.Stopped);
                Assert.Equal(stopped.Count == 0 ? null : stopped[(stopped.Count - 1) / 2], line.MedianSeconds);
                Assert.Equal(stopped.Count == 0 ? null : stopped[(int)Math.Ceiling(stopped.Count * 0.9) - 1], line.P90Seconds);
                var atRisk = clocks.Count(c => c.StartedAt < to && (c.StoppedAt is null || c.StoppedAt >= to) && (c.JudgedAt is null || c.JudgedAt >= to)
                    && (c.LimitDueAt ?? c.GoalDueAt) is { } due && due >= to && due < risk && c.State != ClockState.Cancelled && c.State != ClockState.Paused && ahead(c) == line.Key);
                Assert.Equal(atRisk, line.AtRisk);
            }

            Assert.Equal(report.Lines.Where(l => l.By == by).Sum(l => l.Breached), lines[(ReportBy.Shop, "")].Breached);
            Assert.Equal(report.Lines.Where(l => l.By == by).Sum(l => l.Opened), lines[(ReportBy.Shop, "")].Opened);
        }

        var open = cases.Values.Where(c => c.OpenedAt < to && (c.IsOpen || c.ResolvedAt >= to)).ToList();
        Assert.Equal(open.Count, lines[(ReportBy.Shop, "")].Backlog.Sum());
        Assert.Equal(open.Count(c => to - c.OpenedAt < TimeSpan.FromDays(1)), lines[(ReportBy.Shop, "")].Backlog[0]);
        Assert.Equal(open.Count(c => c.OwnerId == host.Agent.AccountId), lines[(ReportBy.Agent, $"{host.Agent.AccountId}")].Backlog.Sum());
        Assert.Equal(await db.Breaches.CountAsync(b => b.Level == DueLevel.Limit && b.BreachedAt >= from && b.BreachedAt < to), report.Breached.Count);
        Assert.Equal(await db.Breaches.CountAsync(b => b.Level == DueLevel.Limit && b.BreachedAt < to), report.HeatMap.Sum(r => r.Sum()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task BreachedCase_InTheReport_SaysWhereItsTimeWent(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromHours(2));
        @case = await host.DoAsync(@case, new FireTrigger(Triggers.HandOver) { Arguments = new HandOverArguments(host.OtherAgent.AccountId!.Value), Note = "下班" }, host.Agent);
        @case = await host.DoAsync(@case, new FireTrigger(Triggers.AcceptHandOver), host.OtherAgent);
        host.Clock.Advance(TimeSpan.FromDays(2));
        await host.MinuteAsync();

        var report = await host.Provider.GetRequiredService<RunNightlyReport>().MakeAsync(host.Shop, new DateOnly(2026, 3, 2), default);

        var breached = report.Breached.Single(b => b.Clock == ClockNames.FirstResponse);
        Assert.Equal((@case.Number, AttributionParty.Agent, "lijing"), (breached.Number, breached.Party, breached.Owner));
        Assert.Equal([("wangmin", 2 * 3600L), ("lijing", 6 * 3600L)], breached.Parts.Select(p => (p.Owner!, p.Seconds)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Revision_RunAgainByHand_IsAddedAndTheFirstStaysAsItWas(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var run = host.Provider.GetRequiredService<RunNightlyReport>();
        var reports = host.Provider.GetRequiredService<NightlyReports>();
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.Jobs().RunOwedAsync(default);
        await using var db = host.Read();
        var monday = new DateOnly(2026, 3, 2);
        var first = await db.NightlyReportRevisions.AsNoTracking().SingleAsync();
        Assert.Equal((monday, 1), (first.ReportedOn, first.Revision));

        // Monday's answer, in time, is written down after the report.
        await host.DoAsync(@case, new LogContact(Channel.Phone, Reached: true) { At = At(2, 8) }, host.Agent);
        Assert.Null(await run.RunAsync(host.Shop, monday, isByHand: false, null, default));
        Assert.Equal(2, (await run.RunAsync(host.Shop, monday, isByHand: true, host.Supervisor.AccountId, default))!.Revision);

        Assert.Equal(first.Document, (await db.NightlyReportRevisions.AsNoTracking().SingleAsync(r => r.Revision == 1)).Document);
        var (newest, number) = (await reports.FindAsync(host.Shop.Id, monday, null, default))!.Value;
        Assert.Equal((2, 0L), (number, newest.Sentence.Breached));
        Assert.Equal(1L, (await reports.FindAsync(host.Shop.Id, monday, 1, default))!.Value.Report.Sentence.Breached);
        Assert.Equal([("zhaolei", 2), (null, 1)], (await reports.RevisionsAsync(host.Shop.Id, monday, default)).Select(r => (r.By, r.Revision)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Report_OwedAfterDaysWithoutAWorker_CountsWhatFellDueMeanwhile(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await host.InvestigatingAsync();
        // Asked, the buyer has until Thursday 09:00: from then on the clocks run on, and a limit passes the week after.
        var waiting = await host.InvestigatingAsync();
        waiting = await host.DoAsync(waiting, new FireTrigger(Triggers.AskBuyer) { Note = "请补充照片" }, host.Agent);
        host.Clock.Advance(TimeSpan.FromDays(20));

        await host.Jobs().RunOwedAsync(default);

        var reports = host.Provider.GetRequiredService<NightlyReports>();
        async Task<DayReport> OfAsync(int day) => (await reports.FindAsync(host.Shop.Id, new DateOnly(2026, 3, day), null, default))!.Value.Report;
        Assert.Equal((2L, 1L), ((await OfAsync(2)).Sentence.Judged, (await OfAsync(2)).Sentence.Breached));
        await using var db = host.Read();
        var late = await db.Breaches.Where(b => b.CaseId == waiting.Id && b.Level == DueLevel.Limit).OrderBy(b => b.BreachedAt).FirstAsync();
        Assert.InRange(late.BreachedAt, waiting.TimerDueAt, host.Clock.Now);
        Assert.Contains(waiting.Number, (await OfAsync(late.BreachedAt.AddHours(8).Day)).Breached.Select(b => b.Number));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Report_ByHandWithoutAWorker_CountsWhatFellDueThatDay(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromDays(1));

        Assert.True(await host.Jobs().RunByHandAsync(NightlyReportJob.JobName, host.Shop.Id, "2026-03-02", null, default));

        var report = (await host.Provider.GetRequiredService<NightlyReports>().FindAsync(host.Shop.Id, new DateOnly(2026, 3, 2), null, default))!.Value.Report;
        Assert.Equal(1, report.Sentence.Breached);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Report_RunTwiceAtOnceByHand_GetsTwoNumbers(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await using var other = await host.SecondNodeAsync();
        Task<NightlyReportRevision?> Run(StoreHost node) => Task.Run(() => node.Provider.GetRequiredService<RunNightlyReport>().RunAsync(host.Shop, Tuesday, true, null, default));

        var made = await Task.WhenAll(Run(host), Run(other), Run(host));

        Assert.Equal([1, 2, 3], made.Select(r => r!.Revision).Order());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Report_ByHandKilledBeforeTheLedgerKnew_IsFinishedWithoutAnotherRevision(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.Jobs().RunOwedAsync(default);
        Assert.True(await host.Jobs().RunByHandAsync(NightlyReportJob.JobName, host.Shop.Id, "2026-03-02", host.Supervisor.AccountId, default));
        await using var db = host.Read();
        // As a kill after the revision's commit leaves it: running, until its lease lapses.
        Expression<Func<JobRun, JobRunState>> progress = r => r.State;
        await db.JobRuns.Where(r => r.Period == "2026-03-02/001").ExecuteUpdateAsync(s => s.SetProperty(progress, JobRunState.Running));
        host.Clock.Advance(JobLedger.Lease);

        await host.Jobs().RunOwedAsync(default);

        Assert.Equal(JobRunState.Done, (await db.JobRuns.SingleAsync(r => r.Period == "2026-03-02/001")).State);
        Assert.Equal(2, await db.NightlyReportRevisions.CountAsync());
        Assert.Equal(2, await db.OutboxMessages.CountAsync(m => m.Kind == "notice.report.nightly"));
        // Asked for once more, it adds one more.
        Assert.True(await host.Jobs().RunByHandAsync(NightlyReportJob.JobName, host.Shop.Id, "2026-03-02", null, default));
        Assert.Equal(3, await db.NightlyReportRevisions.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AtRisk_LimitAtClosingMadeAfterItsLastWarning_IsCounted(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await host.InvestigatingAsync();
        var sunday = new DateOnly(2026, 3, 8);
        // Five working days from Monday end on Monday the 9th at 18:00; the warning at nine tenths is given at noon.
        host.Clock.Advance(At(9, 9) - host.Clock.Now);
        await host.MinuteAsync();

        Assert.Equal(1, await AtRiskAsync(host, sunday, ClockNames.Resolution));
        host.Clock.Advance(TimeSpan.FromDays(1)); // breached by now
        await host.MinuteAsync();
        Assert.Equal(1, await AtRiskAsync(host, sunday, ClockNames.Resolution));
        Assert.Equal(0, await AtRiskAsync(host, sunday.AddDays(-1), ClockNames.Resolution));
        Assert.Equal(0, await AtRiskAsync(host, sunday.AddDays(1), ClockNames.Resolution));
    }

    [Theory]
    [OnSqlite(true), OnSqlite(false), OnPostgres(true), OnPostgres(false)]
    public async Task AtRisk_FourWorkingDaysWithoutWarning_AreCountedOnTheDayBefore(StoreProvider provider, bool isGoal)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var days = SlaDuration.OfWorkingDays(4);
        await host.MeasureComplaintsAsync(new Target { Clock = ClockNames.Resolution, Goal = isGoal ? days : null, Limit = isGoal ? null : days, Calendar = ShippedCalendars.China, WarnAt = [] });
        await host.InvestigatingAsync();
        var thursday = new DateOnly(2026, 3, 5);
        host.Clock.Advance(At(5, 17) - host.Clock.Now); // Friday 01:00; it is due on Friday at 18:00

        await host.MinuteAsync();
        Assert.Equal(1, await AtRiskAsync(host, thursday, ClockNames.Resolution));
        host.Clock.Advance(TimeSpan.FromDays(5));
        await host.MinuteAsync();
        Assert.Equal(1, await AtRiskAsync(host, thursday, ClockNames.Resolution));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Figure_Opened_ListsTheCasesThatItCounts(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        await LiveFourDaysAsync(host);
        var reports = host.Provider.GetRequiredService<NightlyReports>();
        var report = await host.Provider.GetRequiredService<RunNightlyReport>().MakeAsync(host.Shop, Tuesday, default);

        var whole = await reports.CasesAsync(host.Shop, Tuesday, ReportBy.Shop, "", "breached", default);
        Assert.Equal(report.Sentence.Breached, whole.Count);
        // the report's figure counts clocks, of which a case may have several
        Assert.Equal(report.Lines.Single(l => l.By == ReportBy.Shop).Breached, whole.Sum(c => c.Clocks));
        var agent = report.Lines.First(l => l is { By: ReportBy.Agent, Breached: > 0 });
        Assert.NotEmpty(await reports.CasesAsync(host.Shop, Tuesday, ReportBy.Agent, agent.Key, "breached", default));
        Assert.Empty(await reports.CasesAsync(host.Shop, Tuesday, ReportBy.Agent, agent.Key, "'; DROP TABLE \"Cases\"", default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Trend_OfTheLastDays_ReadsEachDaysNewestRevision(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var unanswered = await host.InvestigatingAsync();
        await LiveFourDaysAsync(host);
        var run = host.Provider.GetRequiredService<RunNightlyReport>();
        var (reports, trend) = (host.Provider.GetRequiredService<NightlyReports>(), host.Provider.GetRequiredService<FindTrend>());
        Assert.Empty(await trend.RunAsync(host.Shop.Id, Tuesday, default));
        DateOnly[] days = [Tuesday.AddDays(-1), Tuesday, Tuesday.AddDays(2)];
        foreach (var day in days) await run.RunAsync(host.Shop, day, isByHand: false, null, default);
        await host.DoAsync(unanswered, new LogContact(Channel.Phone, Reached: true) { At = At(3, 8) }, host.Agent);
        await run.RunAsync(host.Shop, Tuesday, isByHand: true, null, default);

        var found = await trend.RunAsync(host.Shop.Id, Tuesday.AddDays(29), default);

        Assert.Equal([Tuesday, Tuesday.AddDays(2)], found.Select(d => d.Date)); // thirty days: Monday lies before them
        foreach (var day in found)
        {
            var (report, revision) = (await reports.FindAsync(host.Shop.Id, day.Date, null, default))!.Value;
            Assert.Equal(day.Date == Tuesday ? 2 : 1, revision);
            Assert.Equal(report.Sentence, day.Sentence);
            var shop = report.Lines.Single(l => l.By == ReportBy.Shop);
            Assert.Equal((shop.Stopped, shop.Late, shop.MedianSeconds, shop.P90Seconds, shop.Backlog.Sum()), (day.Shop.Stopped, day.Shop.Late, day.Shop.MedianSeconds, day.Shop.P90Seconds, day.Backlog));
        }

        var first = (await reports.FindAsync(host.Shop.Id, Tuesday, 1, default))!.Value.Report.Lines.Single(l => l.By == ReportBy.Shop);
        Assert.Equal(first.Stopped + 1, found[0].Shop.Stopped);
        Assert.Empty(await trend.RunAsync(host.Shop.Id + 1, Tuesday, default));
    }

    [Fact]
    public void TrendChart_WithADayMissing_BreaksItsLineThere()
    {
        var line = new TrendLine("x", "met", false, [0, 5, null, 10, 10]);
        var chart = new TrendChart("x", "", new DateOnly(2026, 3, 1), [line], 10, v => $"{v}");

        Assert.Equal(["52,126 114.5,68", "239.5,10 302,10"], chart.Stretches(line));
        Assert.Equal([0, 1, 2, 4], chart.Named);
        Assert.Equal("10", chart.Newest(line));
    }

    [Theory]
    [InlineData(0, 2, 1, 2)]
    [InlineData(2.8, 2, 1, 4)]
    [InlineData(41, 2, 1, 60)]
    [InlineData(100, 2, 1, 100)]
    [InlineData(26_000, 60, 3600, 36_000)]
    public void TrendChart_Top_IsARoundValueThatHoldsTheHighest(double value, int least, int step, int expected) =>
        Assert.Equal(expected, TrendCharts.Above((decimal)value, least, step));

    /// <summary>Four days of cases: some answered in time, some late, some never, some resolved; the sweep every three hours.</summary>
    private static async Task LiveFourDaysAsync(StoreHost host)
    {
        var random = new Random(7);
        var open = new List<Case>();
        for (var step = 0; step < 26; step++)
        {
            for (var i = random.Next(3); i > 0; i--) open.Add(await host.InvestigatingAsync($"第 {step} 步 {i}"));
            foreach (var @case in open.ToList())
            {
                if (random.Next(5) != 0) continue;
                await host.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), host.Agent);
                open.Remove(@case);
            }

            await host.MinuteAsync();
            host.Clock.Advance(TimeSpan.FromHours(3));
        }
    }

    private static async Task<long> AtRiskAsync(StoreHost host, DateOnly day, string clock) =>
        (await host.Provider.GetRequiredService<RunNightlyReport>().MakeAsync(host.Shop, day, default)).Lines.SingleOrDefault(l => l.By == ReportBy.Clock && l.Key == clock)?.AtRisk ?? 0;

    private static DateTime At(int day, int hour) => new(2026, 3, day, hour, 0, 0, DateTimeKind.Utc);
}
