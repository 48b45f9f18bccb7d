using System.Globalization;
using System.Net;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Web.Features.Notices;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Quality;

/// <summary>Complaints by SKU, and what their handlers are told.</summary>
public sealed class QualityPagesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Page_OfAMonth_CountsCasesForAThousandLinesSold(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await SoldAsync(app, 8);
        await app.ClassifiedAsync();
        var named = await app.InvestigatingAsync();
        await using (var db = app.Read())
        {
            var line = await db.OrderLines.SingleAsync(l => l.Sku == "CUP-01" && l.OrderId == app.Order.Id);
            await app.DoAsync(named, new MakePromise(PromiseKind.Refund, "退 10 元", Wait.Finance, app.Clock.Now.AddDays(1)) { Amount = 10, OrderLineId = line.Id }, app.Agent);
        }

        var visitor = await app.SignInAsync(app.Agent);
        var page = await visitor.GetAsync("/quality?month=2026-03");
        var february = await visitor.GetAsync("/quality?month=2026-02");
        var csv = await visitor.GetAsync("/quality/csv?month=2026-03");

        Assert.Contains("CUP-01", page.Html);
        Assert.Contains("CUP-01,陶瓷马克杯 2 件套,2,8,250.0", csv.Html);
        Assert.Contains("BOX-02,收纳箱,1,0", csv.Html);
        Assert.Contains("data-chart=", page.Html);
        Assert.Contains("这个月没有涉及商品的工单", february.Html);
        foreach (var odd in new[] { "9999-12", "0001-01", "x", "" }) Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/quality?month=" + odd)).Status);
        var sku = await visitor.GetAsync("/quality/sku?sku=CUP-01&month=2026-03");
        Assert.Contains(named.Number, sku.Html);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/quality/sku?sku=nonsense")).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Feedback_FromACase_ReachesTheHandlerAndIsAnsweredOnce(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var agent = await app.SignInAsync(app.Agent);
        await agent.GetAsync("/quality/tell?case=" + @case.Number);

        var wrong = await agent.PostAsync("/quality/tell", ("case", @case.Number), ("sku", "X"), ("what", " "), ("evidenceId", "5"));
        var told = await agent.PostAsync("/quality/tell", ("case", @case.Number), ("sku", "CUP-01"), ("what", "杯柄有裂纹"));
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/quality/sku?sku=CUP-01");
        var stranger = await supervisor.PostAsync("/quality/handler", ("sku", "CUP-01"), ("accountId", Text(app.Stranger.AccountId)));
        var named = await supervisor.PostAsync("/quality/handler", ("sku", "CUP-01"), ("accountId", Text(app.Finance.AccountId)));
        await using var db = app.Read();
        var id = (await db.QualityFeedback.SingleAsync()).Id;
        var notHis = await agent.PostAsync($"/quality/feedback/{id}/answer", ("sku", "CUP-01"), ("answer", "我来答"));
        var handler = await app.SignInAsync(app.Finance);
        await handler.GetAsync("/quality/sku?sku=CUP-01");
        var answered = await handler.PostAsync($"/quality/feedback/{id}/answer", ("sku", "CUP-01"), ("answer", "已通知工厂"));
        var twice = await handler.PostAsync($"/quality/feedback/{id}/answer", ("sku", "CUP-01"), ("answer", "再答"));
        await app.Services.GetRequiredService<DeliverNotices>().RunAsync(default);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/cases/" + @case.Number), (wrong.Status, told.Location));
        foreach (var words in new[] { "请说明问题", "请选择订单里的 SKU", "请选择这张工单的照片" }) Assert.Contains(words, wrong.Html);
        Assert.Equal((HttpStatusCode.Conflict, "/quality/sku?sku=CUP-01"), (stranger.Status, named.Location));
        Assert.Equal((HttpStatusCode.Conflict, "/quality/sku?sku=CUP-01", HttpStatusCode.Conflict), (notHis.Status, answered.Location, twice.Status));
        Assert.Contains("商品质量反馈待您处理：CUP-01", (await handler.GetAsync("/notices")).Html);
        Assert.Contains("商品质量反馈有答复：CUP-01 已通知工厂", (await agent.GetAsync("/notices")).Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsync("/quality/handler", ("sku", "CUP-01"), ("accountId", "1"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync("/quality/tell?case=" + (await app.LogAsync(withOrder: false)).Number)).Status);
    }

    /// <summary>In March, beside the order of February that the cases are about, which gets a second line.</summary>
    private static async Task SoldAsync(CasesApp app, int count)
    {
        var ids = app.Services.GetRequiredService<IdSource>();
        await using var db = app.Read();
        for (var i = 0; i < count; i++)
        {
            var order = new Order { Id = ids.Next(), ShopId = app.Shop.Id, Number = "S" + i, PlacedAt = app.Clock.Now };
            order.Lines.Add(new OrderLine { Id = ids.Next(), ShopId = app.Shop.Id, OrderId = order.Id, LineNumber = 1, Sku = "CUP-01", Title = "陶瓷马克杯 2 件套", Quantity = 1 });
            db.Add(order);
        }

        db.Add(new OrderLine { Id = ids.Next(), ShopId = app.Shop.Id, OrderId = app.Order.Id, LineNumber = 2, Sku = "BOX-02", Title = "收纳箱", Quantity = 1 });
        await db.SaveChangesAsync();
    }

    private static string Text(long? id) => id!.Value.ToString(CultureInfo.InvariantCulture);
}
