using System.Net;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Web.Features.Periods;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Scores;

/// <summary>Who is an agent of a month when roles are given and taken within it.</summary>
public sealed class RoleDatesTests
{
    private static readonly CalendarMonth March = new(2026, 3);

    [Theory, OnSqlite, OnPostgres]
    public async Task Promoted_OnTheTenth_IsScoredAndPaidForTenDaysAndThePublishedMonthStands(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (agent, newcomer) = (app.Agent.AccountId!.Value, app.Auditor.AccountId!.Value);
        await RateAsync(app, app.Agent, Utc(3, 10));
        app.Clock.AdvanceTo(Utc(4, 9));
        await PublishAsync(app);

        // promoted on the 10th; somebody who was here already becomes an agent on the 21st
        app.Clock.AdvanceTo(Utc(4, 10));
        var admin = await app.SignInAsync(app.Administrator);
        await admin.GetAsync($"/users/{agent}");
        Assert.Equal(HttpStatusCode.Found, (await admin.PostAsync($"/users/{agent}/roles", ("role", "Supervisor"), ("shopId", $"{app.Shop.Id}"))).Status);
        Assert.Equal(HttpStatusCode.Found, (await admin.PostAsync($"/users/{agent}/roles/{await GrantAsync(app, agent)}/remove")).Status);
        Assert.Contains("曾任角色", (await admin.GetAsync($"/users/{agent}")).Html);
        app.Clock.AdvanceTo(Utc(4, 21));
        admin = await app.SignInAsync(app.Administrator);
        await admin.GetAsync($"/users/{newcomer}");
        Assert.Equal(HttpStatusCode.Found, (await admin.PostAsync($"/users/{newcomer}/roles", ("role", "Agent"), ("shopId", $"{app.Shop.Id}"))).Status);
        await RateAsync(app, app.Agent, Utc(4, 9));
        app.Clock.AdvanceTo(Utc(5, 2));

        var compute = app.Services.GetRequiredService<ComputeScores>();
        await using var db = app.Read();
        var published = await db.ScoreSnapshots.SingleAsync(s => s.IsPublished);
        Assert.Equal(published.InputHash, (await compute.RunAsync(app.Shop, March, default)).InputHash);
        var april = await compute.RunAsync(app.Shop, March.Next, default);
        var card = april.Cards.Single(c => c.Inputs.AccountId == agent);
        Assert.Equal((new TimeInRole(10, 30), 266.67m), (card.Inputs.Facts.RoleDays, card.Inputs.PerformanceBase));
        Assert.Equal(400, card.Lines.Single(l => l.Fact.Indicator == "customers_received").Scored.Rule.Target);
        Assert.NotNull(card.Final);
        Assert.Equal(new TimeInRole(10, 30), april.Cards.Single(c => c.Inputs.AccountId == newcomer).Inputs.Facts.RoleDays);
        Assert.Null(april.Cards.Single(c => c.Inputs.AccountId == app.OtherAgent.AccountId).Inputs.Facts.RoleDays);
        var slip = april.Pay.Single(p => p.Facts.AccountId == agent);
        Assert.Equal(Domain.Money.Rounding.ToCents(slip.Facts.PostSalary / 3), slip.PostSalary);
        Assert.Equal([app.OtherAgent.AccountId!.Value, newcomer], (await compute.RunAsync(app.Shop, new CalendarMonth(2026, 5), default)).Cards.Select(c => c.Inputs.AccountId).Order());
        // stored and read again it is the same, and says for how long
        Assert.Equal(CalculationOutcome.Stored, (await app.Services.GetRequiredService<CalculateScores>().RunAsync(app.Shop, March.Next, null, default)).Outcome);
        Assert.Empty((await new AuditScores(app.Services.GetRequiredService<IDbContextFactory<CasesDbContext>>()).RunAsync(app.Shop, default)).Differing);
        var manager = await app.SignInAsync(app.Manager);
        Assert.Contains("本月任客服 10 天（共 30 天）", (await manager.GetAsync($"/scores/2026-04/{agent}")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Addition_ForWhoeverWasAnAgentInTheMonth_IsTakenAndLaterRefused(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var agent = app.Agent.AccountId!.Value;
        app.Clock.AdvanceTo(Utc(3, 20));
        await using (var db = app.Read())
        {
            var grant = await db.Grants.AsTracking().SingleAsync(g => g.AccountId == agent);
            db.Remove(grant);
            db.Add(FormerGrant.Of(grant, app.Services.GetRequiredService<IdSource>().Next(), app.Clock.Now));
            await db.SaveChangesAsync();
        }

        app.Clock.AdvanceTo(Utc(4, 2));
        var supervisor = await app.SignInAsync(app.Supervisor);
        (string, string)[] form = [("accountId", $"{agent}"), ("points", "5"), ("reason", "顶岗"), ("proof", "排班表")];
        Assert.Contains($"<option value=\"{agent}\">", (await supervisor.GetAsync("/scores/periods/2026-03")).Html);
        Assert.Equal("/scores/periods/2026-03", (await supervisor.PostAsync("/scores/periods/2026-03/additions", form)).Location);
        Assert.Contains("此人不是本店客服", (await supervisor.PostAsync("/scores/periods/2026-04/additions", form)).Html);
    }

    private static async Task PublishAsync(CasesApp app)
    {
        app.Clock.AdvanceTo(Utc(4, 11));
        Assert.Equal(CalculationOutcome.Stored, (await app.Services.GetRequiredService<CalculateScores>().RunAsync(app.Shop, March, null, default)).Outcome);
        var (step, manager) = (app.Services.GetRequiredService<StepPeriod>(), new PeriodActor(app.Manager.AccountId, IsApprover: true));
        foreach (var trigger in new[] { PeriodTrigger.OpenReview, PeriodTrigger.Approve, PeriodTrigger.Publish })
        {
            Assert.Null((await step.RunAsync(app.Shop, March, trigger, null, null, manager, default)).Refusal);
        }
    }

    private static async Task RateAsync(CasesApp app, Actor agent, DateTime at)
    {
        var id = app.Services.GetRequiredService<IdSource>().Next();
        await using var db = app.Read();
        db.Add(new Rating { Id = id, ShopId = app.Shop.Id, NaturalKey = $"r{id}", Stars = 5, RatedAt = at, AgentId = agent.AccountId });
        await db.SaveChangesAsync();
    }

    private static async Task<long> GrantAsync(CasesApp app, long account)
    {
        await using var db = app.Read();
        return await db.Grants.Where(g => g.AccountId == account && g.Role == Role.Agent).Select(g => g.Id).SingleAsync();
    }

    private static DateTime Utc(int month, int day) => new(2026, month, day, 4, 0, 0, DateTimeKind.Utc);
}
