using System.Globalization;
using System.Net;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.CasePage;

public sealed class CasePageTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4];

    [Theory, OnSqlite, OnPostgres]
    public async Task Page_OfACase_ShowsWhatCanBeDoneAndWhyNotTheRest(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        app.Clock.Advance(TimeSpan.FromHours(2));

        var page = await (await app.SignInAsync(app.Agent)).GetAsync("/cases/" + @case.Number);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Matches("btn btn-primary\"[^>]*>\\s*提出方案", page.Html);
        Assert.Contains("需先联系买家并接通。", page.Html);
        Assert.Contains("只能在这些状态下进行：方案待批。", page.Html);
        Assert.Contains("陶瓷马克杯 2 件套", page.Html);
        Assert.Contains("分配给 王敏", page.Html);
        Assert.Contains("时间去向", page.Html);
        Assert.Contains("class=\"map-box now\"", page.Html);
        Assert.Contains("clock-ring", page.Html);
        Assert.DoesNotContain("13812340042", page.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task FormOfAnAct_SignedOut_LeadsToTheDoorAndBackToThePageWithThatForm(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var nobody = app.Anonymous();
        await nobody.GetAsync("/sign-in");

        var part = await nobody.GetPartAsync($"/cases/{@case.Number}/acts/excuse?clock=resolution&run=1");
        var sent = await nobody.PostAsync($"/cases/{@case.Number}/acts/note", ("note", "x"));

        Assert.Equal(HttpStatusCode.Unauthorized, part.Status);
        Assert.Equal("", part.Html);
        Assert.Equal(Door($"/cases/{@case.Number}?act=excuse&clock=resolution&run=1"), part.Response.Headers.GetValues("HX-Redirect").Single());
        Assert.Equal((HttpStatusCode.Found, Door($"/cases/{@case.Number}?act=note")), (sent.Status, sent.Location));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PartOfAPage_SignedOut_LeadsBackToThePageThatAsked(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);

        var part = await app.Anonymous().OpenAsync("/jobs/runs", ("HX-Request", "true"), ("HX-Current-URL", "http://localhost/jobs?job=notices"));
        var foreign = await app.Anonymous().OpenAsync("/jobs/runs", ("HX-Request", "true"), ("HX-Current-URL", "http://elsewhere.example/jobs"));

        Assert.Equal(Door("/jobs?job=notices"), part.Headers.GetValues("HX-Redirect").Single());
        Assert.Equal(Door("/"), foreign.Headers.GetValues("HX-Redirect").Single());
    }

    private static string Door(string back) => "/sign-in?returnUrl=" + Uri.EscapeDataString(back);

    [Theory, OnSqlite, OnPostgres]
    public async Task Page_InEnglish_HasNoChineseOfOurs(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync("Broken cup");

        var page = await (await app.SignInAsync(app.Agent, "en")).GetAsync("/cases/" + @case.Number);

        Assert.Contains("Propose a solution", page.Html);
        Assert.Contains("Possible only in:", page.Html);
        Assert.DoesNotContain("时间线", page.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Page_OfAnotherShopOrUnknown_IsNotFound(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var stranger = await app.SignInAsync(app.Stranger);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/cases/" + @case.Number)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/cases/{@case.Number}/acts/note")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignInAsync(app.Agent)).GetAsync("/cases/AS9901010001")).Status);
        await stranger.GetAsync("/cases");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/cases/{@case.Number}/acts/note", ("note", "x"))).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Complaint_ByItsForms_IsTakenFromLoggedToResolved(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.LogAsync();
        var (agent, supervisor, finance) = (await app.SignInAsync(app.Agent), await app.SignInAsync(app.Supervisor), await app.SignInAsync(app.Finance));
        async Task Do(Visitor who, string act, string state, params (string, string)[] fields)
        {
            await who.GetAsync($"/cases/{@case.Number}?act={act}");
            var answer = await who.PostAsync($"/cases/{@case.Number}/acts/{act}", [.. fields, await VersionAsync(app, @case)]);
            Assert.True(answer.Status == HttpStatusCode.Found, act + ": " + answer.Html);
            await using var db = app.Read();
            Assert.Equal(state, await db.Cases.Where(c => c.Id == @case.Id).Select(c => c.State).SingleAsync());
        }

        var me = app.Agent.AccountId!.Value.ToString(CultureInfo.InvariantCulture);
        await Do(agent, "classify", "Classified", ("type", "Complaint"), ("category", "transport"), ("cause", "damaged_in_transit"), ("grade", "C"), ("priority", "High"), ("justified", "yes"));
        await Do(supervisor, "assign", "Assigned", ("ownerId", me));
        await Do(agent, "start", "Investigating");
        await Do(agent, "ask-buyer", "AwaitingBuyer", ("channel", "Phone"), ("note", "请发照片"));
        await Do(agent, "buyer-answered", "Investigating", ("note", "已发"));
        await Do(agent, "contact", "Investigating", ("channel", "Phone"), ("reached", "true"));
        await Do(agent, "escalate", "Investigating", ("level", "1"));
        await Do(agent, "propose", "BuyerNotified", ("solution", "退一只杯子的钱"), ("amount", "¥50.00"), ("promiseKind0", "CallBack"), ("promiseWhat0", "回电道歉"), ("promiseOwedBy0", "Agent"), ("promiseHours0", "24"));
        await Do(agent, "accept", "Fulfilling");
        await using var db = app.Read();
        var promises = await db.Promises.Where(p => p.CaseId == @case.Id).OrderBy(p => p.Amount).ToListAsync();
        Assert.Equal([0m, 50m], promises.Select(p => p.Amount));
        await Do(agent, "keep-promise", "Fulfilling", ("promiseId", $"{promises[0].Id}"));
        await Do(finance, "keep-promise", "Resolved", ("promiseId", $"{promises[1].Id}"), ("reference", "R-1"));

        var page = await supervisor.GetAsync("/cases/" + @case.Number);
        Assert.Contains("/responsibility/" + @case.Number, page.Html);
        Assert.Contains("兑现承诺", page.Html);
        Assert.Contains("R-1", page.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Act_StaleVersion_SaysWhatChangedAndKeepsWhatWasEntered(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/" + @case.Number);
        await app.DoAsync(@case, new AddNote { Note = "主管先看过了" }, app.Supervisor);

        var answer = await visitor.PostAsync($"/cases/{@case.Number}/acts/propose", ("version", $"{@case.Version}"), ("solution", "我写的方案"), ("cause", "quality"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("主管先看过了", answer.Html);
        Assert.Contains("这张工单有了新的变化", answer.Html);
        Assert.Contains("我写的方案", answer.Html);
        Assert.Contains($"name=\"version\" value=\"{@case.Version + 1}\"", answer.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Act_WithoutTheVersionItWasOpenedOn_IsNotDoneAndSaysWhy(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/" + @case.Number);
        await app.DoAsync(@case, new AddNote { Note = "主管先看过了" }, app.Supervisor);

        foreach (var version in new[] { "", "x", "-" })
        {
            var answer = await visitor.PostAsync($"/cases/{@case.Number}/acts/note", ("version", version), ("note", "我写的备注"));
            Assert.Equal(HttpStatusCode.Conflict, answer.Status);
            Assert.Contains("没有带上打开时的工单版本", answer.Html);
            Assert.Contains("我写的备注", answer.Html);
        }

        Assert.Equal(HttpStatusCode.Conflict, (await visitor.PostFilesAsync($"/cases/{@case.Number}/acts/attach", [], ("one.png", Png))).Status);
        await using var db = app.Read();
        Assert.False(await db.CaseEvents.AnyAsync(e => e.CaseId == @case.Id && e.Note == "我写的备注"));
        Assert.Equal(0, await db.Evidence.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Miss_PutOnSomebodyWhoIsNoAgent_IsRefusedAtTheField(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        app.Clock.Advance(TimeSpan.FromHours(9));
        await app.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), app.Agent);
        var supervisor = await app.SignInAsync(app.Supervisor);
        var form = (await supervisor.GetAsync($"/cases/{@case.Number}?act=reattribute&clock=first_response&run=1")).Html;
        Assert.Contains($"<option value=\"{app.Agent.AccountId}\"", form);
        Assert.DoesNotContain($"<option value=\"{app.Manager.AccountId}\"", form);
        Assert.DoesNotContain($"<option value=\"{app.Supervisor.AccountId}\"", form);
        (string, string)[] about = [("clock", "first_response"), ("run", "1"), ("note", "归他")];

        foreach (var nobody in new[] { app.Manager, app.Supervisor, app.Stranger })
        {
            var answer = await supervisor.PostAsync($"/cases/{@case.Number}/acts/reattribute", [.. about, ("party", $"{nobody.AccountId}"), await VersionAsync(app, @case)]);
            Assert.Equal(HttpStatusCode.Conflict, answer.Status);
            Assert.Contains("id=\"f-party-fault\">只能归给本店的客服", answer.Html);
        }

        // whoever owned the case could have it by its segments too
        await app.DoAsync(@case, new FireTrigger(Triggers.HandOver) { Arguments = new HandOverArguments(app.Supervisor.AccountId!.Value), Note = "我来" }, app.Agent);
        await app.DoAsync(@case, new FireTrigger(Triggers.AcceptHandOver), app.Supervisor);
        var done = await supervisor.PostAsync($"/cases/{@case.Number}/acts/reattribute", [.. about, ("party", $"{app.Supervisor.AccountId}"), await VersionAsync(app, @case)]);
        Assert.Equal(HttpStatusCode.Found, done.Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Verdict_TakenBackInPart_SaysWhichAndLeavesTheOther(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        app.Clock.Advance(TimeSpan.FromHours(9));
        await app.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), app.Agent);
        await app.DoAsync(@case, new ReattributeClock("first_response", 1, AttributionParty.Warehouse, null) { Note = "仓库停电" }, app.Supervisor);
        var supervisor = await app.SignInAsync(app.Supervisor);
        var opened = $"/cases/{@case.Number}?act=restore-verdict&clock=first_response&run=1";
        var one = (await supervisor.GetAsync(opened)).Html;
        Assert.Contains("只撤销改判", one);
        Assert.DoesNotContain("只撤销免责", one);
        await app.DoAsync(@case, new ExcuseClock("first_response", 1) { Note = "平台故障" }, app.Supervisor);
        var both = (await supervisor.GetAsync(opened)).Html;
        Assert.Contains("平台故障", both);
        Assert.Contains("只撤销免责", both);

        var done = await supervisor.PostAsync(
            $"/cases/{@case.Number}/acts/restore-verdict", ("clock", "first_response"), ("run", "1"), ("part", "Excuse"), ("note", "查无故障"), await VersionAsync(app, @case));

        Assert.Equal(HttpStatusCode.Found, done.Status);
        await using var db = app.Read();
        var clock = await db.CaseClocks.SingleAsync(c => c.CaseId == @case.Id && c.Clock == "first_response");
        Assert.Equal((null, AttributionParty.Warehouse, "仓库停电"), (clock.ExcusedAt, clock.AttributedParty, clock.ReattributionReason));
        Assert.Contains("首次响应 · 只撤销免责", (await supervisor.GetAsync("/cases/" + @case.Number)).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TimeSpent_OffShift_StandsApartAndEndedClocksThatWereJudgedStandOpen(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await using (var db = app.Read())
        {
            var shift = new Shift { Id = app.Services.GetRequiredService<IdSource>().Next(), ShopId = app.Shop.Id, Name = "早班", StartsAt = new(8, 30), EndsAt = new(16, 0) };
            db.AddRange(shift, new RosterEntry { ShopId = app.Shop.Id, ShiftId = shift.Id, AccountId = app.Agent.AccountId!.Value, WorksOn = new(2026, 3, 1) });
            await db.SaveChangesAsync();
        }

        var @case = await app.InvestigatingAsync(over: "他今天加班");
        app.Clock.Advance(TimeSpan.FromHours(9));
        await app.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), app.Agent);
        var supervisor = await app.SignInAsync(app.Supervisor);
        var before = (await supervisor.GetAsync("/cases/" + @case.Number)).Html;
        Assert.Contains("王敏（下班，计入待分配）", before);
        Assert.Contains("归待分配", before);
        Assert.Contains("计入判定", before);
        Assert.Contains("个工作日（", before);
        Assert.DoesNotContain("class=\"ended-clocks\" open", before);

        await app.DoAsync(@case, new ExcuseClock("first_response", 1) { Note = "平台故障" }, app.Supervisor);

        Assert.Contains("class=\"ended-clocks\" open", (await supervisor.GetAsync("/cases/" + @case.Number)).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Act_RefusedOrUnreadable_NamesTheField(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/" + @case.Number);

        var version = await VersionAsync(app, @case);
        var tooMuch = await visitor.PostAsync($"/cases/{@case.Number}/acts/propose", version, ("solution", "全退"), ("amount", "500"));
        Assert.Contains("id=\"f-amount-fault\">¥500.00 超过该订单还可退的 ¥128.00。", tooMuch.Html);
        var unreadable = await visitor.PostAsync($"/cases/{@case.Number}/acts/propose", version, ("solution", "全退"), ("amount", "很多"));
        Assert.Contains("id=\"f-amount-fault\"", unreadable.Html);
        var missing = await visitor.PostAsync($"/cases/{@case.Number}/acts/propose", version, ("amount", "5"));
        Assert.Contains("id=\"f-solution-fault\"", missing.Html);
        Assert.Equal(HttpStatusCode.Conflict, missing.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync($"/cases/{@case.Number}/acts/nonsense", ("note", "x"))).Status);

        var auditor = await app.SignInAsync(app.Auditor);
        Assert.DoesNotContain("data-act", (await auditor.GetAsync("/cases/" + @case.Number)).Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync($"/cases/{@case.Number}/acts/note", ("note", "x"))).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Evidence_Attached_IsServedToItsShopOnly(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/" + @case.Number);

        var refused = await visitor.PostFilesAsync($"/cases/{@case.Number}/acts/attach", [await VersionAsync(app, @case)], ("page.html", "<script>alert(1)</script>"u8.ToArray()));
        Assert.Contains("不是可用的图片、视频或 PDF", refused.Html);
        var done = await visitor.PostFilesAsync($"/cases/{@case.Number}/acts/attach", [await VersionAsync(app, @case)], ("../../杯子.html", Png), ("again.png", Png));
        Assert.Equal(HttpStatusCode.Found, done.Status);

        await using var db = app.Read();
        var evidence = await db.Evidence.SingleAsync();
        Assert.Equal(("image/png", "杯子.html"), (evidence.ContentType, evidence.FileName));
        var path = $"/cases/{@case.Number}/evidence/{evidence.Id}";
        var got = await visitor.GetAsync(path);
        Assert.Equal("image/png", got.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(got.Response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(Png, await got.Response.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignInAsync(app.Stranger)).GetAsync(path)).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Evidence_OneOfSeveralRefused_LeavesTheCaseAsItWasAndAllCanBeSentAgain(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/" + @case.Number);
        var (path, version) = ($"/cases/{@case.Number}/acts/attach", await VersionAsync(app, @case));
        byte[] other = [.. Png, 0];

        Assert.Contains("不是可用的图片、视频或 PDF", (await visitor.PostFilesAsync(path, [version], ("one.png", Png), ("two.html", "<b>"u8.ToArray()))).Html);
        await using var db = app.Read();
        Assert.Equal(0, await db.Evidence.CountAsync());
        Assert.Equal(HttpStatusCode.Found, (await visitor.PostFilesAsync(path, [version], ("one.png", Png))).Status);

        // the first is there already: the second is what is new
        Assert.Equal(HttpStatusCode.Found, (await visitor.PostFilesAsync(path, [await VersionAsync(app, @case)], ("one.png", Png), ("two.png", other))).Status);
        Assert.Equal(["one.png", "two.png"], await db.Evidence.OrderBy(e => e.Id).Select(e => e.FileName).ToListAsync());
        Assert.Contains("已经上传过", (await visitor.PostFilesAsync(path, [await VersionAsync(app, @case)], ("one.png", Png))).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Classify_ASecondComplaintOnTheOrder_ProposesTheGraveGrade(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var first = await app.LogAsync();
        var visitor = await app.SignInAsync(app.Agent);
        Assert.DoesNotContain("30 天内", (await visitor.GetAsync($"/cases/{first.Number}?act=classify")).Html);
        app.Clock.Advance(TimeSpan.FromDays(30));
        var second = await app.LogAsync("又碎了");
        var later = await app.SignInAsync(app.Agent);
        Assert.Contains("30 天内", (await later.GetAsync($"/cases/{second.Number}?act=classify")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Page_OfALongCase_TakesAsManyStatementsAsAShortOne(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        async Task<int> Statements()
        {
            await visitor.GetAsync("/cases/" + @case.Number);
            app.Statements.Restart();
            await visitor.GetAsync("/cases/" + @case.Number);
            return app.Statements.Sent.Count;
        }

        var few = await Statements();
        for (var i = 0; i < 30; i++) await app.DoAsync(@case, new AddNote { Note = $"备注 {i}" }, app.Agent);

        Assert.InRange(few, 1, 20);
        Assert.Equal(few, await Statements());
    }

    [Theory, OnSqlite]
    public async Task Page_WhilePromisesAreOpen_PutsKeepingTheOldestFirst(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        await app.DoAsync(@case, new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments("回电") { Promises = [new PromiseTerms(PromiseKind.CallBack, "回电", Wait.Agent, 24)] } }, app.Agent);
        await app.DoAsync(@case, new FireTrigger(Triggers.Accept), app.Agent);

        Assert.Matches("btn btn-primary\"[^>]*act=keep-promise", (await (await app.SignInAsync(app.Agent)).GetAsync("/cases/" + @case.Number)).Html);
        Assert.DoesNotMatch("btn btn-primary\"[^>]*act=keep-promise", (await (await app.SignInAsync(app.Finance)).GetAsync("/cases/" + @case.Number)).Html);
    }

    [Theory, OnSqlite]
    public async Task Form_AskedByHtmx_IsAPart(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.LogAsync("客户过敏住院");
        var visitor = await app.SignInAsync(app.Agent);

        var part = await visitor.GetPartAsync($"/cases/{@case.Number}/acts/classify");

        Assert.DoesNotContain("<html", part.Html);
        Assert.Contains("规则建议 A 级：提到受伤或危险", part.Html);
        foreach (var act in new[] { "note", "contact", "message", "promise", "escalate", "attach", "change", "link", "withdraw", "mark-duplicate", "hand-over" })
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetPartAsync($"/cases/{@case.Number}/acts/{act}")).Status);
        }
    }

    /// <summary>As a form opened now carries it.</summary>
    private static async Task<(string, string)> VersionAsync(CasesApp app, Case @case)
    {
        await using var db = app.Read();
        return ("version", (await db.Cases.Where(c => c.Id == @case.Id).Select(c => c.Version).SingleAsync()).ToString(CultureInfo.InvariantCulture));
    }
}
