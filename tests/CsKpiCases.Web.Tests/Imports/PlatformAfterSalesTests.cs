using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using static CsKpiCases.Web.Tests.Imports.RefundExport;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>What the platforms say of their after-sales applications: as facts, as cases, and as what moves the cases that are there.</summary>
public sealed class PlatformAfterSalesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Export_OfNewApplications_BecomesFactsAndCasesWhereTheyStand(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var file = Head
            + Row(app, "R1", "退货退款", "等待卖家同意", due: "2026-03-03 10:00")
            + Row(app, "R2", "退货退款", "买家已经退货，等待卖家确认收货", due: "2026-03-09 10:00", handled: "2026-03-01 11:00", consented: "2026-03-01 11:00", sent: "2026-03-01 20:00", courier: "顺丰", tracking: "SF770001", agent: "王敏")
            + Row(app, "R3", "仅退款", "退款成功", handled: "2026-03-01 12:00", closed: "2026-03-01 12:00")
            + Row(app, "R4", "仅退款", "退款关闭")
            + Row(app, "R5", "换货", "待用户退货", consented: "2026-03-01 13:00");
        var dry = await TakeAsync(app, file, isDryRun: true);
        Assert.Equal((5, 0), ((int)dry.Added, (int)dry.Rejected));
        var result = await TakeAsync(app, file);
        Assert.Equal((5, 0, 0), ((int)result.Added, (int)result.Changed, (int)result.Rejected));
        Assert.Contains(result.Remarks, r => r.StartsWith("5 cases were opened", StringComparison.Ordinal));

        await using var db = app.Read();
        var cases = await db.Cases.OrderBy(c => c.ExternalNumber).ToListAsync();
        Assert.Equal(
            [
                ("R1", CaseType.Return, "Classified", null), ("R2", CaseType.Return, "ReturnInTransit", app.Agent.AccountId), ("R3", CaseType.Return, "Closed", null),
                ("R4", CaseType.Return, "Closed", null), ("R5", CaseType.Exchange, "AwaitingReturn", null),
            ],
            cases.Select(c => (c.ExternalNumber!, c.Type, c.State, c.OwnerId)));
        Assert.All(cases, c => Assert.True(c.IsImported && c.OrderId == app.Order.Id && c.Number.Length > 0));
        Assert.Equal([true, true, false, false, true], cases.Select(c => c.IsScored));
        Assert.Equal([SubKinds.ReturnRefund, SubKinds.ReturnRefund, SubKinds.RefundOnly, SubKinds.RefundOnly, null], cases.Select(c => c.SubKind));
        var facts = await db.AfterSalesApplications.OrderBy(a => a.NaturalKey).ToListAsync();
        Assert.Equal(cases.Select(c => (long?)c.Id), facts.Select(f => f.CaseId));
        Assert.Equal((ApplicationKind.RefundOnly, true, Utc(1, 4)), (facts[2].Kind, facts[2].IsRefunded, facts[2].ClosedAt));
        Assert.Null(facts[3].FirstHandledAt);

        var way = await db.CaseEvents.Where(e => e.CaseId == cases[1].Id && e.ActorKind == ActorKind.Import).OrderBy(e => e.Sequence).ToListAsync();
        Assert.Equal([("Deciding", Utc(1, 2)), ("AwaitingReturn", Utc(1, 3)), ("ReturnInTransit", Utc(1, 12))], way.Select(e => (e.ToState, e.At)));
        Assert.Equal(LedgerStep.Proposed, (await db.LedgerEntries.SingleAsync(l => l.CaseId == cases[1].Id)).Step);
        Assert.Equal(LedgerStep.Succeeded, (await db.LedgerEntries.SingleAsync(l => l.CaseId == cases[2].Id)).Step);
        Assert.Equal(("SF770001", Domain.Goods.GoodsState.InTransit), ((await db.Parcels.SingleAsync()).TrackingNumber, (await db.GoodsItems.SingleAsync(g => g.CaseId == cases[1].Id)).State));
        var deadlines = await db.PlatformDeadlines.OrderBy(d => d.DueAt).ToListAsync();
        Assert.Equal([("R1", Utc(3, 2), "deadline.platform_answer"), ("R2", Utc(9, 2), "deadline.platform_receipt")], deadlines.Select(d => (d.Key, d.DueAt, d.What)));
        Assert.Equal(2, await db.CaseClocks.CountAsync(c => c.Clock == ClockNames.PlatformDeadline && c.State == ClockState.Running));
        var before = await db.CaseClocks.SingleAsync(c => c.CaseId == cases[1].Id && c.Clock == ClockNames.FirstHandling);
        // what was before anybody here saw it scores on nobody; what is still running will
        Assert.Equal((ClockState.Met, true, false), (before.State, before.IsImported, before.IsScored));
        Assert.True((await db.CaseClocks.SingleAsync(c => c.CaseId == cases[1].Id && c.Clock == ClockNames.PlatformDeadline)).IsScored);
        Assert.False(await db.CaseClocks.AnyAsync(c => c.CaseId == cases[2].Id));

        var again = await TakeAsync(app, file);
        Assert.Equal((0, 0, 5, 0), ((int)again.Added, (int)again.Changed, (int)again.Unchanged, (int)again.Events));
        Assert.Contains("处理买家的售后申请", (await (await app.SignInAsync(app.Agent)).GetAsync("/cases/" + cases[0].Number)).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Export_OfACaseThatIsHere_MovesItAndASecondOneUpdates(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var ours = await DecidingAsync(app);
        await TakeAsync(app, Head + Row(app, "R1", "退货退款", "等待卖家同意", due: "2026-03-03 10:00"));
        Assert.Equal((ours.Id, ReturnedGoods.Deciding), await StandsAsync(app, "R1"));

        app.Clock.Advance(TimeSpan.FromHours(2));
        var agreed = await TakeAsync(app, Head + Row(app, "R1", "退货退款", "卖家已经同意退款，等待买家退货", consented: "2026-03-02 09:30"));
        Assert.Equal((1, 0), ((int)agreed.Changed, agreed.LeftAlone.Count));
        Assert.Equal((ours.Id, ReturnedGoods.AwaitingReturn), await StandsAsync(app, "R1"));
        await TakeAsync(app, Head + Row(app, "R1", "退货退款", "等待卖家确认收货", consented: "2026-03-02 09:30", sent: "2026-03-02 09:40", courier: "顺丰", tracking: "SF780001"));
        Assert.Equal((ours.Id, ReturnedGoods.ReturnInTransit), await StandsAsync(app, "R1"));
        await TakeAsync(app, Head + Row(app, "R1", "退货退款", "退款成功", closed: "2026-03-02 10:00"));
        Assert.Equal(SharedWorkflow.Resolved, (await StandsAsync(app, "R1")).State);

        await using var db = app.Read();
        Assert.Equal(1, await db.Cases.CountAsync());
        Assert.Equal(("SF780001", 1), ((await db.Parcels.SingleAsync()).TrackingNumber, await db.PlatformDeadlines.CountAsync(d => d.MetAt != null)));
        var paid = LedgerSums.LastSteps(await db.LedgerEntries.ToListAsync()).Where(e => e.Step == LedgerStep.Succeeded).Sum(e => e.Amount);
        Assert.Equal(50m, paid);
        var moved = await db.CaseEvents.Where(e => e.CaseId == ours.Id && e.Kind == EventKind.Transition && e.ActorKind == ActorKind.Platform).OrderBy(e => e.Sequence).ToListAsync();
        Assert.Equal([("platform-state", Utc(2, 1).AddMinutes(30)), (Triggers.GiveTracking, Utc(2, 1).AddMinutes(40)), ("platform-state", Utc(2, 2))], moved.Select(e => (e.Trigger!, e.At)));
        var fact = await db.AfterSalesApplications.SingleAsync();
        Assert.Equal((new DateTime(2026, 3, 2, 1, 30, 0, DateTimeKind.Utc), true), (fact.ConsentedAt, fact.IsRefunded));
        Assert.DoesNotContain(ours.Number, (await (await app.SignInAsync(app.Supervisor)).GetAsync("/registers/platform-differs")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Export_OfAnIntervention_OpensADisputeBesideTheCaseAndTellsItsRuling(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var ours = await DecidingAsync(app);
        var disputed = await TakeAsync(app, Head + Row(app, "R1", "仅退款", "平台介入中", disputed: "介入中", intervened: "2026-03-02 09:30"));
        Assert.Contains(disputed.Remarks, r => r.Contains("1 disputes opened", StringComparison.Ordinal));
        await TakeAsync(app, Head + Row(app, "R1", "仅退款", "平台介入中", disputed: "介入中", intervened: "2026-03-02 09:30"));
        await TakeAsync(app, Head + Row(app, "R1", "仅退款", "平台介入完成待执行", disputed: "介入结束", liable: "卖家", intervened: "2026-03-02 09:30"));

        await using var db = app.Read();
        var dispute = await db.Cases.SingleAsync(c => c.Type == CaseType.Dispute);
        Assert.Equal((DisputeWorkflow.Ruled, DisputeRuling.Merchant, 50m, (long?)ours.Id), (dispute.State, dispute.DisputeRuling, dispute.DisputeAmount, dispute.GrewFromId));
        Assert.Equal(dispute.Id, (await db.Cases.SingleAsync(c => c.Id == ours.Id)).FrozenById);
        Assert.Equal((true, Utc(2, 1).AddMinutes(30)), ((await db.AfterSalesApplications.SingleAsync()).IsSellersFault, (await db.AfterSalesApplications.SingleAsync()).DisputedAt));
    }

    [Theory, OnSqlite]
    public async Task Rows_ThatCannotBeTaken_AreRejectedByTheirReason(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var result = await TakeAsync(app, Head
            + Row(app, "", "仅退款", "待商家处理")
            + Row(app, "R2", "聊天", "待商家处理")
            + Row(app, "R3", "仅退款", "天气晴")
            + Row(app, "R4", "仅退款", "待商家处理", handled: "2026-02-01 10:00")
            + Row(app, "R5", "仅退款", "待商家处理", due: "明天")
            + Row(app, "R6", "仅退款", "待商家处理", disputed: "介入中", liable: "月亮"));
        Assert.Equal(["number_missing", "unknown_kind", "unknown_state", "before_application", "invalid_time", "unknown_party"], result.FirstRejected.Select(r => r.Reason));
        Assert.Equal(0, result.Added);
    }

    private static DateTime Utc(int day, int hour) => new(2026, 3, day, hour, 0, 0, DateTimeKind.Utc);
}
