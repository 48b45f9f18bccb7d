using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Scores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>Imports by the page and by programs: dry run, result, rejected rows, history, undo.</summary>
public sealed partial class ImportPagesTests
{
    private const string Header = "日期,客服,买家,会话数\n";

    [Theory, OnSqlite, OnPostgres]
    public async Task Imports_FromUploadToUndo_LeaveTheFactsAsTheyWere(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using var site = await ScoreSite.StartAsync(host);
        var agent = await site.SignInAsync(host.Agent);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/imports")).Status);
        var lead = await site.SignInAsync(host.Supervisor);
        Assert.Contains("还没有导入", (await lead.GetAsync("/imports")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await lead.UploadAsync("/imports", "a.csv", "", ("kind", "nothing"))).Status);
        await lead.GetAsync("/imports");

        var dry = await ImportAsync(site, host, lead, "一.csv", Header + "2026-02-10,wangmin,甜甜,1\n昨天,wangmin,甜甜,1\n", ("dryRun", "true"));
        Assert.Contains("试算结果", (await lead.GetAsync($"/imports/{dry}")).Html, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(host));

        var first = await ImportAsync(site, host, lead, "一.csv", Header + "2026-02-10,wangmin,甜甜,1\n2026-02-10,wangmin,小明,1\n昨天,wangmin,甜甜,1\n");
        var page = (await lead.GetAsync($"/imports/{first}")).Html;
        Assert.Contains("时间无法识别", page, StringComparison.Ordinal);
        Assert.Contains("line,column,reason,value", (await lead.GetAsync($"/imports/{first}/rejected")).Html, StringComparison.Ordinal);
        var second = await ImportAsync(site, host, lead, "二.csv", Header + "2026-02-10,wangmin,甜甜,5\n");

        Assert.Contains("二.csv", await UndoAsync(lead, first), StringComparison.Ordinal);
        Assert.Contains("已撤销 1 条", await UndoAsync(lead, second), StringComparison.Ordinal);
        await using (var db = host.Read()) Assert.Equal((1, first), (await db.ChatFacts.Where(c => c.PlatformBuyerId == "甜甜").Select(c => new ValueTuple<int, long>(c.Sessions, c.ImportId!.Value)).SingleAsync()));
        await PublishAsync(host, true);
        Assert.Contains("2026-02 的成绩已发布", await UndoAsync(lead, first), StringComparison.Ordinal);
        await PublishAsync(host, false);
        Assert.Contains("已撤销 2 条", await UndoAsync(lead, first), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(host));
        Assert.Contains("已经撤销过", await UndoAsync(lead, first), StringComparison.Ordinal);
        await using (var db = host.Read()) Assert.Equal(0, await db.FactChanges.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_CancelledMidway_KeepsWholeBatchesAndGoesOnWhenSentAgain(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using var site = await ScoreSite.StartAsync(host);
        var lead = await site.SignInAsync(host.Supervisor);
        var (runs, folder) = (site.Services.GetRequiredService<ImportRuns>(), site.Services.GetRequiredService<StoreConnection>().DataFolder);
        var file = Header + "昨天,wangmin,错,1\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"2026-02-10,wangmin,买家{i},1\n"));
        var path = Path.Combine(folder, "big.csv");
        await File.WriteAllTextAsync(path, file);
        var request = new ImportRequest("chats", path) { Shop = host.Shop.Code, ById = host.Supervisor.AccountId, RunId = site.Services.GetRequiredService<ImportStore>().Ids.Next(), RejectedPath = Path.Combine(folder, "big.rejected.csv") };
        await runs.BeginAsync(request, host.Shop.Code, ImportWorker.Lease, default);
        var here = $"/imports/{request.RunId}";
        using var lost = new CancellationTokenSource();
        var shown = new List<string>();
        await lead.GetAsync(here);

        // as the worker does each second: it notes how far it is, and stops where somebody has cancelled it
        var import = site.Services.GetRequiredService<ImportFile>().RunAsync(request, new EachStep(result => Task.Run(async () =>
        {
            if (!await runs.StepAsync(request.RunId!.Value, result, ImportWorker.Lease, default)) await lost.CancelAsync();
            shown.Add(Counts().Match((await lead.GetAsync(here + "/progress")).Html).Value);
            if (result.Added == 1000) Assert.Equal(HttpStatusCode.Redirect, (await lead.PostAsync(here + "/cancel")).Status);
        }).GetAwaiter().GetResult()), lost.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => import);

        // the batch that was under way when it was cancelled is whole, too
        Assert.Equal(["value=\"500\" max=\"2001\"", "value=\"1000\" max=\"2001\""], shown.Where(s => s.Length > 0).Distinct());
        Assert.Equal(1500, await CountAsync(host));
        await using (var db = host.Read()) Assert.Equal(1500, await db.FactChanges.CountAsync(c => c.ImportId == request.RunId));
        Assert.Empty(Directory.GetFiles(folder, "*.staging", SearchOption.AllDirectories));
        var page = (await lead.GetAsync(here)).Html;
        Assert.Contains("已取消", page, StringComparison.Ordinal);
        Assert.Contains("1,500", page, StringComparison.Ordinal);
        Assert.Contains("已取消", (await lead.GetAsync("/imports")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await lead.PostAsync(here + "/cancel")).Status);
        Assert.Contains("已经结束", (await lead.GetAsync(here)).Html, StringComparison.Ordinal);

        // sent again it adds what is missing; undone one by one nothing is left
        var again = await ImportAsync(site, host, lead, "big.csv", file);
        await using (var db = host.Read()) Assert.Equal((500L, 1500L, 1L), await db.ImportRuns.Where(r => r.Id == again).Select(r => new ValueTuple<long, long, long>(r.Added, r.Unchanged, r.Rejected)).SingleAsync());
        Assert.Contains("已撤销 500 条", await UndoAsync(lead, again), StringComparison.Ordinal);
        Assert.Contains("已撤销 1500 条", await UndoAsync(lead, request.RunId!.Value), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(host));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Map_SavedForAShop_IsUsedByPageCommandAndApiUntilItIsRemoved(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using var site = await ScoreSite.StartAsync(host);
        var lead = await site.SignInAsync(host.Supervisor);
        await lead.GetAsync("/imports");
        static string Days(int from) => "哪天,谁接的,顾客名,会话数\n" + $"2026-02-{from},wangmin,甜甜,1\n";
        const string map = "哪天=日期\n谁接的＝agent；顾客名=买家";

        // as it is, nobody can read it; what the map names must be there
        var refused = await ImportAsync(site, host, lead, "一.csv", Days(10), ("dryRun", "true"));
        Assert.Contains("未导入", (await lead.GetAsync($"/imports/{refused}")).Html, StringComparison.Ordinal);
        refused = await ImportAsync(site, host, lead, "一.csv", Days(10), ("map", map + "\n多余=会话数\n哪天=胡说"), ("saveMap", "true"));
        var page = (await lead.GetAsync($"/imports/{refused}")).Html;
        Assert.Contains("map.多余: 文件没有这一列", page, StringComparison.Ordinal);
        Assert.Contains("map.哪天: 没有这个字段", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await lead.UploadAsync("/imports", "一.csv", Days(10), ("kind", "chats"), ("saveMap", "true"))).Status);
        await lead.GetAsync("/imports");
        await using (var db = host.Read()) Assert.Equal((0, 0), (await db.SavedImportMaps.CountAsync(), await db.ChatFacts.CountAsync()));

        // kept by a dry run that could read the file, and used from then on
        await ImportAsync(site, host, lead, "一.csv", Days(10), ("map", map), ("saveMap", "true"), ("dryRun", "true"));
        Assert.Contains("已保存的映射", (await lead.GetAsync("/imports")).Html, StringComparison.Ordinal);
        await ImportAsync(site, host, lead, "一.csv", Days(10));
        var import = site.Services.GetRequiredService<ImportFile>();
        var path = Path.Combine(site.Services.GetRequiredService<StoreConnection>().DataFolder, "二.csv");
        await File.WriteAllTextAsync(path, Days(11));
        var byCommand = Assert.IsType<ImportOutcome.Done>(await import.RunAsync(new ImportRequest("chats", path) { Shop = host.Shop.Code })).Result;
        Assert.Equal((1, "The shop's saved map was used."), (byCommand.Added, Assert.Single(byCommand.Remarks)));
        Assert.Equal(HttpStatusCode.Accepted, (await lead.UploadAsync("/api/v1/imports", "三.csv", Days(12), ("kind", "chats"))).Status);
        await site.Services.GetRequiredService<ImportWorker>().WhenIdleAsync();
        await using (var db = host.Read())
        {
            Assert.Equal(3, await db.ChatFacts.CountAsync(c => c.AgentId == host.Agent.AccountId && c.PlatformBuyerId == "甜甜"));
            Assert.Equal(["import_map_saved"], await db.AuditEntries.Where(a => a.Act.StartsWith("import_map")).Select(a => a.Act).ToListAsync());
        }

        // another kind and another shop know nothing of it; removed it is gone
        Assert.IsType<ImportOutcome.Refused>(await import.RunAsync(new ImportRequest("chats", path) { Shop = "elsewhere" }));
        var agent = await site.SignInAsync(host.Agent);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/imports")).Status);
        await lead.GetAsync("/imports");
        Assert.Equal(HttpStatusCode.Redirect, (await lead.PostAsync("/imports/maps/chats/remove")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.PostAsync("/imports/maps/chats/remove")).Status);
        refused = await ImportAsync(site, host, lead, "四.csv", Days(13));
        Assert.Contains("未导入", (await lead.GetAsync($"/imports/{refused}")).Html, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Facts_ThroughTheApi_AreTakenAsAFileIs(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using var site = await ScoreSite.StartAsync(host);
        var lead = await site.SignInAsync(host.Supervisor);
        await lead.GetAsync("/imports");
        async Task<JsonElement> PostAsync(string kind, string items, HttpStatusCode expected = HttpStatusCode.OK)
        {
            var (status, json) = await lead.PostJsonAsync($"/api/v1/{kind}", $$"""{ "items": [ {{items}} ] }""");
            Assert.True(status == expected, json);
            return JsonDocument.Parse(json).RootElement;
        }

        const string chat = """{ "day": "2026-02-10", "agent": "wangmin", "buyer": "甜甜", "consultedAt": "09:15", "sessions": 2, "humanSessions": 2, "repliedIn2Minutes": 1, "repliedIn3Minutes": 2, "averageReplySeconds": 25, "unreplied": false }""";
        var chats = await PostAsync("chats", chat + """, { "day": "?", "buyer": "b" }""");
        Assert.Equal((1, 1, 2), (chats.GetProperty("added").GetInt32(), chats.GetProperty("rejected").GetInt32(), chats.GetProperty("firstRejected")[0].GetProperty("line").GetInt32()));
        Assert.Equal(1, (await PostAsync("chats", chat)).GetProperty("unchanged").GetInt32());
        await PostAsync("orders", """{ "number": "1", "placedAt": "2026-02-10 10:00", "paidAt": "2026-02-10 10:01", "paidAmount": 88.5, "seller": "wangmin", "wonBack": true, "presale": true, "sku": "A", "title": "杯", "quantity": 3 }""");
        await PostAsync("ratings", """{ "id": "r1", "stars": "满意", "ratedAt": "2026-02-10 10:00", "agent": "wangmin" }""");
        await PostAsync("shipments", """{ "orderNumber": "1", "promisedAt": "2026-02-12 10:00", "shippedAt": "2026-02-11T02:00:00Z", "pickedUpAt": "2026-02-11 12:00" }""");
        await PostAsync("attendance", """{ "day": "2026-02-10", "agent": "wangmin", "present": 0.5 }""");
        await PostAsync("shop-figures", """{ "indicator": "conversion_rate", "month": "2026-02", "agent": "wangmin", "value": 0.455 }""");
        await PostAsync("chats", """{ "nonsense": 1 }""", HttpStatusCode.BadRequest);
        await PostAsync("chats", "", HttpStatusCode.BadRequest);

        await using var db = host.Read();
        Assert.Equal((1, 1, 1, 1, 1, 1), (await db.ChatFacts.CountAsync(), await db.Orders.CountAsync(o => o.IsWonBack && o.IsPresale && o.SoldById != null && o.PaidAmount == 88.5m), await db.Ratings.CountAsync(r => r.Stars == 5), await db.Shipments.CountAsync(s => s.PickedUpAt != null), await db.AttendanceDays.CountAsync(a => a.Present == 0.5m), await db.ShopFigures.CountAsync(f => f.Value == 0.455m)));
        var list = JsonDocument.Parse((await lead.GetAsync("/api/v1/imports?limit=1")).Html).RootElement;
        var newest = list.GetProperty("items")[0];
        Assert.Equal(("shop-figures", "done"), (newest.GetProperty("kind").GetString(), newest.GetProperty("state").GetString()));
        Assert.NotNull(list.GetProperty("next").GetString());
        var id = newest.GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.OK, (await lead.PostJsonAsync($"/api/v1/imports/{id}/undo", "{}")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await lead.PostJsonAsync($"/api/v1/imports/{id}/undo", "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.GetAsync("/api/v1/imports/12345")).Status);
        var (accepted, answer) = await lead.UploadAsync("/api/v1/imports", "c.csv", Header + "2026-02-11,wangmin,甜甜,1\n", ("kind", "chats"));
        Assert.Equal(HttpStatusCode.Accepted, accepted);
        await site.Services.GetRequiredService<ImportWorker>().WhenIdleAsync();
        Assert.Contains("\"added\":1", (await lead.GetAsync($"/api/v1/imports/{JsonDocument.Parse(answer).RootElement.GetProperty("id").GetString()}")).Html, StringComparison.Ordinal);
    }

    private static async Task<long> ImportAsync(ScoreSite site, StoreHost host, ScoreSite.Reader reader, string file, string text, params (string, string)[] more)
    {
        var (status, html) = await reader.UploadAsync("/imports", file, text, [("kind", "chats"), .. more]);
        Assert.True(status == HttpStatusCode.Redirect, html);
        await site.Services.GetRequiredService<ImportWorker>().WhenIdleAsync();
        await using var db = host.Read();
        return await db.ImportRuns.MaxAsync(r => r.Id);
    }

    private static async Task<string> UndoAsync(ScoreSite.Reader reader, long id)
    {
        await reader.GetAsync($"/imports/{id}");
        Assert.Equal(HttpStatusCode.Redirect, (await reader.PostAsync($"/imports/{id}/undo")).Status);
        return (await reader.GetAsync($"/imports/{id}")).Html;
    }

    [GeneratedRegex("value=\"[0-9]+\" max=\"[0-9]+\"")]
    private static partial Regex Counts();

    private sealed class EachStep(Action<ImportResult> step) : IProgress<ImportResult>
    {
        public void Report(ImportResult value) => step(value);
    }

    private static async Task<int> CountAsync(StoreHost host)
    {
        await using var db = host.Read();
        return await db.ChatFacts.CountAsync();
    }

    private static async Task PublishAsync(StoreHost host, bool isPublished)
    {
        await using var db = host.Read();
        if (isPublished) db.Add(new ScoreSnapshot { Id = 1, ShopId = host.Shop.Id, Month = "2026-02", Revision = 1, Scheme = "s/1", CreatedAt = host.Clock.Now, IsPublished = true });
        else await db.ScoreSnapshots.ExecuteDeleteAsync();
        await db.SaveChangesAsync();
    }
}
