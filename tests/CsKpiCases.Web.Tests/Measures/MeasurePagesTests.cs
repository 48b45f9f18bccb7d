using System.Globalization;
using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Measures;
using CsKpiCases.Web.Features.Measures;
using CsKpiCases.Web.Features.Notices;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Measures;

/// <summary>Improvement measures: from cases, done by their owner, verified by another, reminded of when overdue.</summary>
public sealed class MeasurePagesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Measure_FromCases_IsDoneAndVerifiedByTwo(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (one, other) = (await app.InvestigatingAsync(), await app.LogAsync());
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/cases");
        var chosen = await supervisor.PostAsync("/cases/bulk", ("act", "measure"), ("ids", $"{one.Id}"), ("ids", $"{other.Id}"));
        var form = await supervisor.FollowAsync(chosen);
        Assert.Contains(one.Number, form.Html);
        Assert.Contains(other.Number, form.Html);

        var added = await supervisor.PostAsync("/measures/new", Form(app, ("cases", $"{one.Number} {other.Number}")));
        var agent = await app.SignInAsync(app.Agent);
        await agent.GetAsync(added.Location!);
        var done = await agent.PostAsync(added.Location!, ("said", "ReportDone"), ("note", "已加气柱"), ("version", "0"));
        var own = await agent.PostAsync(added.Location!, ("said", "FindEffective"), ("note", "有效"), ("version", "1"));
        await supervisor.GetAsync(added.Location!);
        var noDay = await supervisor.PostAsync(added.Location!, ("said", "FindIneffective"), ("note", "还是碎"), ("version", "1"));
        var ineffective = await supervisor.PostAsync(added.Location!, ("said", "FindIneffective"), ("note", "还是碎"), ("version", "1"), ("dueOn", "2026-03-20"));
        var stale = await supervisor.PostAsync(added.Location!, ("said", "ReportDone"), ("note", "x"), ("version", "1"));

        Assert.Equal((added.Location, HttpStatusCode.Conflict, HttpStatusCode.Conflict), (done.Location, own.Status, noDay.Status));
        Assert.Contains("只有主管可以验证", own.Html);
        Assert.Contains("请给出新的期限", noDay.Html);
        Assert.Equal((added.Location, HttpStatusCode.Conflict), (ineffective.Location, stale.Status));
        Assert.Contains("无效，重做", (await supervisor.GetAsync("/measures")).Html);
        await using var db = app.Read();
        var stored = await db.Measures.SingleAsync();
        Assert.Equal((MeasureStatus.Ineffective, new DateOnly(2026, 3, 20), 2), (stored.Status, stored.DueOn, await db.MeasureCases.CountAsync()));
        Assert.Equal(["已加气柱", "还是碎"], await db.MeasureSteps.OrderBy(s => s.Id).Select(s => s.Note).ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Overdue_EachDayOnce_TellsOwnerAndSupervisors(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/measures/new");
        await supervisor.PostAsync("/measures/new", Form(app));
        var tell = app.Services.GetRequiredService<TellOverdueMeasures>();

        Assert.Equal(0, await tell.RunAsync(app.Shop, default));
        app.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal((1, 0), (await tell.RunAsync(app.Shop, default), await tell.RunAsync(app.Shop, default)));
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await tell.RunAsync(app.Shop, default));
        await app.Services.GetRequiredService<DeliverNotices>().RunAsync(default);

        await using var db = app.Read();
        Assert.Equal(2, await db.Notices.CountAsync(n => n.TextKey == "notice.measure.overdue" && n.AccountId == app.Agent.AccountId));
        Assert.Contains("改进措施已逾期（2026-03-05 到期）：加厚包装", (await (await app.SignInAsync(app.Supervisor)).GetAsync("/notices")).Html);
        Assert.Contains("加厚包装", (await (await app.SignInAsync(app.Agent)).GetAsync("/measures?overdue=true")).Html);
    }

    [Theory, OnSqlite]
    public async Task Measure_ThatIsWrong_NamesEveryField(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/measures/new");

        var refused = await supervisor.PostAsync("/measures/new", ("title", " "), ("what", ""), ("check", ""), ("ownerId", "5"), ("dueOn", "2020-01-01"), ("cause", "x"));
        var unknown = await supervisor.PostAsync("/measures/new", Form(app, ("cases", "AS1")));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (refused.Status, unknown.Status));
        foreach (var words in new[] { "请填写名称", "请填写具体做法", "请填写如何验证", "请选择负责人", "请选择期限", "请从列表中选择原因" }) Assert.Contains(words, refused.Html);
        Assert.Contains("有工单号不属于本店", unknown.Html);
        Assert.Contains("加厚包装", unknown.Html);
    }

    [Theory]
    [OnSqlite("csv", "text/csv")]
    [OnSqlite("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task File_OfTheRegister_ComesInBothFormats(StoreProvider provider, string format, string type)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/measures/new");
        await supervisor.PostAsync("/measures/new", Form(app));

        var file = await supervisor.GetAsync("/measures/" + format);

        Assert.Equal(type, file.Response.Content.Headers.ContentType!.MediaType);
        if (format == "csv") Assert.Contains("加厚包装", file.Html);
        var auditor = await app.SignInAsync(app.Auditor);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), ((await auditor.GetAsync("/measures")).Status, (await auditor.GetAsync("/measures/new")).Status));
    }

    private static (string, string)[] Form(CasesApp app, params (string, string)[] more) =>
    [
        ("title", "加厚包装"), ("what", "气柱袋"), ("check", "两周减半"), ("ownerId", app.Agent.AccountId!.Value.ToString(CultureInfo.InvariantCulture)), ("dueOn", "2026-03-05"), ("cause", "damaged_in_transit"), .. more,
    ];
}
