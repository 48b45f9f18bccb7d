using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Cases;

/// <summary>What a case may claim of an order beside what the order's other cases claim of it.</summary>
public sealed class ClaimsOfOthersTests
{
    private static readonly Actor Import = new(ActorKind.Import, null, new HashSet<Role>());

    [Theory, OnSqlite, OnPostgres]
    public async Task SplitReshipment_SendsItsPartOnce_AndALaterOneMaySendAgain(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await DecidingAsync(app, CaseType.Reshipment, SubKinds.Lost);
        await app.DoAsync(@case, new SplitLines(Cups(app, 1)), app.Agent);
        await using var db = app.Read();
        var child = await db.Cases.AsNoTracking().SingleAsync(c => c.GrewFromId == @case.Id);

        Assert.Equal(RefusalReason.QuantityAboveRemaining, await RefusalAsync(app, @case, Ask(app, 2)));
        await app.DoAsync(@case, Ask(app, 1), app.Agent);
        await app.DoAsync(child, Fire(Triggers.Start), app.Agent);
        await app.DoAsync(child, Ask(app, 1), app.Agent);

        await db.Cases.ExecuteUpdateAsync(s => s.SetProperty(c => c.Stage, Stage.Closed));
        await app.DoAsync(await DecidingAsync(app, CaseType.Reshipment, SubKinds.Lost), Ask(app, 2), app.Agent);
    }

    /// <summary>One cup of two came back, was replaced, came back again and was paid back: the other can still come back.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task ExchangeThatIsPaidBackInItsSecondRound_KeepsThatRoundsPiecesAlone(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await DecidingAsync(app, CaseType.Exchange, null);
        await BackAsync(app, @case, "R1", "ZT20260302001");
        await app.DoAsync(@case, Fire(Triggers.FirstScan, new TrackingArguments("顺丰", "SF20260302001")), Import);
        await app.DoAsync(@case, Fire(Triggers.Delivered), Import);
        await app.DoAsync(@case, Fire(Triggers.StillWrong, null, "还是裂的"), Actor.Buyer);
        await BackAsync(app, @case, "R2", "ZT20260302002");
        await app.DoAsync(@case, Fire(Triggers.NoStock, null, "仓库忙，代为登记"), app.Supervisor);
        await app.DoAsync(@case, Fire(Triggers.RefundInstead, null, "无货，与买家商定退款"), app.Supervisor);
        var paid = await app.DoAsync(@case, Fire(Triggers.Paid, new PaidArguments("TK1")), app.Finance);
        Assert.Equal((CaseType.Return, SharedWorkflow.Resolved, 2), (paid.Type, paid.State, paid.Round));

        var other = await DecidingAsync(app, CaseType.Return, SubKinds.ReturnRefund);
        Assert.Equal(RefusalReason.QuantityAboveRemaining, await RefusalAsync(app, other, Return(app, 2)));
        await app.DoAsync(other, Return(app, 1), app.Agent);
    }

    /// <summary>What was paid back stays with us when the case is reopened.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task ReturnThatIsReopened_KeepsItsPieces(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await DecidingAsync(app, CaseType.Return, SubKinds.ReturnRefund);
        await app.DoAsync(@case, Return(app, 1), app.Agent);
        await app.DoAsync(@case, Fire(Triggers.GiveTracking, new TrackingArguments("中通", "ZT20260302001")), Actor.Buyer);
        await app.DoAsync(@case, Fire(Triggers.SignedFor), Import);
        await app.DoAsync(@case, Fire(Triggers.Passes, null, "仓库忙，代为登记"), app.Supervisor);
        await app.DoAsync(@case, new FollowPlatform(SharedWorkflow.Resolved, "退款关闭"), Import);
        await app.DoAsync(@case, Fire(Triggers.Reopen, null, "买家未收到退款"), app.Agent);
        await using var db = app.Read();
        await db.Cases.ExecuteUpdateAsync(s => s.SetProperty(c => c.Stage, Stage.Closed));

        var other = await DecidingAsync(app, CaseType.Return, SubKinds.ReturnRefund);
        Assert.Equal(RefusalReason.QuantityAboveRemaining, await RefusalAsync(app, other, Return(app, 2)));
        await app.DoAsync(other, Return(app, 1), app.Agent);
    }

    private static FireTrigger Fire(string trigger, TriggerArguments? arguments = null, string? note = null) => new(trigger) { Arguments = arguments, Note = note };

    private static List<ClaimLine> Cups(CasesApp app, int pieces) => [new ClaimLine(app.Order.Lines[0].Id, pieces)];

    private static FireTrigger Ask(CasesApp app, int pieces) => Fire(Triggers.AskWarehouse, new ReshipArguments(Cups(app, pieces), ReturnReason.NotReceived));

    private static FireTrigger Return(CasesApp app, int pieces) => Fire(Triggers.ApproveReturn, new ApproveReturnArguments(Cups(app, pieces), ReturnReason.Quality));

    /// <summary>One cup is exchanged: it comes back and is found in order.</summary>
    private static async Task BackAsync(CasesApp app, Case @case, string reservation, string trackingNumber)
    {
        await app.DoAsync(@case, Fire(Triggers.ApproveExchange, new ApproveExchangeArguments(Cups(app, 1), ReturnReason.Damaged, reservation)), app.Agent);
        await app.DoAsync(@case, Fire(Triggers.GiveTracking, new TrackingArguments("中通", trackingNumber)), Actor.Buyer);
        await app.DoAsync(@case, Fire(Triggers.SignedFor), Import);
        await app.DoAsync(@case, Fire(Triggers.Passes, null, "仓库忙，代为登记"), app.Supervisor);
    }

    private static async Task<Case> DecidingAsync(CasesApp app, CaseType type, string? subKind)
    {
        var @case = await app.LogAsync("杯子有裂纹");
        await app.DoAsync(@case, Fire(Triggers.Classify, new ClassifyArguments(type, ComplaintCatalogue.ProductQuality) { Cause = ComplaintCatalogue.Quality, SubKind = subKind }), app.Agent);
        await app.DoAsync(@case, Fire(Triggers.Assign, new AssignArguments(app.Agent.AccountId!.Value)), app.Supervisor);
        return await app.DoAsync(@case, Fire(Triggers.Start), app.Agent);
    }

    private static async Task<string> RefusalAsync(CasesApp app, Case @case, CaseAct act) =>
        Assert.IsType<CaseResult.Refused>(await app.Store.ActAsync(app.Shop, @case.Id, act, app.Agent, null)).Refusal.Reason;
}
