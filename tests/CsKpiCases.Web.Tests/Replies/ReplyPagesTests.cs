using System.Globalization;
using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Replies;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Replies;

/// <summary>Canned replies: kept by supervisors, filled in on a case, counted when they are sent.</summary>
public sealed class ReplyPagesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Save_AReply_KeepsItAndRefusesUnknownVariables(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var visitor = await app.SignInAsync(app.Supervisor);
        await visitor.GetAsync("/replies/new");

        var unknown = await visitor.PostAsync("/replies/new", ("title", "首响"), ("language", "zh-CN"), ("text", "您好 {name}"));
        var empty = await visitor.PostAsync("/replies/new", ("title", ""), ("language", "fr"), ("text", ""), ("category", "x"));
        var saved = await visitor.PostAsync("/replies/new", ("title", "首响"), ("language", "zh-CN"), ("text", "您好，我是{agent}，订单 {order}"), ("category", ComplaintCatalogue.ProductQuality));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, "/replies"), (unknown.Status, empty.Status, saved.Location));
        Assert.Contains("没有这些变量：{name}", unknown.Html);
        Assert.Contains("您好 {name}", unknown.Html);
        foreach (var fault in new[] { "请填写标题", "请填写内容", "请选择语言", "请从列表中选择类别" }) Assert.Contains(fault, empty.Html);
        Assert.Contains("首响", (await visitor.GetAsync("/replies")).Html);
        await using var db = app.Read();
        Assert.Equal(app.Supervisor.AccountId, (await db.CannedReplies.SingleAsync()).ChangedById);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Save_OnTopOfAnothers_IsRefused(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var reply = await ReplyAsync(app, "首响", "您好");
        var visitor = await app.SignInAsync(app.Supervisor);
        var at = "/replies/" + reply.Id.ToString(CultureInfo.InvariantCulture);
        await visitor.GetAsync(at);
        var seen = reply.ChangedAt.Ticks.ToString(CultureInfo.InvariantCulture);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var first = await visitor.PostAsync(at, ("title", "首响"), ("language", "zh-CN"), ("text", "您好啊"), ("seen", seen));
        var second = await visitor.PostAsync(at, ("title", "首响"), ("language", "zh-CN"), ("text", "盖掉"), ("seen", seen));

        Assert.Equal(("/replies", HttpStatusCode.Conflict), (first.Location, second.Status));
        Assert.Contains("刚被别人改过", second.Html);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/replies/5")).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Offer_OnACase_FillsInAndSaysWhatIsMissing(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        await app.DoAsync(@case, new MakePromise(PromiseKind.CallBack, "下午回电", Wait.Agent, app.Clock.Now.AddHours(5)), app.Agent);
        await ReplyAsync(app, "承诺", "{promise}，{due}，{order} {courier} {tracking} {agent} {shop} {case}");
        await ReplyAsync(app, "别的类别", "x", ComplaintCatalogue.Service);
        await ReplyAsync(app, "Greeting", "Hello {agent}", language: "en");
        var retired = await ReplyAsync(app, "停用的", "x");
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/replies");
        await supervisor.PostAsync($"/replies/{retired.Id}/retired", ("value", "true"));
        var visitor = await app.SignInAsync(app.Agent);

        var part = await visitor.GetPartAsync($"/cases/{@case.Number}/replies");
        var english = await visitor.GetPartAsync($"/cases/{@case.Number}/replies?language=en");

        Assert.Contains($"下午回电，3 月 2 日", part.Html);
        Assert.Contains($"T100200300 顺丰 SF1029384756 王敏 棉花小铺 {@case.Number}", part.Html);
        Assert.DoesNotContain("<html", part.Html);
        foreach (var absent in new[] { "别的类别", "Greeting", "停用的" }) Assert.DoesNotContain(absent, part.Html);
        Assert.Contains("Hello 王敏", english.Html);
        Assert.Contains("<html", (await visitor.GetAsync($"/cases/{@case.Number}/replies")).Html);
        var bare = await app.LogAsync("没有订单", withOrder: false);
        Assert.Contains("缺少：", (await visitor.GetPartAsync($"/cases/{bare.Number}/replies")).Html);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignInAsync(app.Stranger)).GetPartAsync($"/cases/{@case.Number}/replies")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignInAsync(app.Auditor)).GetPartAsync($"/cases/{@case.Number}/replies")).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Contact_WithAReply_StandsInTheHistoryAndIsCounted(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var reply = await ReplyAsync(app, "首响", "您好");
        var visitor = await app.SignInAsync(app.Agent);
        var form = await visitor.GetAsync($"/cases/{@case.Number}?act=contact&replyId={reply.Id}&note=%E6%82%A8%E5%A5%BD");
        Assert.Contains($"name=\"replyId\" value=\"{reply.Id}\"", form.Html);
        Assert.Contains(">您好</textarea>", form.Html);
        var version = @case.Version.ToString(CultureInfo.InvariantCulture);

        var wrong = await visitor.PostAsync($"/cases/{@case.Number}/acts/contact", ("version", version), ("channel", "Phone"), ("reached", "true"), ("note", "您好"), ("replyId", "77"));
        var done = await visitor.PostAsync($"/cases/{@case.Number}/acts/contact", ("version", version), ("channel", "Phone"), ("reached", "true"), ("note", "您好"), ("replyId", $"{reply.Id}"));

        Assert.Equal(HttpStatusCode.Conflict, wrong.Status);
        Assert.Contains("快捷回复", (await visitor.FollowAsync(done)).Html);
        await using var db = app.Read();
        var kept = await db.CannedReplies.SingleAsync();
        Assert.Equal((1, app.Clock.Now), (kept.UseCount, kept.LastUsedAt!.Value));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TakeShipped_Twice_AddsEachOnceAndIsTheSupervisors(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor);
        var agent = await app.SignInAsync(app.Agent);
        await supervisor.GetAsync("/replies");
        await agent.GetAsync("/replies");

        for (var i = 0; i < 2; i++) await supervisor.PostAsync("/replies/shipped");
        var refused = await agent.PostAsync("/replies/shipped");

        await using var db = app.Read();
        Assert.Equal(ShippedReplies.All.Count, await db.CannedReplies.CountAsync());
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (refused.Status, (await agent.GetAsync("/replies/new")).Status));
    }

    private static async Task<CannedReply> ReplyAsync(CasesApp app, string title, string text, string? category = null, string language = "zh-CN")
    {
        var visitor = await app.SignInAsync(app.Supervisor);
        await visitor.GetAsync("/replies/new");
        var saved = await visitor.PostAsync("/replies/new", ("title", title), ("language", language), ("text", text), ("category", category ?? ""));
        Assert.Equal("/replies", saved.Location);
        await using var db = app.Read();
        return await db.CannedReplies.SingleAsync(r => r.Title == title);
    }
}
