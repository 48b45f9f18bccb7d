using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using static CsKpiCases.Web.Tests.Imports.RefundExport;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>A case that a dispute froze catches up with the platform: no refund is paid twice, none stays open that is over there.</summary>
public sealed class AfterSalesDisputeTests
{
    [Theory]
    [OnSqlite("")]
    [OnPostgres("卖家")]
    [OnSqlite("卖家")]
    public async Task Application_ThatEnds_SettlesItsDisputeAndEndsItsCase(StoreProvider provider, string liable)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var ours = await DecidingAsync(app);
        await TakeAsync(app, Head + Row(app, "R1", "仅退款", "平台介入中", disputed: "介入中", intervened: "2026-03-02 09:30"));
        var ended = Head + Row(app, "R1", "仅退款", "退款成功", disputed: "介入结束", liable: liable, intervened: "2026-03-02 09:30", amount: "30.00");
        Assert.Empty((await TakeAsync(app, ended)).LeftAlone);

        await using var db = app.Read();
        var cases = await db.Cases.OrderBy(c => c.Id).ToListAsync();
        Assert.Equal([(CaseType.Return, Stage.Penalize, null), (CaseType.Dispute, Stage.Penalize, (long?)null)], cases.Select(c => (c.Type, c.Stage == Stage.Closed ? Stage.Penalize : c.Stage, c.FrozenById)));
        Assert.Equal(30m, LedgerSums.Granted(await db.LedgerEntries.ToListAsync()));
        Assert.Equal((ours.Id, SharedWorkflow.Resolved), await StandsAsync(app, "R1"));
        Assert.Equal(0, (await TakeAsync(app, ended)).Events);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Word_ThatCameWhileTheCaseWasFrozen_MovesItOnceItIsThawed(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var ours = await DecidingAsync(app);
        await app.DoAsync(ours, new FireTrigger(Triggers.OpenDispute), app.Agent);
        var agreed = Head + Row(app, "R1", "退货退款", "等待买家退货", consented: "2026-03-01 11:00");
        await TakeAsync(app, agreed);
        Assert.Equal((ours.Id, ReturnedGoods.Deciding), await StandsAsync(app, "R1"));

        app.Clock.Advance(TimeSpan.FromHours(1));
        await using var db = app.Read();
        var dispute = await db.Cases.SingleAsync(c => c.Type == CaseType.Dispute);
        await app.DoAsync(dispute, new FireTrigger(Triggers.Reply) { Note = "已举证" }, app.Agent);
        await app.DoAsync(dispute, new FireTrigger(Triggers.Settled) { Note = "双方和解" }, app.Agent);
        app.Clock.Advance(TimeSpan.FromHours(1));
        await TakeAsync(app, agreed);
        Assert.Equal((ours.Id, ReturnedGoods.AwaitingReturn), await StandsAsync(app, "R1"));

        // What the platform has said before is no reason to take back what was done here since.
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.DoAsync(ours, new FireTrigger(Triggers.GiveTracking) { Arguments = new TrackingArguments("顺丰", "SF790001") }, app.Agent);
        Assert.Equal(0, (await TakeAsync(app, agreed)).Events);
        Assert.Equal((ours.Id, ReturnedGoods.ReturnInTransit), await StandsAsync(app, "R1"));
    }
}
