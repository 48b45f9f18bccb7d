using System.Globalization;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.Notices;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.CasePage;

/// <summary>A note that names a colleague tells him, wherever it is written.</summary>
public sealed class MentionTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Note_WithAName_TellsThatPersonOfTheShopAndNobodyElse(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        var form = await visitor.GetPartAsync($"/cases/{@case.Number}/acts/note");
        Assert.Contains("data-mentions=", form.Html);
        await visitor.GetAsync("/cases/" + @case.Number);

        var done = await visitor.PostAsync($"/cases/{@case.Number}/acts/note", ("version", @case.Version.ToString(CultureInfo.InvariantCulture)), ("note", "@赵磊 请定一下，@外人 @王敏 不用"));
        await app.Services.GetRequiredService<DeliverNotices>().RunAsync(default);

        Assert.Contains("提醒 赵磊", (await visitor.FollowAsync(done)).Html);
        await using var db = app.Read();
        var told = await db.Notices.SingleAsync(n => n.TextKey == "notice.mentioned");
        Assert.Equal(app.Supervisor.AccountId, told.AccountId);
        var inbox = await (await app.SignInAsync(app.Supervisor)).GetAsync("/notices");
        Assert.Contains($"{@case.Number} 的备注提到了您：@赵磊 请定一下", inbox.Html);
    }

    [Theory, OnSqlite]
    public async Task BulkNote_WithAName_TellsThemToo(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases");

        await visitor.PostAsync("/cases/bulk", ("act", "note"), ("ids", $"{@case.Id}"), ("note", "@李静 帮看"));

        await using var db = app.Read();
        Assert.Contains(app.OtherAgent.AccountId!.Value.ToString(CultureInfo.InvariantCulture), (await db.OutboxMessages.SingleAsync(m => m.Kind == "notice.mentioned")).Payload, StringComparison.Ordinal);
    }
}
