using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.ClockAudit;
using CsKpiCases.Web.Features.Leave;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using CsKpiCases.Web.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Leave;

/// <summary>What becomes of the cases of somebody whose leave begins.</summary>
public sealed class ReturnAbsentTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Leave_ThatBegins_SendsHisWorkBackOrOnAndKeepsWhatWaitsOnOthers(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var assigned = await app.ClassifiedAsync();
        await app.DoAsync(assigned, new FireTrigger(Triggers.Assign) { Arguments = new AssignArguments(app.Agent.AccountId!.Value) }, app.Supervisor);
        var (working, asking) = (await app.InvestigatingAsync(), await app.InvestigatingAsync());
        await app.DoAsync(asking, new FireTrigger(Triggers.AskBuyer) { Arguments = new AskBuyerArguments(Channel.PlatformChat), Note = "请发照片" }, app.Agent);
        await app.SaveAsync(Staffing.Leave(app.NewId(), app.Shop, app.Agent, app.Clock.Now.AddHours(1), app.Clock.Now.AddHours(9)));
        var absent = app.Services.GetRequiredService<ReturnAbsent>();
        Assert.Equal(0, await absent.RunAsync(default));

        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((2, 0), (await absent.RunAsync(default), await absent.RunAsync(default)));

        await using var db = app.Read();
        async Task<(string, long?)> StandsAsync(Case c) => await db.Cases.Where(x => x.Id == c.Id).Select(x => new { x.State, x.OwnerId }).SingleAsync() is { } found ? (found.State, found.OwnerId) : default;
        Assert.Equal((SharedWorkflow.Classified, (long?)null), await StandsAsync(assigned));
        Assert.Equal(("Investigating", app.OtherAgent.AccountId), await StandsAsync(working));
        Assert.Equal(("AwaitingBuyer", app.Agent.AccountId), await StandsAsync(asking));
        var supervisor = await app.SignInAsync(app.Supervisor);
        Assert.Contains("王敏休假；负载最低：手上 0，当班", (await supervisor.GetAsync("/cases/" + working.Number)).Html);
        Assert.Contains("王敏休假", (await supervisor.GetAsync("/cases/" + assigned.Number)).Html);

        // what comes back to him meanwhile goes on to somebody else too
        await app.DoAsync(asking, new FireTrigger(Triggers.BuyerAnswered) { Note = "照片" }, Actor.Buyer);
        Assert.Equal(1, await absent.RunAsync(default));
        Assert.Empty((await app.Services.GetRequiredService<AuditClocks>().AllAsync(app.Shop, default)).First);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Work_NobodyCanTake_StaysAndIsToldOnceAndWhatIsGivenOnPurposeStays(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var working = await app.InvestigatingAsync();
        var now = app.Clock.Now;
        await app.SaveAsync(
            Staffing.Leave(app.NewId(), app.Shop, app.Agent, now, now.AddHours(9)), Staffing.Leave(app.NewId(), app.Shop, app.OtherAgent, now.AddHours(-1), now.AddHours(2)));
        var absent = app.Services.GetRequiredService<ReturnAbsent>();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 0), (await absent.RunAsync(default), await absent.RunAsync(default)));
        await using (var db = app.Read()) Assert.Equal(1, await db.OutboxMessages.CountAsync(m => m.Kind == "notice.absent_left"));

        app.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await absent.RunAsync(default));
        await app.DoAsync(working, new FireTrigger(Triggers.Reassign) { Arguments = new AssignArguments(app.Agent.AccountId!.Value), Override = true, Note = "他答应晚上处理" }, app.Supervisor);
        Assert.Equal(0, await absent.RunAsync(default));
    }
}
