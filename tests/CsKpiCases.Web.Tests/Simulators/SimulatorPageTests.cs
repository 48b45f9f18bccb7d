using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Simulators;

public sealed partial class SimulatorPageTests
{
    private const string Page = "/sla/simulator";

    [Theory, OnSqlite]
    public async Task Simulator_ByRole_IsForSupervisorsAndUp(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);

        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync(app.Agent)).GetAsync(Page)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync(app.Stranger)).GetAsync(Page)).Status);
        var supervisor = await app.SignInAsync(app.Supervisor);
        var empty = await supervisor.GetAsync(Page);
        Assert.Equal(HttpStatusCode.OK, empty.Status);
        Assert.Contains("还没有要模拟的内容", empty.Html);
        Assert.Contains("/sla/simulator?do=example", empty.Html);
    }

    [Theory, OnSqlite]
    public async Task Example_ClickedOnce_AnswersAsTheSpecificationDoes(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor, "en");

        // the clock of the tests stands in 2026, whose first Monday of March is the second, as in the specification
        var example = await supervisor.GetAsync(Page + "?do=example");
        // sla.md's own answer, on a calendar of 08:30-18:00 without its lunch
        Assert.Contains("2026-03-02 18:00:00", example.Html);
        Assert.Contains("run 2", example.Html);
        Assert.Contains("class=\"sim-svg\"", example.Html);
        Assert.DoesNotContain("style=", example.Html);
        var continuous = await supervisor.GetAsync(Address(("t0.clock", "resolution"), ("t0.goal", "4h"), ("t0.limit", "PT8H"), ("t0.pause", "buyer"),
            ("e0.at", "2026-03-02T09:00"), ("e0.type", "start"), ("e1.at", "2026-03-02T10:00"), ("e1.type", "wait"), ("e1.on", "buyer"),
            ("e2.at", "2026-03-02T15:00"), ("e2.type", "resume"), ("asOf", "2026-03-03T00:00:00")));
        Assert.Contains("2026-03-02 22:00:00", continuous.Html); // limit: an hour before the wait, seven after it
        Assert.Contains("Breached", continuous.Html);
    }

    [Theory, OnSqlite]
    public async Task Errors_OfEveryField_StandAtItAndNothingTypedIsLost(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor);

        var page = await supervisor.GetAsync(Address(
            ("t0.clock", ""), ("t0.goal", ""), ("t0.limit", ""), ("t3.clock", "解决"), ("t3.goal", "8h"), ("t3.limit", "4h"), ("t3.calendar", "没有的日历"), ("t3.pause", "agent"),
            ("t4.clock", "x"), ("t4.goal", "1wd"), ("t4.limit", "两天"),
            ("e0.at", "2026-03-02T09:00"), ("e0.type", "wait"), ("e2.at", "昨天"), ("e2.type", "stop"), ("e5.at", "2026-03-01T09:00"), ("e5.type", "x"), ("asOf", "明天")));

        foreach (var (field, words) in new[]
        {
            ("t3.limit", "上限不能短于目标"), ("t3.calendar", "没有这个名称的日历"), ("t3.pause", "不能等待这一方"), ("t4.goal", "工作日需要工作日历"), ("t4.limit", "时长应写成"),
            ("e0.type", "第一个事件必须是"), ("e0.on", "必填"), ("e2.at", "不是有效的时间"), ("e5.at", "早于上一个事件"), ("e5.type", "类型只能是"), ("asOf", "不是有效的时间"),
        })
        {
            Assert.Contains($"id=\"fault-{field.Replace('.', '-')}\">{words}", page.Html);
        }

        Assert.DoesNotContain("fault-t0", page.Html);
        foreach (var typed in new[] { "解决", "8h", "没有的日历", "两天", "昨天", "明天" }) Assert.Contains($"value=\"{typed}\"", page.Html);
        Assert.DoesNotContain("sim-svg", page.Html);
    }

    [Theory, OnSqlite]
    public async Task Policy_TakenBeforeAnyEvent_AsksForEventsAndFindsNoFault(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor);
        (string, string)[] typed = [("t0.clock", ""), ("e0.at", ""), ("e0.type", "start"), ("policy", "house")];

        var taken = await supervisor.GetAsync(Address([.. typed, ("do", "policy")]));
        Assert.DoesNotContain("field-error", taken.Html);
        Assert.Contains("再写几个事件", taken.Html);
        // asked for a result, it says what is missing
        var asked = await supervisor.GetAsync(Address(("t0.clock", "a"), ("t0.goal", "4h"), ("e0.at", ""), ("e0.type", "start"), ("do", "run")));
        Assert.Contains("fault-e0-at", asked.Html);
    }

    [Theory, OnSqlite]
    public async Task Case_TakenBesideChosenTargets_KeepsThem(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var supervisor = await app.SignInAsync(app.Supervisor);
        (string, string)[] chosen = [("t0.clock", "试一试"), ("t0.limit", "3h"), ("e0.at", ""), ("e0.type", "start"), ("do", "case"), ("case", @case.Number)];

        var page = await supervisor.GetAsync(Address(chosen));
        Assert.Contains("value=\"试一试\"", page.Html);
        Assert.Contains("value=\"3h\"", page.Html);
        Assert.Contains("保留了页面上的目标", page.Html);
        Assert.Contains($"do=case&amp;case={@case.Number}&amp;lived=", page.Html);
        Assert.DoesNotContain("name=\"e0.at\" value=\"\"", page.Html);
        var own = await supervisor.GetAsync($"{Page}?do=case&case={@case.Number}");
        Assert.DoesNotContain("保留了页面上的目标", own.Html);
    }

    [Theory, OnSqlite]
    public async Task Rows_WithoutScript_AreAddedAndRemovedByTheirButtons(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor);
        (string, string)[] typed = [("t0.clock", "a"), ("t0.goal", "1h"), ("e0.at", "2026-03-02T09:00"), ("e0.type", "start"), ("e1.at", "2026-03-02T09:30"), ("e1.type", "stop")];

        var more = await supervisor.GetAsync(Address([.. typed, ("do", "add-event")]));
        var less = await supervisor.GetAsync(Address([.. typed, ("do", "remove-e1")]));
        var policy = await supervisor.GetAsync(Page + "?do=policy&policy=house");

        Assert.Contains("name=\"e2.at\"", more.Html);
        Assert.Contains("name=\"e1.at\"", more.Html);
        Assert.DoesNotContain("name=\"e1.at\"", less.Html);
        Assert.Contains("value=\"first_response\"", policy.Html);
        Assert.DoesNotContain("value=\"platform_deadline\" list", policy.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_FilledByItsNumber_LivesAsItsStoredClocksSay(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        app.Clock.Advance(TimeSpan.FromHours(3));
        @case = await app.DoAsync(@case, new FireTrigger(Triggers.AskBuyer) { Note = "等照片" }, app.Agent);
        app.Clock.Advance(TimeSpan.FromHours(30));
        @case = await app.DoAsync(@case, new FireTrigger(Triggers.BuyerAnswered) { Note = "收到" }, app.Agent);
        app.Clock.Advance(TimeSpan.FromHours(20));
        @case = await app.DoAsync(@case, new LogContact(Channel.PlatformChat, Reached: true), app.Agent);
        var supervisor = await app.SignInAsync(app.Supervisor);
        await using var db = app.Read();
        var stored = await db.CaseClocks.Where(c => c.CaseId == @case.Id).ToListAsync();

        foreach (var clock in stored)
        {
            var page = await supervisor.GetAsync($"{Page}?do=case&case={@case.Number}&lived={clock.Clock}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            // simulated from the events that were filled in, and drawn above from the case itself: twice the same line
            var lines = Line().Matches(page.Html).Select(m => Plain(m.Value)).Where(line => line.StartsWith(Name(clock.Clock), StringComparison.Ordinal)).Distinct().ToList();
            var line = Assert.Single(lines);
            foreach (var at in new[] { clock.GoalDueAt, clock.LimitDueAt, clock.GoalMissedAt, clock.BreachedAt, clock.StoppedAt }.OfType<DateTime>()) Assert.Contains(Local(at), line);
        }

        Assert.Contains(stored, c => c.BreachedAt is not null);
        Assert.Contains(stored, c => c is { Clock: ClockNames.Resolution, IsOpen: true });
    }

    [Theory, OnSqlite]
    public async Task Case_OfAnotherShopOrNone_IsNotThere(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        await using (var db = app.Read())
        {
            await db.Database.ExecuteSqlAsync($"UPDATE \"Cases\" SET \"ShopId\" = {app.OtherShop.Id} WHERE \"Id\" = {@case.Id}");
        }

        var supervisor = await app.SignInAsync(app.Supervisor);
        foreach (var number in new[] { @case.Number, "AS0001", "" })
        {
            var page = await supervisor.GetAsync($"{Page}?do=case&case={number}");
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
            Assert.Contains("本店没有这个单号", page.Html);
        }
    }

    private static string Address(params (string Name, string Value)[] fields) =>
        Page + "?" + string.Join('&', fields.Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}"));

    private static string Name(string clock) => Web.Resources.Texts.Load(strict: true).Of(CultureInfo.GetCultureInfo("zh-CN"))["clock." + clock];

    private static string Local(DateTime at) => at.AddHours(8).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Plain(string html) => Tag().Replace(html.Replace("试这个时钟", "", StringComparison.Ordinal), " ").Trim();

    [GeneratedRegex("<tr>\\s*<th scope=\"row\">.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Line();

    [GeneratedRegex("(<[^>]+>|\\s)+")]
    private static partial Regex Tag();
}
