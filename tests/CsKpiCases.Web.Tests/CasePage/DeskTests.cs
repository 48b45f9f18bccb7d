using System.Globalization;
using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Web.Features.ReturnVisits;
using CsKpiCases.Web.Features.ScanBench;
using CsKpiCases.Web.Features.TradeReminders;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.CasePage;

/// <summary>Disputes and return visits of their own, what is planned and told by itself, and what is done beside a case.</summary>
public sealed class DeskTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Disputes_GoToTheirAgentAndVisitsToTheirDay(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor);
        Assert.Contains("平台纠纷交给", (await supervisor.GetAsync("/staff")).Html);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await supervisor.PostAsync("/staff/rules", ("acceptWithinMinutes", "30"), ("disputeAgent", Text(app.Stranger.AccountId)))).Status);
        await supervisor.PostAsync("/staff/rules", ("acceptWithinMinutes", "30"), ("disputeAgent", Text(app.OtherAgent.AccountId)));

        var agent = await app.SignInAsync(app.Agent);
        Assert.Contains("稍后分类", (await agent.GetAsync("/cases/new")).Html);
        await agent.PostAsync("/cases/new", ("source", "Platform"), ("subject", "平台要求举证"), ("orderNumber", app.Order.Number), ("type", "Dispute"));
        var late = await agent.PostAsync("/cases/new", ("source", "Phone"), ("subject", "回访"), ("type", "ReturnVisit"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("请填写“回访日期”", late.Html);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await agent.PostAsync("/cases/new", ("source", "Phone"), ("subject", "退货"), ("type", "Return"))).Status);
        await agent.PostAsync("/cases/new", ("source", "Phone"), ("subject", "回访"), ("type", "ReturnVisit"), ("plannedFor", "2026-03-05"));
        var frozen = await app.InvestigatingAsync();
        await app.DoAsync(frozen, new FireTrigger(Triggers.OpenDispute), app.Agent);

        await using var db = app.Read();
        var disputes = await db.Cases.Where(c => c.Type == CaseType.Dispute).OrderBy(c => c.Id).ToListAsync();
        Assert.Equal([(DisputeWorkflow.MerchantReply, app.OtherAgent.AccountId, null), (DisputeWorkflow.MerchantReply, app.OtherAgent.AccountId, (long?)frozen.Id)], disputes.Select(d => (d.State, d.OwnerId, d.GrewFromId)));
        var visit = await db.Cases.SingleAsync(c => c.Type == CaseType.ReturnVisit);
        Assert.Equal((ReturnVisitWorkflow.Planned, app.Agent.AccountId, new DateTime(2026, 3, 5, 1, 0, 0, DateTimeKind.Utc)), (visit.State, visit.OwnerId, visit.PlannedFor));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Visits_AreMadeOnceForBuyersOfATierAndTradesToldOnceBeforeTheyLapse(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await TierAsync(app, "vip");
        var solved = await app.InvestigatingAsync();
        await app.DoAsync(solved, new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments("致歉") { Cause = ComplaintCatalogue.DamagedInTransit } }, app.Agent);
        await app.DoAsync(solved, new FireTrigger(Triggers.Accept), app.Agent);
        var plan = app.Services.GetRequiredService<PlanReturnVisits>();
        Assert.Equal(1, await plan.RunAsync(app.Shop, new DateOnly(2026, 3, 2), default));
        Assert.Equal(0, await plan.RunAsync(app.Shop, new DateOnly(2026, 3, 2), default));

        var open = await app.InvestigatingAsync("杯子又碎了");
        await TradeAsync(app, app.Clock.Now.AddHours(30));
        var remind = app.Services.GetRequiredService<RemindOfTrades>();
        Assert.Equal(0, await remind.RunAsync(default));
        app.Clock.Advance(TimeSpan.FromHours(8));
        Assert.True(await remind.RunAsync(default) > 0);
        Assert.Equal(0, await remind.RunAsync(default));

        await using var db = app.Read();
        var visit = await db.Cases.SingleAsync(c => c.Type == CaseType.ReturnVisit);
        Assert.Equal(((long?)solved.Id, app.Agent.AccountId, new DateTime(2026, 3, 5, 1, 0, 0, DateTimeKind.Utc)), (visit.GrewFromId, visit.OwnerId, visit.PlannedFor));
        Assert.Equal(1, await db.CaseEvents.CountAsync(e => e.CaseId == open.Id && e.Kind == EventKind.TradeLapses));
        Assert.Equal(app.Clock.Now, (await db.Orders.SingleAsync(o => o.Id == app.Order.Id)).LapseToldAt);
        Assert.Contains("交易将在 24 小时内自动确认", (await (await app.SignInAsync(app.Agent)).GetAsync("/cases/" + open.Number)).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task FlagsAndRemarks_AreMarkedFromTheCasePage(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (first, second) = (await app.InvestigatingAsync(), await app.InvestigatingAsync("杯子又碎了"));
        var photo = new AttachEvidence(new string('a', 64), "杯子.jpg", "image/jpeg", 10);
        await app.DoAsync(first, photo, app.Agent);
        await app.DoAsync(second, photo, app.Agent);
        var agent = await app.SignInAsync(app.Agent);
        var page = "/cases/" + second.Number;
        Assert.Contains("卖家备注", (await agent.GetAsync(page)).Html);
        await using var db = app.Read();
        var flagged = await db.Evidence.SingleAsync(e => e.CaseId == second.Id);
        await agent.PostAsync($"{page}/evidence/{flagged.Id}/seen", ("note", "同一单，两次投诉"));
        await agent.PostAsync(page + "/remark", ("flag", "AfterSales"), ("text", "3/2 投诉处理中"));

        var html = (await agent.GetAsync(page)).Html;
        Assert.Contains("同一单，两次投诉", html);
        Assert.Contains("复制了卖家备注", html);
        db.ChangeTracker.Clear();
        Assert.Equal(app.Agent.AccountId, (await db.Evidence.SingleAsync(e => e.Id == flagged.Id)).FlagSeenById);
        var auditor = await app.SignInAsync(app.Auditor);
        await auditor.GetAsync(page);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync(page + "/remark", ("flag", "Wish"), ("text", "x"))).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Parcel_ThatCameBack_BecomesACaseFromTheBench(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var agent = await app.SignInAsync(app.Agent);
        await agent.GetAsync("/scan");
        await agent.PostAsync("/scan/orphans", ("scanned", "SF1029384756"), ("hint", "李丽"));
        Assert.Contains("/scan?q=SF1029384756", (await agent.GetAsync("/registers/orphans")).Html);
        Assert.Contains($"value=\"{app.Order.Number}\"", (await agent.GetAsync("/scan?q=SF1029384756")).Html);
        Assert.Contains("本店没有订单", (await agent.FollowAsync(await agent.PostAsync("/scan/returned", ("scanned", "SF1029384756"), ("orderNumber", "T0")))).Html);
        await agent.PostAsync("/scan/returned", ("scanned", "SF1029384756"), ("orderNumber", app.Order.Number));
        // a second click, or another parcel of the order, leads to the case that is open: that one is noted there, once
        Assert.Contains("没有另开", (await agent.FollowAsync(await agent.PostAsync("/scan/returned", ("scanned", "SF1029384756"), ("orderNumber", app.Order.Number)))).Html);
        await agent.PostAsync("/scan/returned", ("scanned", "SF9999999999"), ("orderNumber", app.Order.Number));
        await agent.PostAsync("/scan/returned", ("scanned", "SF9999999999"), ("orderNumber", app.Order.Number));

        await using var db = app.Read();
        var first = await db.Cases.SingleAsync();
        Assert.Equal([("SF1029384756", (long?)first.Id), ("SF9999999999", first.Id)], await db.OrphanParcels.OrderBy(p => p.Id).Select(p => new ValueTuple<string, long?>(p.TrackingNumber, p.CaseId)).ToListAsync());
        Assert.Equal(["扫描台：SF1029384756", "扫描台：SF9999999999"], await db.CaseEvents.Where(e => e.Kind == EventKind.Note).OrderBy(e => e.Sequence).Select(e => e.Note).ToListAsync());
        Assert.Equal((CaseType.Reshipment, SubKinds.ReturnedToSender, SharedWorkflow.Classified, (long?)app.Order.Id), (first.Type, first.SubKind, first.State, first.OrderId));
        Assert.Contains(first.Number, (await agent.GetAsync("/scan?q=SF1029384756")).Html);
        // what was withdrawn sent nothing: the next one is the shop's still
        await app.DoAsync(first, new FireTrigger(Triggers.Withdraw) { Note = "买家不要了" }, app.Supervisor);
        await agent.PostAsync("/scan/returned", ("scanned", "SF1029384756"), ("orderNumber", app.Order.Number));
        var second = await db.Cases.SingleAsync(c => c.Id != first.Id);
        await db.Cases.Where(c => c.Id == second.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Stage, Stage.Closed));
        db.Add(new Domain.Goods.Parcel { Id = 1, ShopId = app.Shop.Id, CaseId = second.Id, Direction = Domain.Goods.Direction.Outbound, CreatedAt = app.Clock.Now, FirstScanAt = app.Clock.Now });
        await db.SaveChangesAsync();
        await agent.PostAsync("/scan/returned", ("scanned", "SF9999999999"), ("orderNumber", app.Order.Number));

        var cases = await db.Cases.OrderBy(c => c.Id).ToListAsync();
        Assert.Equal([Domain.Goods.FreightPayer.None, Domain.Goods.FreightPayer.None, Domain.Goods.FreightPayer.Buyer], cases.Select(c => c.FreightPayer));
        Assert.Equal([cases[1].Id, (long?)cases[2].Id], await db.OrphanParcels.OrderBy(p => p.Id).Select(p => p.CaseId).ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Parcel_ThatIsSentTwiceAtOnce_BecomesOneCase(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        async Task<ReturnedParcel?> OpenAsync(int _)
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<OpenReturnedParcel>().RunAsync(app.Shop, "SF1029384756", app.Order.Number, app.Agent, default);
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(OpenAsync));
        Assert.Single(answers, a => a is { IsNew: true });
        await using var db = app.Read();
        Assert.Equal((await db.Cases.SingleAsync()).Number, Assert.Single(answers.Select(a => a!.Number).Distinct()));
        Assert.Single(await db.CaseEvents.Where(e => e.Kind == EventKind.Note).ToListAsync());
    }

    private static string Text(long? id) => id!.Value.ToString(CultureInfo.InvariantCulture);

    private static async Task TierAsync(CasesApp app, string tier)
    {
        await using var db = app.Read();
        (await db.Buyers.AsTracking().SingleAsync()).Tier = tier;
        await db.SaveChangesAsync();
    }

    private static async Task TradeAsync(CasesApp app, DateTime confirmAt)
    {
        await using var db = app.Read();
        Order order = await db.Orders.AsTracking().SingleAsync(o => o.Id == app.Order.Id);
        (order.AutoConfirmAt, order.AutoConfirmExtendedAt) = (confirmAt, app.Clock.Now);
        await db.SaveChangesAsync();
    }
}
