using System.Net;
using System.Text.RegularExpressions;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Periods;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Scores;

/// <summary>A month from its preview to its publication, and what comes late; the month is March 2026.</summary>
public sealed class PeriodsTests
{
    private const string Here = "/scores/periods/2026-03";
    private static readonly CalendarMonth March = new(2026, 3);

    [Theory, OnSqlite, OnPostgres]
    public async Task Month_CalculatedAppealedApprovedPublished_ThenLateFactsAdjustTheNext(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (clockId, penaltyId) = await LiveMarchAsync(app);

        // calculated from the 1st, reviewed from the 5th
        app.Clock.AdvanceTo(Utc(4, 2));
        var (agent, supervisor, manager) = (await app.SignInAsync(app.Agent), await app.SignInAsync(app.Supervisor), await app.SignInAsync(app.Manager));
        await manager.GetAsync(Here);
        Assert.Equal(HttpStatusCode.Found, (await manager.PostAsync(Here + "/calculate")).Status);
        Assert.Contains("审核从次月 5 日开始", (await manager.PostAsync(Here + "/openreview")).Html);
        await agent.GetAsync("/scores/appeals/2026-03");
        Assert.Contains("该月不在审核期", (await agent.PostAsync("/scores/appeals/2026-03", ("against", "Line"), ("target", "service_score"), ("reason", "r"))).Html);
        app.Clock.AdvanceTo(Utc(4, 5));
        (agent, supervisor, manager) = (await app.SignInAsync(app.Agent), await app.SignInAsync(app.Supervisor), await app.SignInAsync(app.Manager));
        await manager.GetAsync(Here);
        Assert.Equal(HttpStatusCode.Found, (await manager.PostAsync(Here + "/openreview")).Status);
        var before = await FinalAsync(app);

        // three appeals, and what cannot be appealed
        var mine = await agent.GetAsync("/scores/mine?month=2026-03");
        Assert.Contains("/scores/appeals/2026-03?against=Line&amp;target=service_score", mine.Html);
        Assert.Contains($"against=Penalty&amp;target={penaltyId}", mine.Html);
        Assert.Contains($"against=Clock&target={clockId}".Replace("&", "&amp;", StringComparison.Ordinal), (await agent.GetAsync($"/scores/2026-03/{app.Agent.AccountId}/sources/sla_limit_breached")).Html);
        foreach (var (against, target) in new[] { ("Line", "service_score"), ("Clock", $"{clockId}"), ("Penalty", $"{penaltyId}") })
        {
            Assert.Contains("申诉理由", (await agent.GetAsync($"/scores/appeals/2026-03?against={against}&target={target}")).Html);
            Assert.Equal("/scores/appeals/2026-03", (await agent.PostAsync("/scores/appeals/2026-03", ("against", against), ("target", target), ("reason", "不是我的责任"))).Location);
        }

        Assert.Contains("您已对此项提出申诉", (await agent.PostAsync("/scores/appeals/2026-03", ("against", "Line"), ("target", "service_score"), ("reason", "再来"))).Html);
        Assert.Contains("该成绩中没有此项", (await agent.PostAsync("/scores/appeals/2026-03", ("against", "Clock"), ("target", "12"), ("reason", "x"))).Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(Here)).Status);

        // answered by a supervisor: the month is calculated anew and stays under review
        var appeals = await AppealsAsync(app);
        await supervisor.GetAsync(Here);
        string To(AppealAgainst against) => $"{Here}/appeals/{appeals[against]}";
        Assert.Contains("分数须大于 0", (await supervisor.PostAsync(To(AppealAgainst.Line), ("upheld", "true"), ("answer", "属实"))).Html);
        Assert.Equal(Here, (await supervisor.PostAsync(To(AppealAgainst.Line), ("upheld", "true"), ("answer", "属实"), ("points", "1.5"))).Location);
        Assert.Equal(Here, (await supervisor.PostAsync(To(AppealAgainst.Clock), ("upheld", "true"), ("answer", "平台故障"))).Location);
        Assert.Equal(Here, (await supervisor.PostAsync(To(AppealAgainst.Penalty), ("upheld", "true"), ("answer", "判错了"))).Location);
        Assert.Contains("该申诉已答复", (await supervisor.PostAsync(To(AppealAgainst.Penalty), ("upheld", "false"), ("answer", "x"))).Html);
        // a breach by count costs 2, the penalty C cost 2
        Assert.Equal(before + 1.5m + 2 + 2, await FinalAsync(app));
        // the lifted penalty takes nothing, and nothing is paid back beside it
        var slip = (await app.Services.GetRequiredService<ReadScores>().PayAsync(app.Shop, March, default)).Pay.Single(p => p.Facts.AccountId == app.Agent.AccountId);
        Assert.Equal((0, 0m, 0m), (slip.Facts.Penalties.Count, slip.PenaltyDeducted, slip.Adjusted));

        // what is not one's own is not even named
        Assert.DoesNotContain("申诉理由<", (await (await app.SignInAsync(app.OtherAgent)).GetAsync($"/scores/appeals/2026-03?against=Penalty&target={penaltyId}")).Html);

        // approved and published by the general manager, after the 10th
        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.PostAsync(Here + "/approve")).Status);
        app.Clock.AdvanceTo(Utc(4, 10));
        manager = await app.SignInAsync(app.Manager);
        await manager.GetAsync(Here);
        Assert.Contains("审核期到 10 日结束", (await manager.PostAsync(Here + "/approve")).Html);
        app.Clock.AdvanceTo(Utc(4, 11));
        manager = await app.SignInAsync(app.Manager);
        await manager.GetAsync(Here);
        // a fact that came since the last calculation: it is looked at first
        await using (var late = app.Read())
        {
            late.Add(Rating(app, 5, Utc(3, 21)));
            await late.SaveChangesAsync();
        }

        Assert.Contains("已重新核算", (await manager.PostAsync(Here + "/approve")).Html);
        Assert.Equal(Here, (await manager.PostAsync(Here + "/approve", ("version", await VersionAsync(app)))).Location);
        Assert.Contains("请填写理由", (await manager.PostAsync(Here + "/sendback", ("note", " "))).Html);
        Assert.Equal(Here, (await manager.PostAsync(Here + "/sendback", ("note", "再看一遍"))).Location);
        Assert.Contains("其他人刚刚操作过", (await manager.PostAsync(Here + "/approve", ("version", "1"))).Html);
        Assert.Equal(Here, (await manager.PostAsync(Here + "/approve")).Location);
        Assert.Equal(Here, (await manager.PostAsync(Here + "/publish")).Location);
        // taken twice, it changes nothing
        Assert.Equal(Here, (await manager.PostAsync(Here + "/publish")).Location);
        Assert.Contains("该月已批准或发布", (await manager.FollowAsync(await manager.PostAsync(Here + "/calculate"))).Html);

        // recomputed from its facts it is the same, bit for bit
        var compute = app.Services.GetRequiredService<ComputeScores>();
        await using var db = app.Read();
        var published = await db.ScoreSnapshots.SingleAsync(s => s.IsPublished);
        Assert.Equal(published.InputHash, (await compute.RunAsync(app.Shop, March, default)).InputHash);

        // late facts become an adjustment of the open month, once
        db.Add(Rating(app, 1, Utc(3, 20)));
        await db.SaveChangesAsync();
        var find = app.Services.GetRequiredService<FindLateFacts>();
        // by the nightly job and by hand at once, and once more
        Assert.Equal(1, (await Task.WhenAll(Task.Run(() => find.RunAsync(app.Shop, null, default)), Task.Run(() => find.RunAsync(app.Shop, null, default)))).Sum());
        Assert.Equal(0, await find.RunAsync(app.Shop, null, default));
        var adjustment = await db.ScoreAdjustments.SingleAsync(a => a.Cause == AdjustmentCause.LateFacts);
        Assert.Equal(("2026-04", "2026-03", app.Agent.AccountId!.Value), (adjustment.Month, adjustment.CauseMonth, adjustment.AccountId));
        Assert.True(adjustment.Points < 0);
        var april = (await compute.RunAsync(app.Shop, March.Next, default)).Cards.Single(c => c.Inputs.AccountId == app.Agent.AccountId);
        Assert.Equal(adjustment.Points, april.Adjusted);
        Assert.Equal(published.InputHash, await db.ScoreSnapshots.AsNoTracking().Where(s => s.IsPublished).Select(s => s.InputHash).SingleAsync());
        Assert.Contains("数据迟到", (await manager.GetAsync(Here)).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Addition_ProposedApprovedApplied_CountsOnlyThen(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await LiveMarchAsync(app);
        await using (var db = app.Read())
        {
            db.Add(new Grant { Id = app.Services.GetRequiredService<IdSource>().Next(), AccountId = app.Finance.AccountId!.Value, Role = Role.ShopLead, ShopId = app.Shop.Id });
            await db.SaveChangesAsync();
        }

        var (supervisor, manager, lead) = (await app.SignInAsync(app.Supervisor), await app.SignInAsync(app.Manager), await app.SignInAsync(app.Finance));
        await supervisor.GetAsync(Here);
        var agent = $"{app.Agent.AccountId}";
        Assert.Contains("分数须大于 0", (await supervisor.PostAsync(Here + "/additions", ("accountId", agent), ("points", "200"), ("reason", "r"), ("proof", "p"))).Html);
        Assert.Contains("此人不是本店客服", (await supervisor.PostAsync(Here + "/additions", ("accountId", $"{app.Stranger.AccountId}"), ("points", "5"), ("reason", "r"), ("proof", "p"))).Html);
        // a second click proposes nothing more
        foreach (var _ in new[] { 1, 2 })
        {
            Assert.Equal(Here, (await supervisor.PostAsync(Here + "/additions", ("accountId", agent), ("points", "15"), ("reason", "大促顶岗"), ("proof", "排班表"), ("formKey", "k1"))).Location);
        }

        var id = await OnlyAsync(app, db => db.ScoreAdditions.Select(a => a.Id));
        var compute = app.Services.GetRequiredService<ComputeScores>();
        async Task<decimal> AdditionalAsync() => (await compute.RunAsync(app.Shop, March, default)).Cards.Single(c => c.Inputs.AccountId == app.Agent.AccountId).Additional;

        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.PostAsync($"{Here}/additions/{id}/approve")).Status);
        await lead.GetAsync(Here);
        Assert.Contains("尚未批准", (await lead.PostAsync($"{Here}/additions/{id}/apply")).Html);
        await manager.GetAsync(Here);
        Assert.Equal(Here, (await manager.PostAsync($"{Here}/additions/{id}/approve")).Location);
        Assert.Equal(0, await AdditionalAsync());
        Assert.Equal(Here, (await lead.PostAsync($"{Here}/additions/{id}/apply")).Location);

        Assert.Equal(15, await AdditionalAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await lead.PostAsync($"{Here}/additions/12/apply")).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Publish_FirstThreeMonthsRunning_IsAwardedInTheNextMonthsPay(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var calculate = app.Services.GetRequiredService<CalculateScores>();
        var step = app.Services.GetRequiredService<StepPeriod>();
        var manager = new PeriodActor(app.Manager.AccountId, IsApprover: true);
        foreach (var month in new[] { March, March.Next, March.Plus(2) })
        {
            await using (var db = app.Read())
            {
                db.AddRange(Rating(app, 5, Utc(month.Month, 10)), Rating(app, 4, Utc(month.Month, 10), app.OtherAgent));
                await db.SaveChangesAsync();
            }

            app.Clock.AdvanceTo(Utc(month.Month + 1, 11));
            Assert.Equal(CalculationOutcome.Stored, (await calculate.RunAsync(app.Shop, month, null, default)).Outcome);
            foreach (var trigger in new[] { PeriodTrigger.OpenReview, PeriodTrigger.Approve, PeriodTrigger.Publish })
            {
                Assert.Null((await step.RunAsync(app.Shop, month, trigger, null, null, manager, default)).Refusal);
            }
        }

        await using var read = app.Read();
        var award = await read.Awards.SingleAsync();
        Assert.Equal((app.Agent.AccountId!.Value, "2026-06", 200m, AwardKind.Streak), (award.AccountId, award.Month, award.Amount, award.Kind));
        var june = await app.Services.GetRequiredService<ReadScores>().PayAsync(app.Shop, new CalendarMonth(2026, 6), default);
        Assert.Equal(200, june.Pay.Single(p => p.Facts.AccountId == app.Agent.AccountId).Awards);
        // the grade of May, the last published month, decides June's post; who failed three times is told to HR, and nothing else happens
        var failed = june.Pay.Single(p => p.Facts.AccountId == app.OtherAgent.AccountId);
        Assert.Equal(("2026-05", "trainee", 1400m, 0m), (failed.Facts.GradeMonth, failed.Facts.Post, failed.PostSalary, failed.Awards));
        Assert.Equal(1, await read.OutboxMessages.CountAsync(m => m.Kind == "notice.period.failed_three"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PaySheet_EveryAmount_IsDerivedFromItsFacts(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (_, penaltyId) = await LiveMarchAsync(app);
        var agent = app.Agent.AccountId!.Value;
        await using (var db = app.Read())
        {
            var ids = app.Services.GetRequiredService<IdSource>();
            db.Add(new Domain.Orders.Order { Id = ids.Next(), ShopId = app.Shop.Id, Number = "S1", PlacedAt = Utc(3, 5), PaidAt = Utc(3, 5), PaidAmount = 18_000, SoldById = agent, Status = "paid" });
            db.Add(new ShopFigure { Id = ids.Next(), ShopId = app.Shop.Id, NaturalKey = "p", Indicator = FigureKeys.PublicSales, From = new DateOnly(2026, 3, 1), To = new DateOnly(2026, 3, 31), Value = 120_000 });
            db.AddRange(new[] { ("refund_rate", 0.03m), ("refund_duration", 20m), ("dispute_count", 1m), ("dsr", 4.8m), ("internal_complaints", 1m) }
                .Select(f => new ShopFigure { Id = ids.Next(), ShopId = app.Shop.Id, NaturalKey = f.Item1, Indicator = f.Item1, From = new DateOnly(2026, 3, 1), To = new DateOnly(2026, 3, 31), Value = f.Item2 }));
            db.Add(new PayTerms { Id = ids.Next(), ShopId = app.Shop.Id, AccountId = agent, EffectiveFrom = "2026-01", Seniority = 100, ChangedAt = app.Clock.Now });
            db.Add(new Grant { Id = ids.Next(), AccountId = app.Finance.AccountId!.Value, Role = Role.HumanResources, ShopId = app.Shop.Id });
            await db.SaveChangesAsync();
        }

        app.Clock.AdvanceTo(Utc(4, 2));
        var (hr, self, other) = (await app.SignInAsync(app.Finance), await app.SignInAsync(app.Agent), await app.SignInAsync(app.OtherAgent));
        await app.Services.GetRequiredService<CalculateScores>().RunAsync(app.Shop, March, null, default);
        var sheet = await hr.GetAsync("/pay?month=2026-03");
        Assert.Equal(HttpStatusCode.OK, sheet.Status);
        // the courier's share of 120 is lessened by what was recovered of it, and no other's
        Assert.Matches(@"(?s)快递.*?120\.00.*?50\.00.*?70\.00", sheet.Html);
        Assert.Contains("有条件未达标", sheet.Html); // one internal complaint
        Assert.Contains("请填写大于 0", (await hr.PostAsync("/pay/2026-03/awards", ("accountId", $"{agent}"), ("amount", "-5"), ("reason", "好"))).Html);
        var key = Regex.Match(sheet.Html, "name=\"formKey\" value=\"([0-9a-f]{32})\"").Groups[1].Value;
        foreach (var _ in new[] { 1, 2 })
        {
            Assert.Equal("/pay?month=2026-03", (await hr.PostAsync("/pay/2026-03/awards", ("accountId", $"{agent}"), ("amount", "200"), ("reason", "大促"), ("formKey", key))).Location);
        }

        var pay = (await app.Services.GetRequiredService<ReadScores>().PayAsync(app.Shop, March, default)).Pay.Single(p => p.Facts.AccountId == agent);
        Assert.Equal((1500m, 210m, 300m, 0m, 100m, 200m), (pay.PostSalary, pay.PersonalCommission, pay.PublicCommission, pay.DepartmentBonus, pay.Seniority, pay.Awards));
        Assert.Equal(pay.PostSalary + pay.Variable() + pay.Seniority + pay.Awards, pay.BeforePenalties);
        Assert.Equal([penaltyId], pay.Facts.Penalties.Select(p => p.PenaltyId));
        Assert.Equal(pay.Facts.Penalties.Sum(p => p.Amount), pay.PenaltyDeducted + pay.PenaltyWaived);
        Assert.Equal(pay.BeforePenalties - pay.PenaltyDeducted + pay.Adjusted, pay.Total);

        var slip = await self.GetAsync("/pay/mine?month=2026-03");
        Assert.Contains("× 2%", slip.Html);
        Assert.Contains("按新人岗位", slip.Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync($"/pay/2026-03/{agent}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/pay")).Status);
        Assert.Equal(HttpStatusCode.OK, (await hr.GetAsync($"/pay/2026-03/{agent}")).Status);
        Assert.Matches(@"应发合计(?s).*,-?\d+\.\d\d\r?\n", (await hr.GetAsync("/pay/2026-03/csv")).Html);
        Assert.Equal(HttpStatusCode.OK, (await hr.GetAsync("/pay/2026-03/xlsx")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await hr.GetAsync("/pay?month=2031-01")).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WeeklyAndWeakSpots_NameWhoIsBehind(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await LiveMarchAsync(app);
        app.Clock.AdvanceTo(Utc(3, 16));
        var supervisor = await app.SignInAsync(app.Supervisor, "en");

        var week = await supervisor.GetAsync("/scores/weekly");
        Assert.Contains("2026-03-09 – 2026-03-15", week.Html);
        Assert.Contains("2026-03-02 – 2026-03-08", (await supervisor.GetAsync("/scores/weekly?week=2026-03-04")).Html);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.GetAsync("/scores/weekly?week=2026-03-16")).Status);
        var weak = await supervisor.GetAsync("/scores/weak-spots?month=2026-03");
        Assert.Contains("/sources/service_score", weak.Html); // 4 stars against the team's median of 4.5
        Assert.Contains("href=\"/scores/periods/2026-02\"", weak.Html); // nobody has calculated it
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.GetAsync("/scores/weak-spots?month=2026-04")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync(app.Agent)).GetAsync("/scores/weekly")).Status);
    }

    /// <summary>Ratings, a breached clock and a confirmed penalty of the agent in March.</summary>
    private static async Task<(long ClockId, long PenaltyId)> LiveMarchAsync(CasesApp app)
    {
        var @case = await app.InvestigatingAsync();
        app.Clock.AdvanceTo(Utc(3, 15));
        await app.Services.GetRequiredService<JobRunner>().SettleAsync(app.Shop, default);
        var ids = app.Services.GetRequiredService<IdSource>();
        var agent = app.Agent.AccountId!.Value;
        await using var db = app.Read();
        db.AddRange(Rating(app, 5, Utc(3, 10)), Rating(app, 4, Utc(3, 10), app.OtherAgent));
        var ruling = new RulingRecord { Id = ids.Next(), ShopId = app.Shop.Id, CaseId = @case.Id, Severity = Severity.C, Loss = 300, Reason = "r", Evidence = "e", RuledAt = Utc(3, 12) };
        ruling.Shares.Add(new RulingShare { Id = ids.Next(), RulingId = ruling.Id, ShopId = app.Shop.Id, Party = Party.Agent, AccountId = agent, BasisPoints = 6000 });
        ruling.Shares.Add(new RulingShare { Id = ids.Next(), RulingId = ruling.Id, ShopId = app.Shop.Id, Party = Party.Courier, BasisPoints = 4000, Recovered = 50 });
        var penalty = new Penalty
        {
            Id = ids.Next(), ShopId = app.Shop.Id, CaseId = @case.Id, RulingId = ruling.Id, AccountId = agent, Severity = Severity.C, Amount = 30, State = PenaltyState.Confirmed,
            ProposedAt = Utc(3, 12), ToldAt = Utc(3, 12), RespondBy = Utc(3, 15), ConfirmedMonth = "2026-03",
        };
        db.AddRange(ruling, penalty);
        await db.SaveChangesAsync();
        var breached = await db.CaseClocks.Where(k => k.CaseId == @case.Id && k.State == ClockState.Breached && k.AttributedToId == agent).Select(k => k.Id).ToListAsync();
        return (breached.Min(), penalty.Id);
    }

    private static Rating Rating(CasesApp app, int stars, DateTime at, Actor? agent = null)
    {
        var id = app.Services.GetRequiredService<IdSource>().Next();
        return new Rating { Id = id, ShopId = app.Shop.Id, NaturalKey = $"r{id}", Stars = stars, RatedAt = at, AgentId = (agent ?? app.Agent).AccountId };
    }

    private static async Task<decimal> FinalAsync(CasesApp app) =>
        await OnlyAsync(app, db => db.ScoreSnapshots.OrderByDescending(s => s.Revision).Take(1).Join(db.AgentScores.Where(a => a.AccountId == app.Agent.AccountId), s => s.Id, a => a.SnapshotId, (_, a) => a.Final!.Value));

    private static async Task<string> VersionAsync(CasesApp app) =>
        (await OnlyAsync(app, db => db.ScorePeriods.Select(p => p.Version))).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<Dictionary<AppealAgainst, long>> AppealsAsync(CasesApp app)
    {
        await using var db = app.Read();
        return await db.ScoreAppeals.ToDictionaryAsync(a => a.Against, a => a.Id);
    }

    private static async Task<T> OnlyAsync<T>(CasesApp app, Func<CasesDbContext, IQueryable<T>> of)
    {
        await using var db = app.Read();
        return await of(db).SingleAsync();
    }

    private static DateTime Utc(int month, int day) => new(2026, month, day, 4, 0, 0, DateTimeKind.Utc);
}
