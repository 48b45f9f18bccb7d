using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Staff;

public sealed class StaffPagesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Profile_SavedBySupervisor_IsKeptAndShown(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/staff");

        var saved = await supervisor.FollowAsync(await supervisor.PostAsync($"/staff/{app.Agent.AccountId}", ("workLimit", "12"), ("categories", "transport"), ("categories", "service"), ("types", "Complaint")));

        await using var db = app.Read();
        var profile = await db.AgentProfiles.SingleAsync();
        Assert.Equal((app.Agent.AccountId!.Value, (int?)12, "transport,service", "Complaint"), (profile.AccountId, profile.WorkLimit, profile.Categories, profile.Types));
        Assert.Contains("王敏的技能与上限已保存", saved.Html);
        Assert.Matches("value=\"transport\" checked=\"checked\"", saved.Html);
        Assert.Single(await db.AuditEntries.Where(a => a.Act == "agent-profile").ToListAsync());
    }

    [Theory, OnSqlite]
    public async Task Form_WithBadValues_ComesAgainAndNamesThem(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/staff");
        foreach (var limit in new[] { "0", "501", "-3", "many", "1.5" })
        {
            var page = await supervisor.PostAsync($"/staff/{app.Agent.AccountId}", ("workLimit", limit));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Contains("请填 1–500 的整数", page.Html);
        }

        Assert.Contains("重新勾选", (await supervisor.PostAsync($"/staff/{app.Agent.AccountId}", ("categories", "nonsense"))).Html);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.PostAsync($"/staff/{app.Stranger.AccountId}", ("workLimit", "5"))).Status);
        var rules = await supervisor.PostAsync("/staff/rules", ("workLimit", "x"), ("acceptWithinMinutes", "0"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, rules.Status);
        Assert.Contains("请填 1–1440 的整数", rules.Html);
        await using var db = app.Read();
        Assert.False(await db.AgentProfiles.AnyAsync());
        Assert.False(await db.ShopStaffings.AnyAsync());
    }

    [Theory, OnSqlite]
    public async Task Pages_ForEachRole_OpenAsTheTableOfRightsSays(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        foreach (var person in new[] { app.Agent, app.Supervisor, app.Finance, app.Auditor, app.Manager, app.Administrator })
        {
            var visitor = await app.SignInAsync(person);
            foreach (var (path, right) in new[] { ("/staff", Right.ManageStaff), ("/assign", Right.WorkCases) })
            {
                var expected = Rights.Allow(person.Roles, right) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
                Assert.Equal(expected, (await visitor.GetAsync(path)).Status);
            }

            await visitor.GetAsync("/cases");
            if (!Rights.Allow(person.Roles, Right.ManageStaff)) Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync("/assign/mode", ("mode", "RoundRobin"))).Status);
        }
    }
}
