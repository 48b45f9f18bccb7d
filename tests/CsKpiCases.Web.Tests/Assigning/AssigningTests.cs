using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Assigning;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using CsKpiCases.Web.Tests.Staff;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Assigning;

public sealed class AssigningTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Board_ShowsWaitingCasesAndEachAgentsLoad(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var waiting = await app.ClassifiedAsync();
        for (var i = 0; i < 3; i++) await app.InvestigatingAsync();

        var page = await (await app.SignInAsync(app.Supervisor)).GetAsync("/assign");

        Assert.Contains(waiting.Number, page.Html);
        Assert.Matches($"owner={app.Agent.AccountId}\">3</a>", page.Html);
        Assert.Matches($"owner={app.OtherAgent.AccountId}\">0</a>", page.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Assign_ToOne_Claimed_OrToTheLeastLoaded_GivesTheCasesAway(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.InvestigatingAsync();
        Case[] cases = [await app.ClassifiedAsync(), await app.ClassifiedAsync(), await app.ClassifiedAsync(), await app.ClassifiedAsync()];
        var supervisor = await app.SignInAsync(app.Supervisor);
        var other = await app.SignInAsync(app.OtherAgent);
        await supervisor.GetAsync("/assign");
        await other.GetAsync("/assign");

        await supervisor.PostAsync("/assign", ("act", "auto"), ("ids", $"{cases[0].Id}"), ("ids", $"{cases[1].Id}"));
        await supervisor.PostAsync("/assign", ("act", "assign"), ("ownerId", $"{app.Agent.AccountId}"), ("ids", $"{cases[2].Id}"));
        var claimed = await other.FollowAsync(await other.PostAsync("/assign", ("act", "claim"), ("ids", $"{cases[3].Id}")));

        await using var db = app.Read();
        var owners = await db.Cases.Where(c => c.State == SharedWorkflow.Assigned).OrderBy(c => c.Id).Select(c => c.OwnerId).ToListAsync();
        // one each for the first two: the other agent had none, then both had one and the lower id goes first
        Assert.Equal([app.OtherAgent.AccountId, app.Agent.AccountId, app.Agent.AccountId, app.OtherAgent.AccountId], owners);
        Assert.Contains("已处理 1 单", claimed.Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.PostAsync("/assign", ("act", "auto"), ("ids", $"{cases[0].Id}"))).Status);
        Assert.Contains("没有待分配的工单", (await supervisor.GetAsync("/assign")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Assign_WithoutAgentOrCase_StaysOnThePageWithWhatWasChosen(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (ticked, left) = (await app.ClassifiedAsync(), await app.ClassifiedAsync());
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/assign");

        var noAgent = await supervisor.PostAsync("/assign", ("act", "assign"), ("ids", $"{ticked.Id}"));
        var noCase = await supervisor.PostAsync("/assign", ("act", "assign"), ("ownerId", $"{app.Agent.AccountId}"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (noAgent.Status, noCase.Status));
        Assert.Contains("请选择客服。", noAgent.Html);
        Assert.Matches($"value=\"{ticked.Id}\" checked=\"checked\"", noAgent.Html);
        Assert.DoesNotMatch($"value=\"{left.Id}\" checked", noAgent.Html);
        Assert.Contains("请至少勾选一张工单。", noCase.Html);
        Assert.Matches($"value=\"{app.Agent.AccountId}\" checked=\"checked\"", noCase.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Assign_ToWhoHasTooMuch_AsksForAReasonAndKeepsIt(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.SaveAsync(new ShopStaffing { ShopId = app.Shop.Id, WorkLimit = 1 });
        await app.InvestigatingAsync();
        var waiting = await app.ClassifiedAsync();
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/assign");

        var warned = await supervisor.PostAsync("/assign", ("act", "assign"), ("ids", $"{waiting.Id}"), ("ownerId", $"{app.Agent.AccountId}"));
        var done = await supervisor.FollowAsync(await supervisor.PostAsync("/assign", ("act", "assign"), ("ids", $"{waiting.Id}"), ("ownerId", $"{app.Agent.AccountId}"), ("note", "他最懂")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, warned.Status);
        Assert.Contains("分给他会超过在手上限", warned.Html);
        Assert.Matches($"value=\"{waiting.Id}\" checked=\"checked\"", warned.Html);
        Assert.Contains("已处理 1 单", done.Html);
        Assert.Contains("overloaded", done.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Move_FromOneAgentToAnother_ChangesTheOwnerAndTellsBoth(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var supervisor = await app.SignInAsync(app.Supervisor);
        var page = await supervisor.GetAsync($"/assign?of={app.Agent.AccountId}");
        Assert.Contains(@case.Number, page.Html);

        await supervisor.PostAsync("/assign", ("act", "assign"), ("of", $"{app.Agent.AccountId}"), ("ids", $"{@case.Id}"), ("ownerId", $"{app.OtherAgent.AccountId}"));

        await using var db = app.Read();
        var moved = await db.Cases.SingleAsync(c => c.Id == @case.Id);
        Assert.Equal((app.OtherAgent.AccountId, "Investigating"), (moved.OwnerId, moved.State));
        Assert.Equal(EventKind.OwnerChanged, (await db.CaseEvents.SingleAsync(e => e.CaseId == @case.Id && e.Trigger == Triggers.Reassign)).Kind);
        Assert.Single(await db.OutboxMessages.Where(m => m.Kind == "notice.case_taken").ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Queue_LongerThanAPage_GoesOnWhereThePageEnded(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        for (var i = 0; i < ReadBoard.PageSize + 2; i++) await app.ClassifiedAsync();
        var supervisor = await app.SignInAsync(app.Supervisor);
        var first = (await supervisor.GetAsync("/assign")).Html;
        var next = System.Text.RegularExpressions.Regex.Match(first, "href=\"(/assign\\?after=[^\"]+)\"").Groups[1].Value;
        var second = (await supervisor.GetAsync(next)).Html;
        Assert.Equal((ReadBoard.PageSize, 2), (Count(first), Count(second)));
        Assert.Equal(HttpStatusCode.OK, (await supervisor.GetAsync("/assign?after=nonsense&of=-1")).Status);
        static int Count(string html) => System.Text.RegularExpressions.Regex.Count(html, "<tr data-row");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Mode_Chosen_IsKept(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.ClassifiedAsync();
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/assign");
        var saved = await supervisor.FollowAsync(await supervisor.PostAsync("/assign/mode", ("mode", "RoundRobin")));
        Assert.Contains("分配方式已改为：轮流", saved.Html);
        Assert.Equal(HttpStatusCode.BadRequest, (await supervisor.PostAsync("/assign/mode", ("mode", "Nonsense"))).Status);
        await using var db = app.Read();
        Assert.Equal(AssignmentMode.RoundRobin, (await db.ShopStaffings.SingleAsync()).Mode);
        Assert.False(await db.Cases.AnyAsync(c => c.State == SharedWorkflow.Classified)); // what waited is given away at once
    }
}
