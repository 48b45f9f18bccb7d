using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Chats;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using CsKpiCases.Web.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.ChatChecks;

public sealed class ChatChecksTests
{
    private const string Week = "2026-02-23";

    [Theory, OnSqlite, OnPostgres]
    public async Task Sample_DrawnOnce_IsTheLotOfItsSeed(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await ChatsAsync(app, 30);
        var supervisor = await app.SignInAsync(app.Supervisor);
        Assert.Contains(">30<", (await supervisor.GetAsync("/chat-checks?week=" + Week)).Html);
        var drawn = await supervisor.PostAsync("/chat-checks", ("agent", $"{app.Agent.AccountId}"), ("week", Week), ("count", "4"));
        var again = await supervisor.PostAsync("/chat-checks", ("agent", $"{app.Agent.AccountId}"), ("week", Week), ("count", "20"));

        Assert.Equal(drawn.Location, again.Location);
        await using var db = app.Read();
        var sample = await db.ChatSamples.SingleAsync();
        Assert.Equal((30, new DateOnly(2026, 2, 23), app.Supervisor.AccountId!.Value), (sample.DrawnFrom, sample.WeekOf, sample.DrawnById));
        var chats = await db.ChatFacts.Select(c => c.Id).ToListAsync();
        Assert.Equal(Lot.Draw(chats, sample.Seed, 4), await db.ChatChecks.OrderBy(c => c.Ordinal).Select(c => c.ChatFactId).ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Chat_Marked_ShowsItsPhrasesTellsTheAgentAndCountsInHisMonth(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await ChatsAsync(app, 2);
        var (supervisor, agent, other) = (await app.SignInAsync(app.Supervisor), await app.SignInAsync(app.Agent), await app.SignInAsync(app.OtherAgent));
        await supervisor.GetAsync("/chat-checks");
        var href = (await supervisor.PostAsync("/chat-checks", ("agent", $"{app.Agent.AccountId}"), ("week", Week), ("count", "2"))).Location!;
        await using var db = app.Read();
        var checks = await db.ChatChecks.OrderBy(c => c.Ordinal).Select(c => c.Id).ToListAsync();

        await supervisor.PostAsync($"{href}/{checks[0]}", ("text", "买家：你想怎样\r\n王敏 10:02：不 清 楚，你找快递"), ("skill", "60"), ("attitude", "40"), ("reason", "推诿"));
        await supervisor.PostAsync($"{href}/{checks[1]}", ("attitude", "81"), ("reason", "耐心"));
        await supervisor.PostAsync($"{href}/{checks[1]}", ("attitude", "80"), ("reason", "耐心，但慢"));

        Assert.Equal(2, await db.ChatChecks.Where(c => c.Id == checks[0]).Select(c => c.BannedPhrases).SingleAsync());
        var page = (await agent.GetAsync(href)).Html;
        Assert.Contains("<mark class=\"phrase phrase-brushoff\" title=\"推诿\">不 清 楚</mark>", page);
        Assert.DoesNotContain("<textarea", page);
        Assert.Contains("耐心，但慢", (await agent.GetAsync("/chat-checks/mine")).Html);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(href)).Status);
        Assert.Equal(3, await db.OutboxMessages.CountAsync(m => m.Kind == "notice.chat_marked"));

        var scores = await app.Services.GetRequiredService<ComputeScores>().RunAsync(app.Shop, CalendarMonth.Of(app.Clock.Now, TimeZoneInfo.Utc), default);
        var facts = scores.Cards.Single(c => c.Inputs.AccountId == app.Agent.AccountId).Inputs.Facts;
        Assert.Equal((60m, 60m), (facts.Of("mark:skill").Value, facts.Of("mark:attitude").Value));
        Assert.Equal(2, facts.Of("mark:attitude").SourceIds.Count);
    }

    [Theory, OnSqlite]
    public async Task BadForms_AreSaidAndKeepNothing(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await ChatsAsync(app, 2);
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/chat-checks");
        async Task<string> DrawAsync(string agent, string week, string count) => (await supervisor.FollowAsync(await supervisor.PostAsync("/chat-checks", ("agent", agent), ("week", week), ("count", count)))).Html;
        Assert.Contains("1–20", await DrawAsync($"{app.Agent.AccountId}", Week, "21"));
        Assert.Contains("周：", await DrawAsync($"{app.Agent.AccountId}", "2026-02-24", "3"));
        Assert.Contains("没有他的聊天", await DrawAsync($"{app.OtherAgent.AccountId}", Week, "3"));
        Assert.Contains("不在本店", await DrawAsync($"{app.Stranger.AccountId}", Week, "3"));
        Assert.Equal(HttpStatusCode.BadRequest, (await supervisor.PostAsync("/chat-checks", ("agent", "x"), ("week", "y"))).Status);
        var href = (await supervisor.PostAsync("/chat-checks", ("agent", $"{app.Agent.AccountId}"), ("week", Week), ("count", "1"))).Location!;
        await using var db = app.Read();
        var check = await db.ChatChecks.Select(c => c.Id).SingleAsync();
        foreach (var (skill, reason, said) in new[] { ("101", "x", "0–100"), ("-1", "x", "0–100"), ("", "x", "至少填一项"), ("50", " ", "理由：必填") })
        {
            var page = await supervisor.PostAsync($"{href}/{check}", ("skill", skill), ("reason", reason), ("text", "打过的字"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Contains(said, page.Html);
            Assert.Contains("打过的字", page.Html);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.PostAsync($"{href}/42", ("skill", "50"), ("reason", "x"))).Status);
        Assert.False(await db.Marks.AnyAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Phrases_OfTheShop_ReplaceTheShippedOnes(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor);
        Assert.Contains("不是告诉你了么", (await supervisor.GetAsync("/chat-checks/phrases")).Html);
        var rhetorical = BannedPhrases.Write(BannedPhrases.Shipped, PhraseKind.RhetoricalQuestion);
        await supervisor.PostAsync("/chat-checks/phrases", ("rhetorical", rhetorical), ("blaming", "怪你\n怪 你"), ("brushOff", ""));
        await using var db = app.Read();
        var staffing = await db.ShopStaffings.SingleAsync();
        Assert.Equal((null, "怪你", ""), (staffing.RhetoricalPhrases, staffing.BlamingPhrases, staffing.BrushOffPhrases));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await supervisor.PostAsync("/chat-checks/phrases", ("blaming", new string('x', 4001)))).Status);
    }

    [Theory, OnSqlite]
    public async Task Pages_ForEachRole_OpenAsTheTableOfRightsSays(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        foreach (var person in new[] { app.Agent, app.Supervisor, app.Finance, app.Auditor, app.Manager })
        {
            var visitor = await app.SignInAsync(person);
            foreach (var (path, right) in new[] { ("/chat-checks", Right.CheckChats), ("/chat-checks/phrases", Right.CheckChats), ("/chat-checks/mine", Right.ReadOwnScore), ("/memos", Right.WriteMemos), ("/leave", Right.AskLeave) })
            {
                Assert.Equal(Rights.Allow(person.Roles, right) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await visitor.GetAsync(path)).Status);
            }
        }
    }

    private static Task ChatsAsync(CasesApp app, int count) => app.SaveAsync([.. Enumerable.Range(0, count).Select(i => new ChatFact
    {
        Id = app.NewId(), ShopId = app.Shop.Id, NaturalKey = $"c{i}", ChattedOn = new DateOnly(2026, 2, 23).AddDays(i % 7), AgentId = app.Agent.AccountId, PlatformBuyerId = "tb_lily", Sessions = 1, FirstReplySeconds = 12, AverageReplySeconds = 20,
    })]);
}
