using System.Globalization;
using System.Net;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Buyers;

/// <summary>The archive of buyers: found by what one knows, masked, unmasked with a reason that is logged.</summary>
public sealed class BuyerPagesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task List_ByWhatOneKnows_FindsTheBuyerMasked(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await MoreBuyersAsync(app, 3);
        var visitor = await app.SignInAsync(app.Agent);

        foreach (var known in new[] { "tb_l", "李", "0042", "2340042", "13812340042", "T100200300" })
        {
            var page = await visitor.GetAsync("/buyers?q=" + Uri.EscapeDataString(known));
            Assert.True(page.Html.Contains("tb_lily", StringComparison.Ordinal), known);
            Assert.DoesNotContain("buyer_", page.Html);
            Assert.Contains("李**", page.Html);
            Assert.DoesNotContain("13812340042</td>", page.Html);
            Assert.DoesNotContain("李丽", page.Html);
        }

        Assert.Contains("没有找到买家", (await visitor.GetAsync("/buyers?q=%25")).Html);
        Assert.Contains("没有找到买家", (await visitor.GetAsync("/buyers?q=9990042")).Html);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/buyers?before=-1&tier=x&tag=%27")).Status);
        Assert.DoesNotContain("tb_lily", (await (await app.SignInAsync(app.Stranger)).GetAsync("/buyers")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task List_LongerThanAPage_GoesOnByItsCursor(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await MoreBuyersAsync(app, 60);
        var visitor = await app.SignInAsync(app.Agent);
        app.Statements.Restart();

        var first = await visitor.GetAsync("/buyers");

        Assert.InRange(app.Statements.Sent.Count, 1, 12);
        var next = System.Text.RegularExpressions.Regex.Match(first.Html, "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value;
        var second = await visitor.GetAsync(WebUtility.HtmlDecode(next));
        Assert.Contains("buyer_59<", first.Html);
        Assert.DoesNotContain("buyer_9<", first.Html);
        Assert.Contains("buyer_9<", second.Html);
        Assert.DoesNotContain("rel=\"next\"", second.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Page_OfARefunder_CountsOrdersAndWarnsWithTheReason(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await OrdersAsync(app, 3);
        var @case = await app.InvestigatingAsync();
        await app.DoAsync(@case, new MakePromise(PromiseKind.Refund, "退 60 元", Wait.Finance, app.Clock.Now.AddDays(1)) { Amount = 60 }, app.Agent);
        await app.DoAsync(@case, new MakePromise(PromiseKind.FreightBack, "退运费", Wait.Finance, app.Clock.Now.AddDays(1)) { Amount = 8, Purpose = LedgerPurpose.Freight }, app.Agent);
        await app.DoAsync(@case, new LogContact(Channel.Phone, true) { Note = "答应退款" }, app.Agent);
        var visitor = await app.SignInAsync(app.Agent);

        var page = await visitor.GetAsync(await HrefAsync(app));

        Assert.Contains("1/4 单，25%", page.Html);
        Assert.Contains("退 60 元", page.Html);
        Assert.Contains("答应退款", page.Html);
        Assert.Contains(@case.Number, page.Html);
        Assert.DoesNotContain("请核实后再答应", page.Html);
        var strict = await visitor.GetPartAsync(await HrefAsync(app) + "/strip?from=" + @case.Number);
        Assert.Contains("1/4 单，25%", strict.Html);
        Assert.DoesNotContain("<html", strict.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Page_OfTheSameBuyerInTwoShopsOfAPlatform_AddsUpForWhoMaySeeBoth(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await using (var db = app.Read())
        {
            var ids = app.Services.GetRequiredService<IdSource>();
            await db.Shops.Where(s => s.Id == app.OtherShop.Id).ExecuteUpdateAsync(s => s.SetProperty(o => o.Platform, Platform.Tmall));
            var twin = new Buyer { Id = ids.Next(), ShopId = app.OtherShop.Id, PlatformBuyerId = "tb_lily", Name = "李丽" };
            db.AddRange(
                twin, new Order { Id = ids.Next(), ShopId = app.OtherShop.Id, Number = "X1", BuyerId = twin.Id, PlacedAt = app.Clock.Now },
                new Grant { Id = ids.Next(), AccountId = app.Supervisor.AccountId!.Value, Role = Role.Supervisor, ShopId = app.OtherShop.Id });
            await db.SaveChangesAsync();
        }

        var both = await (await app.SignInAsync(app.Supervisor)).GetAsync(await HrefAsync(app));
        var one = await (await app.SignInAsync(app.Agent)).GetAsync(await HrefAsync(app));

        Assert.Contains("隔壁店", both.Html);
        Assert.Contains("0/2 单", both.Html);
        Assert.DoesNotContain("隔壁店", one.Html);
        Assert.Contains("0/1 单", one.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Unmask_WithAReason_ShowsItOnceAndLogsIt(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        var href = await HrefAsync(app);
        await visitor.GetAsync(href);

        var without = await visitor.PostAsync(href + "/unmask", ("phone", "true"), ("reason", " "));
        var wrong = await visitor.PostAsync(href + "/unmask", ("phone", "true"), ("reason", "回电"), ("case", "AS1"));
        var nothing = await visitor.PostAsync(href + "/unmask", ("reason", "回电"));
        var shown = await visitor.PostAsync(href + "/unmask", ("phone", "true"), ("reason", "回电核实"), ("case", @case.Number));

        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity], new[] { without.Status, wrong.Status, nothing.Status });
        Assert.DoesNotContain("13812340042", without.Html + wrong.Html + nothing.Html);
        Assert.Contains("13812340042", shown.Html);
        Assert.DoesNotContain("李丽", shown.Html);
        Assert.Contains("no-store", shown.Response.Headers.CacheControl!.ToString());
        var after = await visitor.GetAsync(href);
        Assert.DoesNotContain("13812340042", after.Html);
        Assert.Contains("回电核实", after.Html);
        await using var db = app.Read();
        var entry = await db.AuditEntries.SingleAsync(a => a.Act == "buyer_unmasked");
        Assert.Equal((app.Agent.AccountId, (long?)app.Shop.Id), (entry.AccountId, entry.ShopId));
        Assert.Contains(@case.Number, entry.Payload, StringComparison.Ordinal);
        Assert.DoesNotContain("13812340042", entry.Payload, StringComparison.Ordinal);
        Assert.Contains("查看买家完整资料", (await (await app.SignInAsync(app.Auditor)).GetAsync("/audit")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Unmask_ByWhoNeedsItNot_IsForbiddenAndNothingIsLogged(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.InvestigatingAsync();
        var href = await HrefAsync(app);
        foreach (var (person, expected) in new[]
        {
            (app.OtherAgent, HttpStatusCode.Forbidden), (app.Finance, HttpStatusCode.Forbidden), (app.Auditor, HttpStatusCode.Forbidden), (app.Manager, HttpStatusCode.Forbidden),
            (app.Administrator, HttpStatusCode.Forbidden), (app.Stranger, HttpStatusCode.NotFound), (app.Supervisor, HttpStatusCode.OK), (app.Agent, HttpStatusCode.OK),
        })
        {
            var visitor = await app.SignInAsync(person);
            await visitor.GetAsync("/cases");
            Assert.Equal(expected, (await visitor.PostAsync(href + "/unmask", ("name", "true"), ("reason", "看看"))).Status);
        }

        await using var db = app.Read();
        Assert.Equal(2, await db.AuditEntries.CountAsync(a => a.Act == "buyer_unmasked"));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync(app.Supervisor)).GetAsync("/audit")).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Change_TierAndTags_KeepsThemOnceAndRefusesTooMany(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var href = await HrefAsync(app);
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync(href);

        var saved = await visitor.PostAsync(href, ("tier", "SVIP"), ("tags", "老客，急性子、老客"));
        var changed = await visitor.PostAsync(href, ("tier", "SVIP"), ("tags", "急性子, 送礼"));
        var refused = await visitor.PostAsync(href, ("tier", new string('x', 41)), ("tags", string.Join(',', Enumerable.Range(0, 11))));

        Assert.Equal(href, saved.Location);
        Assert.Equal(href, changed.Location);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("最多 10 个标签", refused.Html);
        await using var db = app.Read();
        Assert.Equal(["急性子", "送礼"], (await db.BuyerTags.Select(t => t.Tag).ToListAsync()).Order(StringComparer.Ordinal));
        Assert.Contains("tb_lily", (await visitor.GetAsync("/buyers?tag=" + Uri.EscapeDataString("送礼") + "&tier=SVIP")).Html);
        var auditor = await app.SignInAsync(app.Auditor);
        await auditor.GetAsync("/cases");
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync(href, ("tier", "x"))).Status);
    }

    private static async Task<string> HrefAsync(CasesApp app)
    {
        await using var db = app.Read();
        return "/buyers/" + (await db.Buyers.Where(b => b.PlatformBuyerId == "tb_lily" && b.ShopId == app.Shop.Id).Select(b => b.Id).SingleAsync()).ToString(CultureInfo.InvariantCulture);
    }

    private static async Task MoreBuyersAsync(CasesApp app, int count)
    {
        var ids = app.Services.GetRequiredService<IdSource>();
        await using var db = app.Read();
        db.AddRange(Enumerable.Range(0, count).Select(i => new Buyer { Id = ids.Next(), ShopId = app.Shop.Id, PlatformBuyerId = "buyer_" + i, Name = "王" + i, Phone = "1390000" + (1000 + i) }));
        await db.SaveChangesAsync();
    }

    private static async Task OrdersAsync(CasesApp app, int count)
    {
        var ids = app.Services.GetRequiredService<IdSource>();
        await using var db = app.Read();
        db.AddRange(Enumerable.Range(0, count).Select(i => new Order { Id = ids.Next(), ShopId = app.Shop.Id, Number = "N" + i, BuyerId = app.Order.BuyerId, PlacedAt = app.Clock.Now.AddDays(-i) }));
        await db.SaveChangesAsync();
    }
}
