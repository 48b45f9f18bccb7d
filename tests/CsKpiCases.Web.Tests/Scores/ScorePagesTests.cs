using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Scores;

public sealed class ScorePagesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Pages_EveryFigure_OpensToItsSources(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        var @case = await FillAsync(bench);
        await using var site = await ScoreSite.StartAsync(bench.Host);
        var agent = await site.SignInAsync(bench.Host.Agent);

        var mine = await agent.GetAsync("/scores/mine?month=2026-02");
        Assert.Equal(HttpStatusCode.OK, mine.Status);
        Assert.Contains("尚未核算", mine.Html);
        Assert.Contains("服务评分", mine.Html);
        foreach (var line in new[] { "service_score", "resolution_rate", "customers_received", "sla_judged", "sla_goal_missed", "sla_limit_breached", "penalties" })
        {
            var href = $"/scores/2026-02/{bench.Agent}/sources/{line}";
            Assert.Contains(href, mine.Html);
            var sources = await agent.GetAsync(href);
            Assert.Equal(HttpStatusCode.OK, sources.Status);
            Assert.Contains(line == "service_score" ? "聊天" : $"/cases/{@case.Number}", sources.Html);
        }

        var manager = await site.SignInAsync(bench.Host.Manager, "en");
        Assert.Contains("not calculated yet", (await manager.GetAsync("/scores?month=2026-02")).Html);
        Assert.Equal(HttpStatusCode.Found, (await manager.PostAsync("/scores/2026-02/calculate")).Status);
        var team = await manager.GetAsync("/scores?month=2026-02");
        Assert.Contains("Calculated and stored as a new revision", team.Html);
        Assert.Contains("revision 1", team.Html);
        Assert.Contains("Service score", (await agent.GetAsync("/scores/mine?month=2026-02")).Html.Replace("服务评分", "Service score", StringComparison.Ordinal));
        Assert.Contains($"/cases/{@case.Number}", (await agent.GetAsync($"/scores/2026-02/{bench.Agent}/sources/penalties")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Pages_Agent_SeesHisOwnAndNobodyElses(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        await FillAsync(bench);
        await using var site = await ScoreSite.StartAsync(bench.Host);
        var agent = await site.SignInAsync(bench.Host.OtherAgent);
        var supervisor = await site.SignInAsync(bench.Host.Supervisor);

        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/scores")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync($"/scores/2026-02/{bench.Agent}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync($"/scores/2026-02/{bench.Agent}/sources/service_score")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsync("/scores/2026-02/calculate")).Status);
        Assert.Contains("本月还没有可计分的数据", (await agent.GetAsync("/scores/mine?month=2026-02")).Html);
        Assert.Equal(HttpStatusCode.OK, (await supervisor.GetAsync($"/scores/2026-02/{bench.Agent}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await supervisor.GetAsync("/scores?month=2026-02")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.PostAsync("/scores/2026-02/calculate")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.GetAsync("/scores/2026-02/77")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.GetAsync("/scores?month=2027-01")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.GetAsync($"/scores/2026-02/{bench.Agent}/sources/nonsense")).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Calculate_WithoutAWorker_CountsWhatFellDueInTheMonth(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.InvestigatingAsync();
        app.Clock.Advance(TimeSpan.FromDays(30)); // from March 2 to April 1
        var manager = await app.SignInAsync(app.Manager);

        await manager.GetAsync("/scores");
        Assert.Equal("/scores?month=2026-03", (await manager.PostAsync("/scores/2026-03/calculate")).Location);
        await app.Services.GetRequiredService<JobRunner>().RunMinuteAsync(default);
        await manager.PostAsync("/scores/2026-03/calculate");

        await using var db = app.Read();
        Assert.Single(await db.Breaches.Where(b => b.Clock == ClockNames.FirstResponse && b.Level == DueLevel.Limit).ToListAsync());
        Assert.Equal(1, (await db.ScoreSnapshots.SingleAsync()).Revision); // the second found nothing that the first had not
    }

    private static async Task<Case> FillAsync(ScoreBench bench)
    {
        var morning = ScoreBench.Morning;
        var @case = bench.Case(bench.Buyer("lin"), morning.AddDays(1), owners: [(bench.Agent, morning)]);
        bench.Clock(@case, "resolution", ClockState.Met, morning.AddDays(1), bench.Agent);
        bench.Clock(@case, "first_response", ClockState.Late, morning.AddHours(1), bench.Agent);
        bench.Clock(@case, "next_response", ClockState.Breached, morning.AddHours(2), bench.Agent);
        bench.Act(@case, bench.Agent, morning.AddHours(1));
        bench.Rate(bench.Agent, 5);
        bench.Penalise(@case, bench.Agent, Severity.C, PenaltyState.Confirmed, "2026-02");
        await bench.SaveAsync();
        return @case;
    }
}
