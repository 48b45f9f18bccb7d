using System.Net;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.DryRuns;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.DryRuns;

public sealed class DryRunPagesTests
{
    private const string Address = "/sla/dry-run";

    [Theory, OnSqlite, OnPostgres]
    public async Task DryRun_AskedForWithPolicies_SaysHowManyWouldHaveBreachedAndWhich(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.LiveAsync();
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync(Address);
        var draft = PolicyFile.Format((await app.CurrentPoliciesAsync()).WithLimit(ClockNames.FirstResponse, SlaDuration.OfSeconds(1800)));

        var asked = await supervisor.PostAsync(Address, ("month", "2026-03"), ("draft", draft));
        await app.Services.GetRequiredService<DryRunWorker>().WhenIdleAsync();

        var page = await supervisor.FollowAsync(asked);
        var (figures, changes) = await app.TryAsync(PolicyFile.Parse(draft, (await app.Services.GetRequiredService<Data.Cases.PolicyBook>().ReadAsync(default)).Calendars.GetValueOrDefault, app.Clock.Now, new FieldErrors()));
        Assert.Contains($"超时的工单将是 {figures.CasesBreachedAfter} 单，现为 {figures.CasesBreachedBefore} 单", page.Html);
        foreach (var change in changes.Where(c => !c.Change.IsMoved)) Assert.Contains("/cases/" + change.Number, page.Html);
        Assert.DoesNotContain("style=", page.Html);
        var csv = await supervisor.GetAsync(asked.Location + "/csv");
        Assert.Equal("text/csv", csv.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(changes.Count + 1, csv.Html.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(figures.Moved, Count((await supervisor.GetAsync(asked.Location + "?show=moved")).Html, "data-row>"));
        await using var db = app.Read();
        var run = await db.DryRuns.SingleAsync();
        Assert.Equal((DryRunStatus.Done, figures.Cases, figures.Cases), (run.Status, run.Progress, run.Total));
        Assert.Contains("2026-03", (await supervisor.GetAsync(Address)).Html);
    }

    [Theory, OnSqlite]
    public async Task DryRun_OfAStoredVersion_IsTriedWithoutAFile(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.LiveAsync();
        var supervisor = await app.SignInAsync(app.Supervisor, "en");
        await supervisor.GetAsync(Address);
        var policy = (await app.CurrentPoliciesAsync())[0];

        var asked = await supervisor.PostAsync(Address, ("month", "2026-03"), ("version", $"{policy.VersionId}"));
        await app.Services.GetRequiredService<DryRunWorker>().WhenIdleAsync();

        Assert.Contains("Nothing would change", (await supervisor.FollowAsync(asked)).Html);
        Assert.Contains(policy.Name + " v1</span>", (await supervisor.GetAsync(Address)).Html);
    }

    [Theory, OnSqlite]
    public async Task DryRun_AskedForWrongly_SaysItAtTheFieldAndKeepsTheText(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync(Address);

        var month = await supervisor.PostAsync(Address, ("month", "2031-01"), ("draft", "[]"));
        Assert.Equal(HttpStatusCode.Conflict, month.Status);
        Assert.Contains("请选择已经开始的月份", month.Html);
        Assert.Contains("请选择一个版本、上传文件或粘贴策略", month.Html);
        var broken = await supervisor.PostAsync(Address, ("month", "2026-03"), ("draft", "[{\"name\":\"试\",\"targets\":[{\"clock\":\"resolution\",\"goal\":\"PT9H\",\"limit\":\"PT4H\"}]}]"));
        Assert.Contains("[0].targets[0].limit: 上限不能短于目标", broken.Html);
        Assert.Contains("PT9H", broken.Html);
        Assert.Contains("JSON", (await supervisor.PostAsync(Address, ("month", "2026-03"), ("draft", "{"))).Html);
        await using var db = app.Read();
        Assert.Empty(await db.DryRuns.ToListAsync());
    }

    [Theory, OnSqlite]
    public async Task DryRun_ByRoleAndShop_IsThereForThoseWhoMay(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var mine = await AddAsync(app, app.Shop, app.Supervisor.AccountId!.Value, DryRunStatus.Done);
        var theirs = await AddAsync(app, app.OtherShop, app.Manager.AccountId!.Value, DryRunStatus.Done);
        var agent = await app.SignInAsync(app.Agent);
        var supervisor = await app.SignInAsync(app.Supervisor);
        var auditor = await app.SignInAsync(app.Auditor);
        await auditor.GetAsync(Address);

        foreach (var path in new[] { Address, $"{Address}/{mine}", $"{Address}/{mine}/csv", $"{Address}/{mine}/progress" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(path)).Status);
            Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync(path)).Status);
        }

        foreach (var path in new[] { $"{Address}/{theirs}", $"{Address}/{theirs}/csv", $"{Address}/{theirs}/progress", $"{Address}/1" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await supervisor.GetAsync(path)).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync($"{Address}/{mine}/cancel")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await auditor.PostAsync($"{Address}/{theirs}/cancel")).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task DryRun_WhoseProcessWasKilled_IsShownAsInterruptedAndStandsInNobodysWay(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.LiveAsync();
        var left = await AddAsync(app, app.Shop, app.Supervisor.AccountId!.Value, DryRunStatus.Running);
        var supervisor = await app.SignInAsync(app.Supervisor);
        Assert.Contains("已重算 3 单，共 9 单", (await supervisor.GetAsync($"{Address}/{left}")).Html);
        var draft = PolicyFile.Format(await app.CurrentPoliciesAsync());
        var second = await supervisor.PostAsync(Address, ("month", "2026-03"), ("draft", draft));
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Contains("您有一次试算还在进行", second.Html);

        app.Clock.Advance(DryRunWorker.Lease + TimeSpan.FromSeconds(1));

        Assert.Contains("已中断", (await supervisor.GetAsync($"{Address}/{left}")).Html);
        Assert.NotNull((await supervisor.PostAsync(Address, ("month", "2026-03"), ("draft", draft))).Location);
        await app.Services.GetRequiredService<DryRunWorker>().WhenIdleAsync();
        await using var db = app.Read();
        Assert.Equal([DryRunStatus.Interrupted, DryRunStatus.Done], await db.DryRuns.OrderBy(r => r.Id).Select(r => r.Status).ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Cancel_OfARunThatGoesOn_EndsItsWork(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.LiveAsync();
        var id = await AddAsync(app, app.Shop, app.Supervisor.AccountId!.Value, DryRunStatus.Running);
        var supervisor = await app.SignInAsync(app.Supervisor);
        Assert.Contains("取消", (await supervisor.GetAsync($"{Address}/{id}")).Html);

        Assert.Equal($"{Address}/{id}", (await supervisor.PostAsync($"{Address}/{id}/cancel")).Location);
        // its worker comes with a page only now, and finds the run taken away
        await using var db = app.Read();
        var worker = app.Services.GetRequiredService<DryRunWorker>();
        var tried = (await app.CurrentPoliciesAsync()).WithLimit(ClockNames.FirstResponse, SlaDuration.OfSeconds(60));
        worker.Begin(await db.DryRuns.AsNoTracking().SingleAsync(), (take, token) => app.Services.GetRequiredService<TryPolicies>().RunAsync(app.Shop, Trials.March, tried, take, token));
        await worker.WhenIdleAsync();

        Assert.Contains("已取消：重算到第 3 单，共 9 单", (await supervisor.GetAsync($"{Address}/{id}")).Html);
        Assert.Equal(DryRunStatus.Cancelled, (await db.DryRuns.AsNoTracking().SingleAsync()).Status);
        Assert.Empty(await db.DryRunLines.ToListAsync());
        Assert.Contains("试算已经结束", (await supervisor.FollowAsync(await supervisor.PostAsync($"{Address}/{id}/cancel"))).Html);
    }

    private static async Task<long> AddAsync(CasesApp app, Shop shop, long byId, DryRunStatus status)
    {
        await using var db = app.Read();
        var run = new DryRun
        {
            Id = app.Services.GetRequiredService<IdSource>().Next(), ShopId = shop.Id, Month = "2026-03", AskedById = byId, AskedAt = app.Clock.Now, Status = status,
            Title = "house", Draft = "[]", Progress = 3, Total = 9, ClaimedUntil = app.Clock.Now + DryRunWorker.Lease, Result = status == DryRunStatus.Done ? new TrialFigures().ToJson() : null,
        };
        db.Add(run);
        await db.SaveChangesAsync();
        return run.Id;
    }

    private static int Count(string html, string part) => html.Split(part).Length - 1;
}
