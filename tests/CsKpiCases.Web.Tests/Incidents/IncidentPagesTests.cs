using System.Net;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Incidents;

/// <summary>One trouble behind many cases: found, gathered, acted on together.</summary>
public sealed class IncidentPagesTests
{
    private static readonly (string, string)[] BadLot = [("kind", "BadLot"), ("title", "马克杯坏批次"), ("sku", "CUP-01"), ("from", "2026-02-20"), ("to", "2026-03-02"), ("wording", "这批有瑕疵，补发或退款都可以。")];

    [Theory, OnSqlite, OnPostgres]
    public async Task Incident_OfABadLot_GathersTheOpenCasesEachWithItsEvent(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var one = await app.InvestigatingAsync();
        var other = await app.LogAsync("同一批的另一单");
        var foreign = await app.LogAsync("没有订单", withOrder: false);
        var visitor = await app.SignInAsync(app.Supervisor);

        var preview = await visitor.GetAsync("/incidents/new?kind=BadLot&title=x&sku=CUP-01&from=2026-02-20&to=2026-03-02");
        Assert.Contains("2 张未结工单匹配", preview.Html);
        Assert.Contains("没有匹配的未结工单", (await visitor.GetAsync("/incidents/new?kind=BadLot&title=x&sku=CUP-01&from=2026-01-01&to=2026-01-02")).Html);
        Assert.Contains("2 张未结工单匹配", (await visitor.GetAsync("/incidents/new?kind=CourierOutage&title=x&courier=%E9%A1%BA%E4%B8%B0&from=2026-02-20&to=2026-03-02")).Html);
        var made = await visitor.PostAsync("/incidents/new", BadLot);
        var waiting = await visitor.FollowAsync(made);
        Assert.Contains("hx-trigger=\"every 2s\"", waiting.Html);
        await WorkAsync(app);
        var page = await visitor.GetAsync(made.Location!);

        Assert.Contains("完成 2/2", page.Html);
        Assert.DoesNotContain("every 2s", page.Html);
        Assert.Contains(one.Number, page.Html);
        Assert.DoesNotContain(foreign.Number, page.Html);
        await using var db = app.Read();
        Assert.Equal(2, await db.CaseEvents.CountAsync(e => e.Kind == EventKind.IncidentJoined && e.ActorId == app.Supervisor.AccountId));
        var casePage = await (await app.SignInAsync(app.Agent)).GetAsync("/cases/" + other.Number);
        Assert.Contains("归入批量事件", casePage.Html);
        Assert.Contains("补发或退款都可以", casePage.Html);
        var again = await visitor.PostAsync(made.Location + "/cases");
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        await visitor.PostAsync(made.Location + "/cases", ("numbers", $"{foreign.Number}，AS1"));
        await WorkAsync(app);
        Assert.Contains(foreign.Number, (await visitor.GetAsync(made.Location!)).Html);
        var removed = await visitor.PostAsync(made.Location + "/removed", ("caseId", $"{foreign.Id}"));
        var twice = await visitor.PostAsync(made.Location + "/removed", ("caseId", $"{foreign.Id}"));
        Assert.Equal((made.Location, HttpStatusCode.NotFound), (removed.Location, twice.Status));
        Assert.DoesNotContain(foreign.Number, (await visitor.GetAsync(made.Location!)).Html);
        Assert.Equal(1, await db.CaseEvents.CountAsync(e => e.Kind == EventKind.IncidentLeft));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Act_OnAllCases_DoesWhatEachPermitsAndSaysWhyNotTheRest(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var investigating = await app.InvestigatingAsync();
        var logged = await app.LogAsync("还没分类");
        var visitor = await app.SignInAsync(app.Supervisor);
        await visitor.GetAsync("/incidents/new");
        var made = await visitor.PostAsync("/incidents/new", BadLot);
        await WorkAsync(app);
        await visitor.GetAsync(made.Location!);

        var empty = await visitor.PostAsync(made.Location + "/act", ("act", "propose"), ("note", " "));
        var unknown = await visitor.PostAsync(made.Location + "/act", ("act", "rule"), ("note", "x"));
        var asked = await visitor.PostAsync(made.Location + "/act", ("act", "propose"), ("note", "统一补发"));
        var busy = await visitor.PostAsync(made.Location + "/act", ("act", "note"), ("note", "x"));
        await WorkAsync(app);
        await WorkAsync(app);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict), (empty.Status, unknown.Status, busy.Status));
        Assert.Equal(made.Location, asked.Location);
        Assert.Contains("上一次处理还没完成", busy.Html);
        var page = await visitor.GetAsync(made.Location!);
        Assert.Contains("完成 1/2", page.Html);
        Assert.Contains("1 张未执行", page.Html);
        await using var db = app.Read();
        Assert.Equal("统一补发", (await db.Cases.SingleAsync(c => c.Id == investigating.Id)).ProposedSolution);
        var refused = await db.IncidentRunLines.SingleAsync(l => l.Status == IncidentLineStatus.Refused);
        Assert.Equal(logged.Id, refused.CaseId);
        Assert.Contains("unknown_trigger", refused.Refusal, StringComparison.Ordinal);
        Assert.Equal(1, await db.CaseEvents.CountAsync(e => e.Trigger == Triggers.Propose));
    }

    [Theory, OnSqlite]
    public async Task Incident_ThatIsWrong_NamesTheField(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var visitor = await app.SignInAsync(app.Supervisor);
        await visitor.GetAsync("/incidents/new");

        foreach (var (form, words) in new ((string, string)[] Form, string Words)[]
        {
            ([("kind", "BadLot"), ("title", "x"), ("from", "2026-02-20"), ("to", "2026-03-02")], "坏批次需要 SKU"),
            ([("kind", "CourierOutage"), ("title", "x"), ("from", "2026-02-20"), ("to", "2026-03-02")], "快递停摆需要快递公司"),
            ([("kind", "BadLot"), ("title", "x"), ("sku", "A"), ("from", "nonsense"), ("to", "2026-03-02")], "请选择开始日期"),
            ([("kind", "BadLot"), ("title", "x"), ("sku", "A"), ("from", "2026-02-20"), ("to", "2026-01-02")], "请选择结束日期"),
            ([("kind", "Other"), ("title", "")], "请填写名称"),
            ([("kind", "nonsense"), ("title", "x")], "请选择种类"),
        })
        {
            var refused = await visitor.PostAsync("/incidents/new", form);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(words, refused.Html);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/incidents/5")).Status);
        var agent = await app.SignInAsync(app.Agent);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), ((await agent.GetAsync("/incidents")).Status, (await agent.PostAsync("/incidents/new", BadLot)).Status));
    }

    /// <summary>As a worker does.</summary>
    private static async Task WorkAsync(CasesApp app)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await app.Services.GetRequiredService<JobRunner>().RunOwedAsync(default);
    }
}
