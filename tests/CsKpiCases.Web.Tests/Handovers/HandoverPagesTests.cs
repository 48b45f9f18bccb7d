using System.IO.Compression;
using System.Net;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Handovers;

public sealed class HandoverPagesTests
{
    [Theory]
    [OnSqlite("zh-CN", "还没有交接", "无人负责（待分配）", "没有变化")]
    [OnPostgres("zh-CN", "还没有交接", "无人负责（待分配）", "没有变化")]
    [OnSqlite("en", "No hand-overs yet", "Nobody (queue)", "unchanged")]
    public async Task Pages_OfAShift_ListItsCasesByOwnerThenAndNow(StoreProvider provider, string language, string none, string nobody, string same)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var agent = await app.SignInAsync(app.Agent, language);
        Assert.Contains(none, (await agent.GetAsync("/handovers")).Html);
        await AddShiftAsync(app);
        var mine = await app.InvestigatingAsync("=1+1");
        var queued = await app.ClassifiedAsync("待分配的盘子");
        app.Clock.Advance(TimeSpan.FromHours(7));
        await app.Services.GetRequiredService<JobRunner>().RunOwedAsync(default);

        var list = await agent.GetAsync("/handovers");
        Assert.Contains("2026-03-02 白班", list.Html);
        var id = await IdAsync(app);
        Assert.Contains($"/handovers/{id}", list.Html);
        var page = await agent.GetAsync($"/handovers/{id}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.All([mine.Number, queued.Number, nobody, "王敏", same], text => Assert.Contains(text, page.Html));
        await app.DoAsync(queued, new Domain.Cases.FireTrigger(Domain.Cases.Triggers.Assign) { Arguments = new Domain.Cases.AssignArguments(app.OtherAgent.AccountId!.Value), Override = true, Note = "急" }, app.Supervisor);
        Assert.Contains("李静", (await agent.GetAsync($"/handovers/{id}")).Html);

        var csv = await agent.GetAsync($"/handovers/{id}/csv");
        Assert.Equal("text/csv", csv.Response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("'=1+1", csv.Html);
        var xlsx = await agent.GetAsync($"/handovers/{id}/xlsx");
        await using var zip = new ZipArchive(await xlsx.Response.Content.ReadAsStreamAsync());
        Assert.Contains(zip.Entries, e => e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal) || e.FullName.Contains("worksheets/", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Page_ReadLater_SaysWhatToDoFirstWhatRanOutSinceAndWhatIsDone(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await AddShiftAsync(app);
        var waiting = await app.ClassifiedAsync("等着分配");
        var closed = await app.ClassifiedAsync("重复的一张");
        app.Clock.Advance(TimeSpan.FromHours(7));
        await app.Services.GetRequiredService<JobRunner>().RunOwedAsync(default);
        await app.DoAsync(closed, new Domain.Cases.FireTrigger(Domain.Cases.Triggers.Withdraw) { Note = "买家撤回" }, app.Supervisor);
        var (agent, id) = (await app.SignInAsync(app.Agent), await IdAsync(app));
        Assert.DoesNotContain("交班后超时", (await agent.GetAsync($"/handovers/{id}")).Html);
        app.Clock.Advance(TimeSpan.FromHours(20));

        agent = await app.SignInAsync(app.Agent); // his session has ended by then
        var page = await agent.GetAsync($"/handovers/{id}");

        var parts = page.Html.Split("<section ");
        var (first, queue) = (parts.Single(p => p.Contains("先办这些")), parts.Single(p => p.Contains("<h2>无人负责（待分配）</h2>")));
        Assert.Contains(waiting.Number, first);
        Assert.DoesNotContain(closed.Number, first);
        Assert.Matches("deadline overdue\">.*交班后超时", first);
        Assert.True(queue.IndexOf(waiting.Number, StringComparison.Ordinal) < queue.IndexOf(closed.Number, StringComparison.Ordinal));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(queue, "class=\"done\""));
        Assert.Contains("白班", (await agent.GetAsync($"/handovers/{id}/csv")).Response.Content.Headers.ContentDisposition!.FileNameStar);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Page_OfACaseThatOnlyItsStatesTimerDrives_ShowsTheTimer(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await AddShiftAsync(app);
        var asked = await app.InvestigatingAsync();
        await app.DoAsync(asked, new Domain.Cases.LogContact(Domain.Cases.Channel.Phone, Reached: true), app.Agent);
        await app.DoAsync(asked, new Domain.Cases.FireTrigger(Domain.Cases.Triggers.AskBuyer) { Note = "请补充照片" }, app.Agent);
        app.Clock.Advance(TimeSpan.FromHours(7));
        await app.Services.GetRequiredService<JobRunner>().RunOwedAsync(default);
        await using (var db = app.Read()) Assert.Null(await db.ShiftHandoverLines.Select(l => l.DueAt).SingleAsync());

        var page = await (await app.SignInAsync(app.Agent)).GetAsync($"/handovers/{await IdAsync(app)}");

        Assert.Contains("状态计时", page.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Handover_OfAnotherShop_IsNotThere(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await AddShiftAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(7));
        await app.Services.GetRequiredService<JobRunner>().RunOwedAsync(default);
        var id = await IdAsync(app);
        var stranger = await app.SignInAsync(app.Stranger);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/handovers/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/handovers/{id}/csv")).Status);
        Assert.DoesNotContain("白班", (await stranger.GetAsync("/handovers")).Html);
        var agent = await app.SignInAsync(app.Agent, "en");
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync("/handovers/1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync("/handovers/x")).Status);
        Assert.Contains("Nothing was left open", (await agent.GetAsync($"/handovers/{id}")).Html);
        Assert.Equal(HttpStatusCode.Redirect, (await app.Anonymous().GetAsync("/handovers")).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Notice_OfAHandover_OpensIt(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await AddShiftAsync(app);
        await app.ClassifiedAsync();
        app.Clock.Advance(TimeSpan.FromHours(7));
        var jobs = app.Services.GetRequiredService<JobRunner>();
        await jobs.RunOwedAsync(default);
        await jobs.RunMinuteAsync(default);
        var supervisor = await app.SignInAsync(app.Supervisor);

        Assert.Contains("2026-03-02 白班交班：未完结 1 单，其中 1 单无人负责", (await supervisor.GetAsync("/notices")).Html);
        await using var db = app.Read();
        var notice = await db.Notices.SingleAsync(n => n.AccountId == app.Supervisor.AccountId && n.TextKey == "notice.shift_handover");
        Assert.Equal($"/handovers/{await IdAsync(app)}", (await supervisor.PostAsync($"/notices/{notice.Id}/open")).Location);
        // somebody else's is nobody's business
        var agent = await app.SignInAsync(app.Agent);
        await agent.GetAsync("/notices");
        Assert.Equal("/notices", (await agent.PostAsync($"/notices/{notice.Id}/open")).Location);
    }

    [Theory, OnSqlite]
    public async Task List_LongerThanAPage_GoesOnBehindItsLast(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await AddShiftAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(60));
        await app.Services.GetRequiredService<JobRunner>().RunOwedAsync(default);
        var agent = await app.SignInAsync(app.Agent);

        var first = await agent.GetAsync("/handovers");
        Assert.Contains("2026-04-30 白班", first.Html);
        Assert.DoesNotContain("2026-03-02 白班", first.Html);
        var older = System.Text.RegularExpressions.Regex.Match(first.Html, "/handovers\\?before=\\d+").Value;
        var second = await agent.GetAsync(older);
        Assert.Contains("2026-03-02 白班", second.Html);
        Assert.DoesNotContain("2026-04-30 白班", second.Html);
        Assert.DoesNotContain("rel=\"next\"", second.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task JobsPage_AskedForADay_RunsItsShiftsByHand(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var manager = await app.SignInAsync(app.Manager, "en");
        await manager.GetAsync("/jobs");
        Assert.Contains("no shifts yet", (await manager.FollowAsync(await manager.PostAsync("/jobs/run", ("job", "shift-handover"), ("date", "2026-03-02")))).Html);
        await AddShiftAsync(app);
        Assert.Contains("not over yet", (await manager.FollowAsync(await manager.PostAsync("/jobs/run", ("job", "shift-handover"), ("date", "2026-03-02")))).Html);
        app.Clock.Advance(TimeSpan.FromHours(7));
        var jobs = app.Services.GetRequiredService<JobRunner>();
        await jobs.RunOwedAsync(default);

        await manager.PostAsync("/jobs/run", ("job", "shift-handover"), ("date", "2026-03-02"));
        await manager.PostAsync("/jobs/run", ("job", "shift-handover"), ("date", "2026-02-20")); // before there were shifts, and whoever asks gets it
        await jobs.RunOwedAsync(default);

        await using var db = app.Read();
        Assert.Equal(["2026-02-20T08:00:00Z/001", "2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z/001"], await db.JobRuns.Where(r => r.Job == "shift-handover").OrderBy(r => r.Period).Select(r => r.Period).ToListAsync());
        Assert.Equal(2, await db.ShiftHandovers.CountAsync());
        Assert.Contains("16:00", (await manager.GetPartAsync("/jobs/runs?job=shift-handover")).Html);
    }

    private static async Task AddShiftAsync(CasesApp app)
    {
        await using var db = app.Read();
        db.Add(new Shift { Id = app.Services.GetRequiredService<IdSource>().Next(), ShopId = app.Shop.Id, Name = "白班", StartsAt = new(8, 30), EndsAt = new(16, 0) });
        await db.SaveChangesAsync();
    }

    private static async Task<long> IdAsync(CasesApp app)
    {
        await using var db = app.Read();
        return await db.ShiftHandovers.Select(h => h.Id).SingleAsync();
    }
}
