using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Notices;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Notices;

public sealed class NoticesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Inbox_OfSomebody_IsHisAloneAndCanBeRead(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        await TellAsync(app, app.Agent.AccountId!.Value, @case.Id, "notice.case_assigned", $"[\"{@case.Number}\",\"杯子碎了\"]");
        await TellAsync(app, app.Agent.AccountId!.Value, @case.Id, "notice.approval_needed", $$"""{"number":"{{@case.Number}}","subject":"杯子碎了","amount":"50.00"}""");
        await TellAsync(app, app.OtherAgent.AccountId!.Value, @case.Id, "notice.buyer_answered", "[]");
        var visitor = await app.SignInAsync(app.Agent);

        var inbox = await visitor.GetAsync("/notices");
        Assert.Contains(@case.Number + " 分配给了您：杯子碎了", inbox.Html);
        Assert.Contains("方案待批：杯子碎了 ¥50.00", inbox.Html);
        Assert.DoesNotContain("买家已答复", inbox.Html);
        Assert.Contains(">2<", (await visitor.GetPartAsync("/notices/bell")).Html);

        await using var db = app.Read();
        var newest = db.Notices.Where(n => n.AccountId == app.Agent.AccountId).Max(n => n.Id);
        var opened = await visitor.PostAsync($"/notices/{newest}/open", ("number", @case.Number));
        Assert.Equal("/cases/" + @case.Number, opened.Location);
        Assert.Contains(">1<", (await visitor.GetPartAsync("/notices/bell")).Html);
        await visitor.PostAsync("/notices/read", ("upTo", $"{newest}"));
        Assert.DoesNotContain("bell-count", (await visitor.GetPartAsync("/notices/bell")).Html);
        Assert.Contains(">1<", (await (await app.SignInAsync(app.OtherAgent)).GetPartAsync("/notices/bell")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Judgement_OfAClock_IsToldWithWhoseItIsNowWhyAndByWhom(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        app.Clock.Advance(TimeSpan.FromHours(9));
        await app.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), app.Agent);
        await app.DoAsync(@case, new ReattributeClock("first_response", 1, AttributionParty.Agent, app.OtherAgent.AccountId) { Note = "当时由李静值班" }, app.Supervisor);
        await app.Services.GetRequiredService<DeliverNotices>().RunAsync(default);
        await using var db = app.Read();
        var supervisor = db.Users.Where(a => a.Id == app.Supervisor.AccountId).Select(a => a.DisplayName).Single();

        Assert.Contains($"{supervisor} 将 {@case.Number} 的“首次响应”超时改判给李静：当时由李静值班", (await (await app.SignInAsync(app.OtherAgent)).GetAsync("/notices")).Html);
        Assert.Contains($"{supervisor} put the miss of First response in {@case.Number} on 李静: 当时由李静值班", (await (await app.SignInAsync(app.Agent, "en")).GetAsync("/notices")).Html);
    }

    private static async Task TellAsync(CasesApp app, long account, long caseId, string key, string arguments)
    {
        await using var db = app.Read();
        db.Add(new InboxNotice
        {
            Id = app.Services.GetRequiredService<IdSource>().Next(), ShopId = app.Shop.Id, AccountId = account, CaseId = caseId, TextKey = key, Arguments = arguments, At = app.Clock.Now,
        });
        await db.SaveChangesAsync();
    }
}
