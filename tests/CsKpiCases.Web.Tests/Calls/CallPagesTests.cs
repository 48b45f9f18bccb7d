using System.Globalization;
using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Calls;

/// <summary>An agent asks for a supervisor's call; the supervisor makes it and writes down how it went.</summary>
public sealed class CallPagesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Call_AskedMadeAndLogged_LeavesTheList(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var agent = await app.SignInAsync(app.Agent);
        await agent.GetAsync($"/cases/{@case.Number}?act=call");
        var asked = await agent.PostAsync($"/cases/{@case.Number}/acts/call", ("version", Text(@case.Version)), ("what", "赔付谈不拢"), ("dueAt", "2026-03-03T18:00"));
        Assert.Equal("/cases/" + @case.Number, asked.Location);
        var supervisor = await app.SignInAsync(app.Supervisor);

        var list = await supervisor.GetAsync("/calls");
        Assert.Contains("赔付谈不拢", list.Html);
        Assert.Contains("138****0042", list.Html);
        var (promise, version) = await OwedAsync(app);
        var silent = await supervisor.PostAsync($"/calls/{promise}", ("reached", "true"), ("note", " "), ("version", Text(version)));
        var tried = await supervisor.PostAsync($"/calls/{promise}", ("reached", "false"), ("note", "无人接听"), ("version", Text(version)));
        var stale = await supervisor.PostAsync($"/calls/{promise}", ("reached", "true"), ("note", "谈妥"), ("version", Text(version)));
        (_, version) = await OwedAsync(app);
        Assert.Contains("已打 1 次", (await supervisor.GetAsync("/calls")).Html);
        var done = await supervisor.PostAsync($"/calls/{promise}", ("reached", "true"), ("note", "谈妥，补发"), ("version", Text(version)));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (silent.Status, stale.Status));
        Assert.Contains("请填写通话内容和结论", silent.Html);
        Assert.Equal(("/calls", "/calls"), (tried.Location, done.Location));
        Assert.Contains("没有待回的电话", (await supervisor.GetAsync("/calls")).Html);
        await using var db = app.Read();
        Assert.Equal(["无人接听", "谈妥，补发"], await db.CaseEvents.Where(e => e.Kind == EventKind.Contact).OrderBy(e => e.Id).Select(e => e.Note!).ToListAsync());
        Assert.NotNull((await db.Promises.SingleAsync()).KeptAt);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.PostAsync($"/calls/{promise}", ("note", "x"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/calls")).Status);
    }

    [Theory, OnSqlite]
    public async Task Ask_WithoutReasonOrTime_NamesTheField(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var agent = await app.SignInAsync(app.Agent);
        await agent.GetAsync($"/cases/{@case.Number}?act=call");

        foreach (var (what, due) in new[] { ("", "2026-03-03T18:00"), ("x", ""), ("x", "nonsense"), ("x", "2020-01-01T00:00") })
        {
            var refused = await agent.PostAsync($"/cases/{@case.Number}/acts/call", ("version", Text(@case.Version)), ("what", what), ("dueAt", due));
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.Contains("field-error", refused.Html);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<(long Promise, int Version)> OwedAsync(CasesApp app)
    {
        await using var db = app.Read();
        return ((await db.Promises.SingleAsync()).Id, (await db.Cases.SingleAsync()).Version);
    }
}
