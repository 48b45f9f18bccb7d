using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Assigning;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using CsKpiCases.Web.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Assigning;

/// <summary>What the rule gives away by itself, and what it keeps people from taking.</summary>
public sealed class GiveAwayTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task LeastLoaded_OverTheQueue_GivesToWhoHasLeastUpToTheLimitAndSaysWhy(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.InvestigatingAsync();
        await app.SaveAsync(new ShopStaffing { ShopId = app.Shop.Id, Mode = AssignmentMode.LeastLoaded, WorkLimit = 2 });
        for (var i = 0; i < 5; i++) await app.ClassifiedAsync();

        var given = await app.Services.GetRequiredService<GiveAway>().RunAsync(default);
        var again = await app.Services.GetRequiredService<GiveAway>().RunAsync(default);

        await using var db = app.Read();
        Assert.Equal((3, 0), (given, again));
        Assert.Equal(2, await db.Cases.CountAsync(c => c.OwnerId == app.Agent.AccountId));
        Assert.Equal(2, await db.Cases.CountAsync(c => c.OwnerId == app.OtherAgent.AccountId));
        var e = await db.CaseEvents.Where(x => x.Trigger == Triggers.AutoAssign).OrderBy(x => x.Id).FirstAsync();
        Assert.Equal((ActorKind.System, app.OtherAgent.AccountId), (e.ActorKind, e.OwnerId));
        Assert.Contains("\"because\":{\"rule\":\"leastLoaded\",\"load\":0,\"limit\":2,\"skill\":\"product_quality\"}", e.Payload);
        var number = await db.Cases.Where(c => c.Id == e.CaseId).Select(c => c.Number).SingleAsync();
        Assert.Contains("负载最低：手上 0 / 2，当班，会处理产品质量", (await (await app.SignInAsync(app.Supervisor)).GetAsync("/cases/" + number)).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task RoundRobin_OverSeveralRuns_GoesOnWhereItStopped(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.SaveAsync(new ShopStaffing { ShopId = app.Shop.Id, Mode = AssignmentMode.RoundRobin });
        for (var i = 0; i < 3; i++)
        {
            await app.ClassifiedAsync();
            await app.Services.GetRequiredService<GiveAway>().RunAsync(default);
        }

        await using var db = app.Read();
        var owners = await db.Cases.OrderBy(c => c.Id).Select(c => c.OwnerId).ToListAsync();
        Assert.Equal([app.Agent.AccountId, app.OtherAgent.AccountId, app.Agent.AccountId], owners);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rule_WithEverybodyUnfit_LeavesTheCaseInTheQueueUntilSomebodyIs(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var day = new Shift { Id = app.NewId(), ShopId = app.Shop.Id, Name = "白班", StartsAt = new(8, 30), EndsAt = new(16, 0) };
        await app.SaveAsync(
            new ShopStaffing { ShopId = app.Shop.Id, Mode = AssignmentMode.LeastLoaded }, day,
            new AgentProfile { Id = app.NewId(), ShopId = app.Shop.Id, AccountId = app.Agent.AccountId!.Value, Categories = "transport" },
            Staffing.Leave(app.NewId(), app.Shop, app.OtherAgent, app.Clock.Now, app.Clock.Now.AddHours(2)));
        var @case = await app.ClassifiedAsync();
        Assert.Equal(0, await app.Services.GetRequiredService<GiveAway>().RunAsync(default));
        app.Clock.Advance(TimeSpan.FromHours(8)); // off shift
        Assert.Equal(0, await app.Services.GetRequiredService<GiveAway>().RunAsync(default));
        app.Clock.Advance(TimeSpan.FromHours(16));
        Assert.Equal(1, await app.Services.GetRequiredService<GiveAway>().RunAsync(default));
        await using var db = app.Read();
        Assert.Equal(app.OtherAgent.AccountId, await db.Cases.Where(c => c.Id == @case.Id).Select(c => c.OwnerId).SingleAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Look_AfterACaseCame_GivesItAwayWithoutTheJob(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.SaveAsync(new ShopStaffing { ShopId = app.Shop.Id, Mode = AssignmentMode.LeastLoaded });
        var background = app.Services.GetRequiredService<GiveAwayInBackground>();
        await background.LookAsync(default);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.ClassifiedAsync();
        await background.LookAsync(default);
        await using var db = app.Read();
        Assert.False(await db.Cases.AnyAsync(c => c.State == SharedWorkflow.Classified));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Claim_ByWhoShouldNot_IsRefusedWithTheReason(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.SaveAsync(new ShopStaffing { ShopId = app.Shop.Id, WorkLimit = 1 });
        var (first, second) = (await app.ClassifiedAsync(), await app.ClassifiedAsync());
        await app.DoAsync(first, new FireTrigger(Triggers.Claim), app.Agent);

        async Task<string> RefusedAsync(FireTrigger act, Actor who) => Assert.IsType<CaseResult.Refused>(await app.Store.ActAsync(app.Shop, second.Id, act, who, null)).Refusal.Reason;
        Assert.Equal(RefusalReason.AtWorkLimit, await RefusedAsync(new FireTrigger(Triggers.Claim), app.Agent));
        await app.SaveAsync(Staffing.Leave(app.NewId(), app.Shop, app.OtherAgent, app.Clock.Now, app.Clock.Now.AddHours(1)));
        Assert.Equal(RefusalReason.OnLeave, await RefusedAsync(new FireTrigger(Triggers.Claim), app.OtherAgent));
        var byHand = new FireTrigger(Triggers.Assign) { Arguments = new AssignArguments(app.Agent.AccountId!.Value) };
        Assert.Equal(RefusalReason.AtWorkLimit, await RefusedAsync(byHand, app.Supervisor));
        Assert.Equal(RefusalReason.OverrideNotAllowed, await RefusedAsync(byHand with { Override = true }, app.Supervisor));

        await app.DoAsync(second, byHand with { Override = true, Note = "只有他懂这款车" }, app.Supervisor);

        await using var db = app.Read();
        var e = await db.CaseEvents.SingleAsync(x => x.CaseId == second.Id && x.Trigger == Triggers.Assign);
        Assert.Equal("只有他懂这款车", e.Note);
        Assert.Contains("\"overridden\":[\"at_work_limit\"]", e.Payload);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Claims_AtOnce_KeepTheLimit(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.SaveAsync(new ShopStaffing { ShopId = app.Shop.Id, WorkLimit = 3 });
        var cases = new List<Case>();
        for (var i = 0; i < 8; i++) cases.Add(await app.ClassifiedAsync());
        var results = await Task.WhenAll(cases.Select(c => app.Store.ActAsync(app.Shop, c.Id, new FireTrigger(Triggers.Claim), app.Agent, null)));
        Assert.Equal(3, results.Count(r => r is CaseResult.Done));
    }
}
