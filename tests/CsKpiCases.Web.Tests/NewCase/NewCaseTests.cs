using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.NewCase;

public sealed class NewCaseTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Log_WithOrderChatAndPhoto_MakesTheCase(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/new");

        var done = await visitor.PostFilesAsync(
            "/cases/new", [("orderNumber", "T100200300"), ("source", "Phone"), ("subject", "杯子碎了"), ("chat", "买家：碎了两只\n客服：抱歉"), ("openedAt", "2026-03-01T20:30")],
            ("照片.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]));

        await using var db = app.Read();
        var logged = await db.Cases.SingleAsync();
        Assert.Equal("/cases/" + logged.Number, done.Location);
        Assert.Equal((app.Order.Id, app.Order.BuyerId), (logged.OrderId, logged.BuyerId));
        Assert.Equal(new DateTime(2026, 3, 1, 12, 30, 0, DateTimeKind.Utc), logged.OpenedAt);
        Assert.Contains("碎了两只", logged.Description);
        Assert.Equal("image/jpeg", (await db.Evidence.SingleAsync()).ContentType);
        Assert.Contains("已登记 " + logged.Number, (await visitor.FollowAsync(done)).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Log_WithoutOrder_MakesTheBuyerOnce(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/new");

        for (var i = 0; i < 2; i++) await visitor.PostAsync("/cases/new", ("buyer", "pdd_9"), ("source", "PlatformChat"), ("subject", "态度差"));

        await using var db = app.Read();
        Assert.Equal(2, await db.Cases.CountAsync());
        Assert.Equal(1, await db.Buyers.CountAsync(b => b.PlatformBuyerId == "pdd_9"));
    }

    [Theory, OnSqlite]
    public async Task Log_WithFaults_NamesTheFieldsAndKeepsWhatWasEntered(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/new");

        var answer = await visitor.PostFilesAsync(
            "/cases/new", [("source", "Phone"), ("subject", " "), ("description", "我写了很多"), ("openedAt", "2027-01-01T00:00")], ("坏.exe", [77, 90, 0]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("请填写“标题”", answer.Html);
        Assert.Contains("我写了很多", answer.Html);

        var future = await visitor.PostAsync("/cases/new", ("source", "Phone"), ("subject", "x"), ("openedAt", "2027-01-01T00:00"));
        Assert.Contains("发生时间不能晚于现在", future.Html);
        var wrongFile = await visitor.PostFilesAsync("/cases/new", [("source", "Phone"), ("subject", "x")], ("坏.exe", [77, 90, 0]));
        Assert.Contains("“坏.exe”不是可用的图片、视频或 PDF", wrongFile.Html);
        await using var db = app.Read();
        Assert.Equal(0, await db.Cases.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Suggest_WhileTyping_ShowsOrderOpenCasesAndGrade(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var open = await app.LogAsync("已经登记过的");
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/new");

        var part = await visitor.PostAsync("/cases/new/suggest", ("orderNumber", "T100200300"), ("subject", "要打 12315"));

        Assert.Contains(open.Number, part.Html);
        Assert.Contains("陶瓷马克杯", part.Html);
        Assert.Contains("建议 A 级", part.Html);
        Assert.DoesNotContain("<html", part.Html);
        Assert.Contains("没有找到这个订单号", (await visitor.PostAsync("/cases/new/suggest", ("orderNumber", "NOPE"))).Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync(app.Finance)).GetAsync("/cases/new")).Status);
        Assert.Equal(CaseType.Unclassified, open.Type);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Suggest_ByTrackingNumberBuyerAndPicture_SaysEveryReason(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var ofOrder = await app.InvestigatingAsync("同一订单的");
        var other = await app.LogAsync("别的订单，同一张图", withOrder: false);
        var hash = new string('a', 64);
        await app.DoAsync(other, new AttachEvidence(hash, "1.jpg", "image/jpeg", 10), app.Agent);
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/new");

        var parcel = await visitor.PostAsync("/cases/new/suggest", ("trackingNumber", " SF1029384756 "), ("subject", "没收到"));
        var buyer = await visitor.PostAsync("/cases/new/suggest", ("buyer", "tb_lily"));
        var picture = await visitor.PostAsync("/cases/new/suggest", ("photoHash", hash), ("photoHash", "nonsense"), ("photoHash", new string('A', 64)));

        Assert.Contains("同一订单、同一运单、同一买家", parcel.Html);
        Assert.Contains("按运单号找到订单 T100200300", parcel.Html);
        Assert.Contains($"name=\"duplicateOf\" value=\"{ofOrder.Number}\"", parcel.Html);
        Assert.Contains(ofOrder.Number, buyer.Html);
        Assert.DoesNotContain("duplicateOf", buyer.Html);
        Assert.Contains("同一图片", picture.Html);
        Assert.Contains(other.Number, picture.Html);
        Assert.DoesNotContain(ofOrder.Number, picture.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Log_AsADuplicate_ClosesItAndTiesThemTogether(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var open = await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/new");

        var done = await visitor.PostAsync("/cases/new", ("trackingNumber", "SF1029384756"), ("source", "Phone"), ("subject", "又来问"), ("duplicateOf", open.Number));
        var page = await visitor.FollowAsync(done);
        var wrong = await visitor.PostAsync("/cases/new", ("source", "Phone"), ("subject", "又来问"), ("duplicateOf", "AS1"));

        await using var db = app.Read();
        var logged = await db.Cases.SingleAsync(c => c.Subject == "又来问");
        Assert.Equal((open.Id, Outcome.Duplicate, app.Order.Id), (logged.DuplicateOfId!.Value, logged.Outcome, logged.OrderId!.Value));
        Assert.Contains("运单号：SF1029384756", logged.Description);
        Assert.Contains("并作为重复工单关闭", page.Html);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
    }
}
