using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.Calendars;
using CsKpiCases.Web.Features.Notices;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Calendars;

public sealed class TellMissingYearTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task MissingYear_FromOctoberOn_IsToldOnceToThoseWhoCanEnterIt(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await using var scope = app.Services.CreateAsyncScope();
        var tell = scope.ServiceProvider.GetRequiredService<TellMissingYear>();
        Assert.Equal(0, await tell.RunAsync(app.Shop, default));

        app.Clock.Advance(new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc) - app.Clock.Now);
        Assert.Equal(1, await tell.RunAsync(app.Shop, default));
        Assert.Equal(0, await tell.RunAsync(app.Shop, default));
        await scope.ServiceProvider.GetRequiredService<DeliverNotices>().RunAsync(default);

        await using var db = app.Read();
        var notice = await db.Notices.SingleAsync(n => n.TextKey == TellMissingYear.TextKey);
        Assert.Equal(app.Administrator.AccountId, notice.AccountId);
        var inbox = await (await app.SignInAsync(app.Administrator, "en")).GetAsync("/notices");
        Assert.Contains("The calendar china lacks the holidays of 2027", inbox.Html);
    }
}
