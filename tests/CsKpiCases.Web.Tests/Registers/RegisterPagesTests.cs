using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Registers;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Registers;

public sealed class RegisterPagesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Registers_AllOfThem_ShowTheirRowsAndTheirFiles(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await AwaitingReturnAsync(app);
        var visitor = await app.SignInAsync(app.Agent);
        var english = await app.SignInAsync(app.Supervisor, "en");

        var overview = await visitor.GetAsync("/registers");
        Assert.Contains("补发登记表", overview.Html);
        foreach (var register in app.Services.GetServices<Register>())
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/registers/" + register.Key)).Status);
            Assert.Equal(HttpStatusCode.OK, (await english.GetAsync("/registers/" + register.Key + "?q=T100200300")).Status);
            Assert.Equal(HttpStatusCode.OK, (await english.GetAsync("/registers/" + register.Key + "/xlsx")).Status);
            Assert.Equal(HttpStatusCode.OK, (await english.GetAsync("/registers/" + register.Key + "?after=1772400000.5")).Status);
            Assert.NotEmpty((await visitor.GetAsync("/registers/" + register.Key + "/csv")).Html);
        }

        Assert.Contains(@case.Number, (await visitor.GetAsync("/registers/owing-tracking")).Html);
        Assert.Contains(@case.Number, (await visitor.GetAsync("/registers/owing-tracking/csv")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task OwingTracking_Reminded_EachCaseHasItsReminder(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await AwaitingReturnAsync(app);
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/registers/owing-tracking");

        var answer = await visitor.PostAsync("/registers/owing-tracking/acts", ("act", "remind"), ("rows", $"{@case.Id}-{@case.Id}"));

        Assert.Contains("已处理 1 单", (await visitor.FollowAsync(answer)).Html);
        await using var db = app.Read();
        Assert.Equal(1, await db.CaseEvents.CountAsync(e => e.CaseId == @case.Id && e.Kind == EventKind.Reminded));
    }

    [Fact]
    public async Task ReadyToClose_ClosedByASupervisor_IsRuledNobodysFault()
    {
        await using var app = await CasesApp.StartAsync(StoreProvider.Sqlite);
        var @case = await app.InvestigatingAsync();
        await app.DoAsync(@case, new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments("致歉") }, app.Agent);
        await app.DoAsync(@case, new FireTrigger(Triggers.Accept), Actor.Buyer);
        var supervisor = await app.SignInAsync(app.Supervisor);
        Assert.Contains(@case.Number, (await supervisor.GetAsync("/registers/ready-to-close")).Html);

        var answer = await supervisor.PostAsync("/registers/ready-to-close/acts", ("act", "close"), ("rows", $"{@case.Id}-{@case.Id}"), ("note", "运输途中自然磨损，无责任方"));

        Assert.Contains("已处理 1 单", (await supervisor.FollowAsync(answer)).Html);
        await using var db = app.Read();
        var closed = await db.Cases.SingleAsync(c => c.Id == @case.Id);
        Assert.Equal((SharedWorkflow.Closed, Liability.Nobody), (closed.State, closed.Liability));
        var agent = await app.SignInAsync(app.Agent);
        await agent.GetAsync("/registers/ready-to-close");
        Assert.Equal(HttpStatusCode.BadRequest, (await agent.PostAsync("/registers/ready-to-close/acts", ("act", "close"), ("rows", "1-1"))).Status);
    }

    [Fact]
    public async Task Register_BadInput_SaysWhatIsWrong()
    {
        await using var app = await CasesApp.StartAsync(StoreProvider.Sqlite);
        var visitor = await app.SignInAsync(app.Agent);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/registers/none")).Status);
        Assert.Contains("不是日期", (await visitor.GetAsync("/registers/cashback?from=gestern")).Html);
        Assert.Contains("最长 92 天", (await visitor.GetAsync("/registers/cashback?from=2020-01-01&to=2026-01-01")).Html);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/registers/cashback?after=x.y")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync("/registers/cashback/acts", ("act", "settle"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync("/registers/cashback/acts", ("act", "nothing"), ("rows", "1-1"))).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Scan_OfAReturnParcel_LeadsToItsCaseAndSignsForIt(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await AwaitingReturnAsync(app);
        @case = await app.DoAsync(@case, new FireTrigger(Triggers.GiveTracking) { Arguments = new TrackingArguments("中通", "ZT20260302001") }, Actor.Buyer);
        var visitor = await app.SignInAsync(app.Agent);

        var found = await visitor.GetAsync("/scan?q=ZT20260302001");
        Assert.Contains(@case.Number, found.Html);
        var answer = await visitor.PostAsync("/scan", ("scanned", "ZT20260302001"), ("caseId", $"{@case.Id}"), ("version", $"{@case.Version}"), ("trigger", Triggers.SignedFor));
        Assert.Contains("退货签收", (await visitor.FollowAsync(answer)).Html);
        await using (var db = app.Read()) Assert.Equal(ReturnedGoods.Inspecting, (await db.Cases.SingleAsync(c => c.Id == @case.Id)).State);

        // What belongs to nobody waits on the pile, once; the order's own number says whose it may be.
        Assert.Contains("没有找到", (await visitor.GetAsync("/scan?q=UNKNOWN123")).Html);
        await visitor.PostAsync("/scan/orphans", ("scanned", "UNKNOWN123"), ("hint", "李丽 138"));
        await visitor.PostAsync("/scan/orphans", ("scanned", "UNKNOWN123"));
        Assert.Contains("UNKNOWN123", (await visitor.GetAsync("/registers/orphans")).Html);
        Assert.Contains("可能属于", (await visitor.GetAsync("/scan?q=SF1029384756")).Html);
        await using (var db = app.Read()) Assert.Equal(1, await db.OrphanParcels.CountAsync());
        Assert.Contains("最长 60", (await visitor.GetAsync("/scan?q=" + new string('9', 61))).Html);
    }

    [Fact]
    public async Task Reshipments_TwiceForOneLine_AreMarked()
    {
        await using var app = await CasesApp.StartAsync(StoreProvider.Sqlite);
        var first = await ReshippedAsync(app);
        var second = await ReshippedAsync(app);
        var visitor = await app.SignInAsync(app.Agent);

        var page = await visitor.GetAsync("/registers/reshipments");

        Assert.Contains("同一订单行 " + first.Number, page.Html);
        Assert.Contains("同一订单行 " + second.Number, page.Html);
        await using var db = app.Read();
        var parcel = await db.Parcels.FirstAsync(p => p.CaseId == first.Id);
        await visitor.PostAsync("/registers/reshipments/acts", ("act", "hand-over"), ("rows", $"{first.Id}-{parcel.Id}"));
        await using var after = app.Read();
        Assert.NotNull((await after.Parcels.SingleAsync(p => p.Id == parcel.Id)).HandedOverAt);
    }

    private static async Task<Case> AwaitingReturnAsync(CasesApp app)
    {
        var @case = await StartedAsync(app, CaseType.Return, SubKinds.ReturnRefund);
        return await app.DoAsync(@case, new FireTrigger(Triggers.ApproveReturn) { Arguments = new ApproveReturnArguments([new ClaimLine(app.Order.Lines[0].Id, 1)], ReturnReason.Quality) }, app.Agent);
    }

    private static async Task<Case> ReshippedAsync(CasesApp app)
    {
        var @case = await StartedAsync(app, CaseType.Reshipment, SubKinds.OutOfStock);
        await app.DoAsync(@case, new FireTrigger(Triggers.AskWarehouse) { Arguments = new ReshipArguments([new ClaimLine(app.Order.Lines[0].Id, 1)], ReturnReason.Missing) }, app.Agent);
        return await app.DoAsync(@case, new FireTrigger(Triggers.Confirm) { Arguments = new WarehouseFindingArguments(IsOurFault: true), Note = "监控确认漏发" }, app.Supervisor);
    }

    private static async Task<Case> StartedAsync(CasesApp app, CaseType type, string subKind)
    {
        var @case = await app.LogAsync("少发一个杯子");
        await app.DoAsync(@case, new FireTrigger(Triggers.Classify) { Arguments = new ClassifyArguments(type, ComplaintCatalogue.PurchaseContract) { Cause = ComplaintCatalogue.MissingOrOutOfStock, SubKind = subKind } }, app.Agent);
        await app.DoAsync(@case, new FireTrigger(Triggers.Assign) { Arguments = new AssignArguments(app.Agent.AccountId!.Value) }, app.Supervisor);
        return await app.DoAsync(@case, new FireTrigger(Triggers.Start), app.Agent);
    }
}
