using System.Globalization;
using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Scores;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Responsibility;

public sealed class ResponsibilityPagesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Ruling_FromQueueToConfirmedPenalty_IsLivedOnThePages(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await ResolvedAsync(host);
        await using var site = await ScoreSite.StartAsync(host);
        var supervisor = await site.SignInAsync(host.Supervisor);
        Assert.Contains($"/responsibility/{@case.Number}", (await supervisor.GetAsync("/responsibility")).Html);
        var form = Form(host, @case);
        Assert.Equal(HttpStatusCode.OK, (await supervisor.GetAsync($"/responsibility/{@case.Number}")).Status);

        var preview = await supervisor.PostAsync($"/responsibility/{@case.Number}/preview", form);
        Assert.Contains("¥54.00", preview.Html); // 300 × 60% × 30%
        Assert.Contains("¥120.00", preview.Html);
        Assert.Contains("100% / 100%", preview.Html);
        Assert.Equal(HttpStatusCode.Found, (await supervisor.PostAsync($"/responsibility/{@case.Number}", [.. form, ("step", "rule")])).Status);

        await using var db = host.Read();
        var penalty = await db.Penalties.AsNoTracking().SingleAsync();
        Assert.Equal((PenaltyState.Proposed, 54m, host.Agent.AccountId), (penalty.State, penalty.Amount, penalty.AccountId));
        Assert.Equal(Stage.Closed, (await db.Cases.AsNoTracking().SingleAsync()).Stage);
        var agent = await site.SignInAsync(host.Agent);
        Assert.Contains($"/penalties/{penalty.Id}/appeal", (await agent.GetAsync("/penalties")).Html);
        await agent.PostAsync($"/penalties/{penalty.Id}/appeal", ("words", "包装是仓库做的"));
        Assert.Equal(PenaltyState.Appealed, (await db.Penalties.AsNoTracking().SingleAsync()).State);

        // never the proposer
        Assert.DoesNotContain($"/{penalty.Id}/confirm", (await supervisor.GetAsync("/responsibility/penalties")).Html);
        await supervisor.PostAsync($"/responsibility/penalties/{penalty.Id}/drop", ("reason", "算了"));
        Assert.Contains("提出处罚的人不能", (await supervisor.GetAsync("/responsibility/penalties")).Html.Replace("提出人不能", "提出处罚的人不能", StringComparison.Ordinal));
        Assert.Equal(PenaltyState.Appealed, (await db.Penalties.AsNoTracking().SingleAsync()).State);
        var manager = await site.SignInAsync(host.Manager);
        Assert.Contains($"/{penalty.Id}/reduce", (await manager.GetAsync("/responsibility/penalties?state=appealed")).Html);
        await manager.PostAsync($"/responsibility/penalties/{penalty.Id}/reduce", ("reason", "仓库也有责任"), ("reduceTo", "30"));
        penalty = await db.Penalties.AsNoTracking().SingleAsync();
        Assert.Equal((PenaltyState.Reduced, 30m, "2026-03"), (penalty.State, penalty.ReducedTo, penalty.ConfirmedMonth));
        Assert.Contains("2026-03", (await agent.GetAsync("/penalties")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Ruling_WrongFields_AreNamedWhereTheyStand(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await ResolvedAsync(host);
        await using var site = await ScoreSite.StartAsync(host);
        var supervisor = await site.SignInAsync(host.Supervisor, "en");
        var path = $"/responsibility/{@case.Number}";
        await supervisor.GetAsync(path);

        var refused = await supervisor.PostAsync(path, ("version", Version(@case)), ("question", "Caused"), ("loss", "3oo"), ("severity", "B"), ("step", "rule"),
            ("shares[0].who", "Courier"), ("shares[0].percent", "40"), ("shares[1].who", "Warehouse"), ("shares[1].percent", "40"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("An amount in yuan with at most two decimals.", refused.Html);
        Assert.Contains("The shares must sum to exactly 100%.", refused.Html);
        Assert.Contains("value=\"3oo\"", refused.Html);
        Assert.Equal(2, refused.Html.Split("This field is required.").Length - 1);
        Assert.Contains("80% / 100%", refused.Html);

        var stale = await supervisor.PostAsync(path, [.. Form(host, @case).Where(f => f.Name != "version"), ("version", "1"), ("step", "rule")]);
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        await using var db = host.Read();
        Assert.Empty(await db.Rulings.ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Pages_ByRole_AreOpenToWhomTheyAreFor(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await ResolvedAsync(host);
        var open = await host.InvestigatingAsync("还在处理");
        await using var site = await ScoreSite.StartAsync(host);
        var agent = await site.SignInAsync(host.Agent);
        var manager = await site.SignInAsync(host.Manager);
        foreach (var path in new[] { "/responsibility", $"/responsibility/{@case.Number}", "/responsibility/penalties" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(path)).Status);
            Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync(path)).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/penalties")).Status);
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync("/penalties")).Status); // he may own a case, and then answers for it
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync($"/responsibility/{open.Number}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync("/responsibility/AS9999")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.PostAsync("/responsibility/penalties/7/confirm")).Status);
    }

    private static (string Name, string Value)[] Form(StoreHost host, Case @case) =>
    [
        ("version", Version(@case)), ("question", "Caused"), ("loss", "300"), ("severity", "B"), ("reason", "未核对就发货"), ("evidence", "照片三张"),
        ("shares[0].who", $"agent:{host.Agent.AccountId}"), ("shares[0].percent", "60"), ("shares[1].who", "Courier"), ("shares[1].percent", "40"), ("shares[2].who", ""),
    ];

    private static string Version(Case @case) => @case.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>A complaint solved without money: it waits for its ruling.</summary>
    private static async Task<Case> ResolvedAsync(StoreHost host)
    {
        var @case = await host.InvestigatingAsync();
        await host.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), host.Agent);
        await host.DoAsync(@case, new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments("道歉并说明") }, host.Agent);
        return await host.DoAsync(@case, new FireTrigger(Triggers.Accept), host.Agent);
    }
}
