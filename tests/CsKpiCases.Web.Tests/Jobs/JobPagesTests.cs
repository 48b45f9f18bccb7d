using System.IO.Compression;
using System.Net;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Jobs;

public sealed class JobPagesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task JobsPage_ByRole_IsReadAndRunByThoseWhoMay(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.Services.GetRequiredService<JobRunner>().RunMinuteAsync(default);
        var agent = await app.SignInAsync(app.Agent);
        var supervisor = await app.SignInAsync(app.Supervisor);
        var manager = await app.SignInAsync(app.Manager);

        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/jobs")).Status);
        var read = await supervisor.GetAsync("/jobs");
        Assert.Contains("时限检查", read.Html);
        Assert.DoesNotContain("立即运行", read.Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.PostAsync("/jobs/run", ("job", "nightly-report"), ("date", "2026-03-02"))).Status);
        Assert.Contains("立即运行", (await manager.GetAsync("/jobs")).Html);
        Assert.Equal("/jobs", (await manager.PostAsync("/jobs/run", ("job", "nightly-report"), ("date", "2026-03-02"))).Location);
        Assert.Contains("还没有结束", (await manager.FollowAsync(await manager.PostAsync("/jobs/run", ("job", "nightly-report"), ("date", "2026-03-04")))).Html);
        foreach (var (job, date) in new[] { ("nightly-report", "0001-01-01"), ("score-calculation", "0001-01"), ("shift-handover", "0001-01-01T00:00:00Z"), ("shift-handover", "2026-03-01T13:37:00Z") })
        {
            Assert.Contains("请选择日期", (await manager.FollowAsync(await manager.PostAsync("/jobs/run", ("job", job), ("date", date)))).Html);
        }

        Assert.Contains("没有这个任务", (await manager.FollowAsync(await manager.PostAsync("/jobs/run", ("job", "x"), ("date", "2026-03-02")))).Html);

        await using var db = app.Read();
        var owed = await db.JobRuns.SingleAsync(r => r.Period.StartsWith("2026-03-02/"));
        Assert.Equal((app.Manager.AccountId, JobRunState.Owed), (owed.AskedById, owed.State));
        Assert.Equal("nightly-report 2026-03-02", (await db.AuditEntries.SingleAsync()).Subject);
        await app.Services.GetRequiredService<JobRunner>().RunOwedAsync(default);
        Assert.Contains("总经理", (await manager.GetPartAsync("/jobs/runs?job=nightly-report")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ReportPage_OfADay_SaysItInOneSentenceAndOpensItsFigures(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync("=1+1");
        app.Clock.Advance(TimeSpan.FromDays(1));
        var jobs = app.Services.GetRequiredService<JobRunner>();
        await jobs.RunMinuteAsync(default);
        await jobs.RunOwedAsync(default);
        var supervisor = await app.SignInAsync(app.Supervisor);
        var manager = await app.SignInAsync(app.Manager);

        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync(app.Agent)).GetAsync("/reports/nightly")).Status);
        var page = await supervisor.GetAsync("/reports/nightly");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("当日新增 1 单，判定 1 单，超时 1 单（100.0%），比前日多 1。", page.Html);
        Assert.Contains("/cases/" + @case.Number, page.Html);
        Assert.DoesNotContain("重新生成", page.Html);
        Assert.Contains(@case.Number, (await supervisor.GetAsync("/reports/nightly/2026-03-02/cases?by=Shop&key=&figure=breached")).Html);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.GetAsync("/reports/nightly/2026-03-02/cases?by=Shop&key=&figure=x")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.GetAsync("/reports/nightly/yesterday")).Status);
        Assert.Equal(HttpStatusCode.OK, (await supervisor.GetAsync("/reports/nightly/2026-02-01")).Status);

        Assert.Contains("重新生成", (await manager.GetAsync("/reports/nightly/2026-03-02")).Html);
        Assert.Equal("/reports/nightly/2026-03-02", (await manager.PostAsync("/reports/nightly/2026-03-02/run")).Location);
        var again = await manager.GetAsync("/reports/nightly/2026-03-02");
        Assert.Contains("第 2 版", again.Html);
        Assert.Contains("第 1 版", again.Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.PostAsync("/reports/nightly/2026-03-02/run")).Status);
    }

    [Theory, OnSqlite]
    public async Task ReportFiles_WithAFormulaForASubject_HoldItAsText(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.InvestigatingAsync("=HYPERLINK(\"x\")");
        app.Clock.Advance(TimeSpan.FromDays(1));
        var jobs = app.Services.GetRequiredService<JobRunner>();
        await jobs.RunMinuteAsync(default);
        await jobs.RunOwedAsync(default);
        var supervisor = await app.SignInAsync(app.Supervisor, "en");

        var csv = await supervisor.GetAsync("/reports/nightly/2026-03-02/csv");
        Assert.Equal("text/csv", csv.Response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Whole shop", csv.Html);
        var xlsx = await supervisor.GetAsync("/reports/nightly/2026-03-02/xlsx");
        await using var zip = new ZipArchive(await xlsx.Response.Content.ReadAsStreamAsync());
        using var sheet = new StreamReader(await zip.Entries.Single(e => e.FullName.EndsWith("sheet2.xml", StringComparison.Ordinal)).OpenAsync());
        var text = await sheet.ReadToEndAsync();
        Assert.Contains("inlineStr", text);
        Assert.Contains("=HYPERLINK", text);
        Assert.DoesNotContain("<x:f>", text);
    }
}
