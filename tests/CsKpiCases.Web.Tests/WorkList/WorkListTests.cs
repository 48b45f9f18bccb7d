using System.Net;
using System.Text.RegularExpressions;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.WorkList;

public sealed partial class WorkListTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task List_OfAnAgent_ShowsHisCasesWithTheClockTheyAreSortedBy(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var mine = await app.InvestigatingAsync("杯子碎了");
        var unowned = await app.ClassifiedAsync("尺码不对");
        var visitor = await app.SignInAsync(app.Agent);

        var page = await visitor.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(mine.Number, page.Html);
        Assert.DoesNotContain(unowned.Number, page.Html);
        Assert.Contains("countdown-clock", page.Html);
        Assert.Contains("¥128.00", page.Html);
        Assert.Contains(unowned.Number, (await visitor.GetAsync("/cases?view=unassigned")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task List_OnOnePage_TakesFewStatements(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        for (var i = 0; i < 8; i++) await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases?view=team");

        app.Statements.Restart();
        await visitor.GetAsync("/cases?view=team");

        Assert.InRange(app.Statements.Sent.Count, 1, 4);
    }

    [Fact]
    public async Task List_OnSqlite_WalksTheIndexesOfOpenCases()
    {
        await using var app = await CasesApp.StartAsync(StoreProvider.Sqlite);
        await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases");
        foreach (var (path, index) in new[]
        {
            ("/cases?view=mine", "IX_Cases_Open_Owner_Due"), ("/cases?view=team", "IX_Cases_Open_Due"), ("/cases?view=unassigned", "IX_Cases_Open_Owner_Due"),
            ("/cases?view=today", "IX_Cases_Open_Due"), ("/cases?view=breached", "IX_Cases_Open_Due"), ("/cases?view=team&after=1772400000-5", "IX_Cases_Open_Due"),
            ("/cases?view=team&before=1772400000-5", "IX_Cases_Open_Due"), ("/cases?view=team&state=Investigating", "IX_Cases_Open_"),
        })
        {
            app.Statements.Restart();
            await visitor.GetAsync(path);
            var statement = app.Statements.Sent.Single(sql => sql.Contains("\"Subject\"", StringComparison.Ordinal));
            var plan = await PlanAsync(app, statement);
            Assert.True(plan.Exists(step => step.Contains(index, StringComparison.Ordinal)), path + ": " + string.Join(" | ", plan));
            Assert.DoesNotContain(plan, step => step.StartsWith("SCAN c", StringComparison.Ordinal) || step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        }

        var counts = app.Statements.Sent.First(sql => sql.Contains("COUNT(*)", StringComparison.Ordinal));
        var searches = (await PlanAsync(app, counts)).FindAll(step => step.StartsWith("SEARCH c", StringComparison.Ordinal));
        Assert.Equal(5, searches.Count);
        Assert.All(searches, step => Assert.Contains("INDEX IX_Cases_Open_", step, StringComparison.Ordinal));
        Assert.Equal(2, searches.Count(step => step.Contains("INDEX IX_Cases_Open_Owner_Due", StringComparison.Ordinal)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task List_AskedForWithACharacterZeroOrHalfACharacter_IsNoFaultOfOurs(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var visitor = await app.SignInAsync(app.Agent);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync("/cases?q=a%00b")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync("/cases?state=%00")).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/cases?q=" + new string('a', 199) + "%F0%9F%98%80")).Status);
        var supervisor = await app.SignInAsync(app.Supervisor);
        foreach (var day in new[] { "0001-01-01", "9999-12-31" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await supervisor.GetAsync("/reports/nightly/" + day)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await supervisor.GetAsync($"/reports/nightly/{day}/cases?by=Shop&key=&figure=breached")).Status);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Pages_ForthAndBack_ShowEveryCaseOnceInTheSameOrder(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        for (var i = 0; i < 120; i++)
        {
            await app.LogAsync($"工单 {i}", withOrder: false);
            if (i % 3 == 0) app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var visitor = await app.SignInAsync(app.Agent);
        var pages = new List<List<string>>();
        string? next = "/cases?view=team", last = null;
        while (next is not null)
        {
            var html = (await visitor.GetAsync(next)).Html;
            pages.Add(Numbers(html));
            last = html;
            next = Link(html, "next");
        }

        Assert.Equal([50, 50, 20], pages.Select(p => p.Count));
        Assert.Equal(120, pages.SelectMany(p => p).Distinct().Count());
        var back = Numbers((await visitor.GetAsync(Link(last!, "prev")!)).Html);
        Assert.Equal(pages[1], back);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Search_ByNumberOrderTrackingBuyerOrText_FindsClosedCasesToo(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var open = await app.LogAsync("收到的杯子碎了");
        var closed = await app.LogAsync("包装破损严重");
        await app.DoAsync(closed, new FireTrigger(Triggers.Withdraw) { Note = "买家撤回" }, app.Agent);
        var visitor = await app.SignInAsync(app.Agent);

        var exact = await visitor.GetAsync("/cases?q=" + open.Number.ToLowerInvariant());
        Assert.Equal("/cases/" + open.Number, exact.Location);
        foreach (var query in new[] { "T100200300", "SF1029384756", "tb_lily" })
        {
            Assert.Equal([closed.Number, open.Number], Numbers((await visitor.GetAsync("/cases?q=" + query)).Html));
        }

        Assert.Equal([closed.Number], Numbers((await visitor.GetAsync("/cases?q=破损")).Html));
        Assert.Contains("没有找到工单", (await visitor.GetAsync("/cases?q=不存在的字")).Html);
        Assert.Contains("没有找到工单", (await (await app.SignInAsync(app.Stranger)).GetAsync("/cases?q=破损")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Filters_InTheAddress_NarrowTheList(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var investigating = await app.InvestigatingAsync();
        var classified = await app.ClassifiedAsync();
        var visitor = await app.SignInAsync(app.Supervisor);
        async Task<List<string>> Found(string query) => Numbers((await visitor.GetAsync("/cases?view=team&" + query)).Html);

        Assert.Equal([investigating.Number], await Found("state=Investigating"));
        Assert.Equal([classified.Number], await Found("stage=classify"));
        Assert.Equal([classified.Number], await Found("wait=supervisor"));
        Assert.Equal([investigating.Number], await Found("owner=" + app.Agent.AccountId));
        Assert.Equal(2, (await Found("grade=C&type=complaint&priority=normal")).Count);
        Assert.Empty(await Found("grade=A"));
        Assert.Equal(2, (await Found("stage=nonsense&after=broken")).Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Bulk_AssignAndNote_DoesEachAndSaysWhatWasRefused(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var waiting = await app.ClassifiedAsync();
        var logged = await app.LogAsync("另一单");
        var visitor = await app.SignInAsync(app.Supervisor);
        await visitor.GetAsync("/cases?view=team");

        var done = await visitor.PostAsync("/cases/bulk", ("act", "assign"), ("ids", $"{waiting.Id}"), ("ids", $"{logged.Id}"),
            ("ownerId", $"{app.OtherAgent.AccountId}"), ("returnUrl", "/cases?view=team"));
        var page = await visitor.FollowAsync(done);

        Assert.Contains("已处理 1 单", page.Html);
        Assert.Contains("1 单没有处理", page.Html);
        await using var db = app.Read();
        var assigned = await db.Cases.SingleAsync(c => c.Id == waiting.Id);
        Assert.Equal((SharedWorkflow.Assigned, app.OtherAgent.AccountId), (assigned.State, assigned.OwnerId));

        await visitor.PostAsync("/cases/bulk", ("act", "note"), ("ids", $"{waiting.Id}"), ("ids", $"{logged.Id}"), ("note", "今天优先"));
        Assert.Equal(2, await db.CaseEvents.CountAsync(e => e.Note == "今天优先"));
    }

    [Theory, OnSqlite]
    public async Task List_WhenEmptyOrForbidden_SaysWhatToDo(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);

        Assert.Contains("没有待处理的工单", (await (await app.SignInAsync(app.Agent)).GetAsync("/cases")).Html);
        Assert.Contains("Nothing to do here", (await (await app.SignInAsync(app.Agent, "en")).GetAsync("/cases")).Html);
        Assert.StartsWith("/sign-in?", (await app.Anonymous().GetAsync("/cases")).Location, StringComparison.Ordinal);
        var auditor = await app.SignInAsync(app.Auditor);
        await auditor.GetAsync("/cases");
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync("/cases/bulk", ("act", "note"), ("ids", "1"), ("note", "x"))).Status);
    }

    private static List<string> Numbers(string html) => [.. RowLink().Matches(html).Select(m => m.Groups[1].Value)];

    private static string? Link(string html, string rel) =>
        Regex.Match(html, $"rel=\"{rel}\" href=\"([^\"]+)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    private static async Task<List<string>> PlanAsync(CasesApp app, string statement)
    {
        await using var db = app.Read();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        await db.Database.OpenConnectionAsync();
#pragma warning disable CA2100 // the statement is the site's own
        command.CommandText = "EXPLAIN QUERY PLAN " + statement;
#pragma warning restore CA2100
        foreach (var name in Parameter().Matches(statement).Select(m => m.Value).Distinct())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, 1);
            command.Parameters.Add(parameter);
        }

        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) steps.Add(reader.GetString(3));
        return steps;
    }

    [GeneratedRegex("<span class=\"case-no\"><a href=\"/cases/(AS[0-9]+)\"")]
    private static partial Regex RowLink();

    [GeneratedRegex("@[A-Za-z_0-9]+")]
    private static partial Regex Parameter();
}
