using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Features.ReturnVisits;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CsKpiCases.Web.Tests.Imports.RefundExport;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>New cases are only for who signs in and may own them; what was over before keeps the name that the platform gives.</summary>
public sealed class AfterSalesPeopleTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Applications_OfWhoMayOwnNoCases_WaitForAnOwner(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await LeaveAsync(app, app.OtherAgent.AccountId);
        var result = await TakeAsync(app, Head
            + Row(app, "R1", "仅退款", "等待卖家同意", agent: "王敏") + Row(app, "R2", "仅退款", "等待卖家同意", agent: "李静") + Row(app, "R3", "仅退款", "待退款", agent: "孙会计")
            + Row(app, "R4", "仅退款", "退款成功", closed: "2026-03-01 12:00", agent: "李静") + Row(app, "R5", "维修", "已完成", closed: "2026-03-01 12:00"));
        Assert.Contains(result.Remarks, r => r.Contains("孙会计, 李静", StringComparison.Ordinal) || r.Contains("李静, 孙会计", StringComparison.Ordinal));

        await using var db = app.Read();
        var cases = await db.Cases.OrderBy(c => c.ExternalNumber).ToListAsync();
        Assert.Equal([app.Agent.AccountId, null, null, app.OtherAgent.AccountId, null], cases.Select(c => c.OwnerId));
        Assert.Equal(SharedWorkflow.Classified, cases[1].State);
        Assert.Equal([false, false, false, true, false], await db.AfterSalesApplications.OrderBy(a => a.NaturalKey).Select(a => a.IsRefunded).ToListAsync());
        Assert.False(await db.LedgerEntries.AnyAsync(e => e.CaseId == cases[4].Id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Cases_ThatGrowFromOneWhoseOwnerHasLeft_WaitForAnOwner(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await using var db = app.Read();
        await db.Buyers.ExecuteUpdateAsync(s => s.SetProperty(b => b.Tier, "vip"));
        var (solved, disputed) = (await app.InvestigatingAsync(), await app.InvestigatingAsync("杯子又碎了"));
        await app.DoAsync(solved, new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments("致歉") { Cause = ComplaintCatalogue.DamagedInTransit } }, app.Agent);
        await app.DoAsync(solved, new FireTrigger(Triggers.Accept), app.Agent);
        await LeaveAsync(app, app.Agent.AccountId);
        Assert.Equal(1, await app.Services.GetRequiredService<PlanReturnVisits>().RunAsync(app.Shop, new DateOnly(2026, 3, 2), default));
        await app.DoAsync(disputed, new FireTrigger(Triggers.OpenDispute) { Note = "平台介入" }, app.Supervisor);
        Assert.Equal([(CaseType.Dispute, null), (CaseType.ReturnVisit, (long?)null)], (await db.Cases.Where(c => c.GrewFromId != null).OrderByDescending(c => c.Id).ToListAsync()).Select(c => (c.Type, c.OwnerId)));
    }

    private static async Task LeaveAsync(CasesApp app, long? account)
    {
        await using var db = app.Read();
        await db.Users.Where(a => a.Id == account).ExecuteUpdateAsync(s => s.SetProperty(a => a.IsDisabled, true));
    }
}
