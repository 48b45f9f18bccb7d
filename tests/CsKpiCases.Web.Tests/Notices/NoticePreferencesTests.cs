using System.Net;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Notices;

public sealed class NoticePreferencesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Preferences_Saved_AreHisAndShownAgain(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/account/notices");

        var saved = await visitor.PostAsync("/account/notices", ("email", " wang@example.com "), ("level", "All"), ("quietFrom", "22:00"), ("quietTo", "08:00"));

        Assert.Equal("/account/notices", saved.Location);
        var page = await visitor.GetAsync("/account/notices");
        Assert.Contains("value=\"wang@example.com\"", page.Html);
        Assert.Contains("尚未配置邮件服务器", page.Html);
        await using var db = app.Read();
        var mine = await db.Users.SingleAsync(a => a.Id == app.Agent.AccountId);
        Assert.Equal(("wang@example.com", MailLevel.All, new TimeOnly(22, 0), new TimeOnly(8, 0)), (mine.Email, mine.MailLevel, mine.QuietFrom, mine.QuietTo));
        Assert.Null((await db.Users.SingleAsync(a => a.Id == app.OtherAgent.AccountId)).Email);
    }

    [Theory]
    [InlineData("wang", "All", "", "", "完整的邮箱地址")]
    [InlineData("Wang <wang@example.com>", "All", "", "", "完整的邮箱地址")]
    [InlineData("wang@example.com", "All", "22:00", "", "要么都填")]
    [InlineData("wang@example.com", "All", "25:00", "08:00", "时间写作")]
    [InlineData("wang@example.com", "All", "08:00", "08:00", "起止时间相同")]
    [InlineData("wang@example.com", "99", "", "", "请选择一项")]
    [InlineData("wang@example.com", "", "", "", "请选择一项")]
    [InlineData("wang@example.cn\u200B", "All", "", "", "完整的邮箱地址")]
    public async Task Preferences_WithAFault_AreNotKeptAndSayWhere(string email, string level, string from, string to, string said)
    {
        await using var app = await CasesApp.StartAsync(StoreProvider.Sqlite);
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/account/notices");

        var page = await visitor.PostAsync("/account/notices", ("email", email), ("level", level), ("quietFrom", from), ("quietTo", to));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(said, page.Html);
        Assert.Contains(WebUtility.HtmlEncode(email), page.Html);
        await using var db = app.Read();
        Assert.Null((await db.Users.SingleAsync(a => a.Id == app.Agent.AccountId)).Email);
    }
}
