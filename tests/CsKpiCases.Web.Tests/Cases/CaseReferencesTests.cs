using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Cases;

/// <summary>What an act names by id is looked at in the act itself; what the domain lets through fits its column.</summary>
public sealed class CaseReferencesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Assign_ToSomebodyDisabledOrOfAnotherShop_IsRefused(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = Assert.IsType<CaseResult.Done>(await host.Store.LogAsync(host.Shop, new LogCase(0, "", "杯子碎了", Channel.Phone), host.Agent)).Case;
        await host.DoAsync(@case, new FireTrigger(Triggers.Classify) { Arguments = new ClassifyArguments(CaseType.Complaint, ComplaintCatalogue.Categories[0]) }, host.Agent);
        var stranger = await StrangerAsync(host);
        await using (var db = host.Read())
        {
            await db.Users.Where(a => a.Id == host.OtherAgent.AccountId).ExecuteUpdateAsync(a => a.SetProperty(x => x.IsDisabled, true));
        }

        foreach (var nobody in new[] { host.OtherAgent.AccountId!.Value, stranger, 1 })
        {
            Assert.Equal(RefusalReason.UnknownAccount, await RefusalAsync(host, @case, Assign(nobody), host.Supervisor));
        }

        await host.DoAsync(@case, Assign(host.Agent.AccountId!.Value), host.Supervisor);
        var handOver = new FireTrigger(Triggers.HandOver) { Arguments = new HandOverArguments(stranger) };
        Assert.Equal(RefusalReason.UnknownAccount, await RefusalAsync(host, @case, handOver, host.Agent));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rule_OnSomebodyOfAnotherShop_IsRefused_OnWhoOwnedTheCaseAndLeft_IsNot(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await ResolvedAsync(host);
        Assert.Equal(RefusalReason.UnknownAccount, await RefusalAsync(host, @case, Ruling(await StrangerAsync(host)), host.Supervisor));
        await using (var db = host.Read())
        {
            await db.Users.Where(a => a.Id == host.Agent.AccountId).ExecuteUpdateAsync(a => a.SetProperty(x => x.IsDisabled, true));
        }

        await host.DoAsync(@case, Ruling(host.Agent.AccountId!.Value), host.Supervisor);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Link_TwiceOrToNoCase_IsRefused(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var (one, other) = (await host.InvestigatingAsync(), await host.InvestigatingAsync("又碎了"));
        var link = new LinkCase(other.Id, LinkKind.Related);
        Assert.Equal(RefusalReason.InvalidArgument, await RefusalAsync(host, one, link with { OtherCaseId = 77 }, host.Agent));
        await host.DoAsync(one, link, host.Agent);
        Assert.Equal(RefusalReason.AlreadyLinked, await RefusalAsync(host, one, link, host.Agent));
        await host.DoAsync(one, link with { Kind = LinkKind.FollowUpOf }, host.Agent);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Texts_OfTheGreatestLengthThatTheDomainTakes_AreStored(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await OrderedAsync(host, isOrderFirst: true);
        await host.DoAsync(@case, new ChangeFields { SubKind = new string('子', Case.LongestSubKind), Tier = new string('级', Case.LongestTier), RealReason = new string('因', 2000) }, host.Agent);
        var solution = new string('退', Promise.LongestWhat);
        await host.DoAsync(@case, new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments(solution) { Amount = 50m, Promises = [new(PromiseKind.CallBack, solution, Wait.Agent, 5)] } }, host.Agent);
        await host.DoAsync(@case, new FireTrigger(Triggers.Accept), host.Agent);
        await using var db = host.Read();
        var promise = await db.Promises.SingleAsync(p => p.Amount > 0);
        await host.DoAsync(@case, new KeepPromise(promise.Id) { Reference = new string('1', LedgerEntry.LongestReference) }, Actor.Person(host.Manager.AccountId!.Value, Role.Finance));
        Assert.Equal([1, 2, 3], await db.LedgerEntries.OrderBy(e => e.StepNumber).Select(e => e.StepNumber).ToListAsync());
        Assert.Equal((solution, solution), (promise.What, (await db.Cases.SingleAsync()).ProposedSolution));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Act_OnceTheOrderIsImported_FindsItByItsNumber(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await OrderedAsync(host, isOrderFirst: false);
        Assert.Null(@case.OrderId);
        await host.DoAsync(@case, new MakePromise(PromiseKind.Cashback, "返现", Wait.Finance, host.Clock.Now.AddDays(1)) { Amount = 20m }, host.Agent);
        await using var db = host.Read();
        Assert.NotNull((await db.Cases.SingleAsync()).OrderId);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rule_AfterAReopening_IsARulingOfItsOwn(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await ResolvedAsync(host);
        await host.DoAsync(@case, Ruling(host.Agent.AccountId!.Value), host.Supervisor);
        await host.DoAsync(@case, new FireTrigger(Triggers.Reopen), host.Agent);
        await ResolveAsync(host, @case);
        await host.DoAsync(@case, Ruling(host.Agent.AccountId!.Value), host.Supervisor);
        await using var db = host.Read();
        Assert.Equal([1, 2], await db.Rulings.OrderBy(r => r.Run).Select(r => r.Run).ToListAsync());
        Assert.Equal(2, await db.Penalties.CountAsync());
        Assert.Equal(Stage.Closed, (await db.Cases.SingleAsync()).Stage);
    }

    private static FireTrigger Assign(long owner) => new(Triggers.Assign) { Arguments = new AssignArguments(owner) };

    private static RuleResponsibility Ruling(long agent) => new(new RulingDraft
    {
        Question = RulingQuestion.Caused, Loss = 10m, Severity = Severity.C, Reason = "未加固包装", Evidence = "照片", Shares = [new PartyShareDraft(Party.Agent, agent, 10_000)],
    });

    private static async Task<string> RefusalAsync(StoreHost host, Case @case, CaseAct act, Actor actor) =>
        Assert.IsType<CaseResult.Refused>(await host.Store.ActAsync(host.Shop, @case.Id, act, actor, null)).Refusal.Reason;

    private static async Task<Case> ResolvedAsync(StoreHost host) => await ResolveAsync(host, await host.InvestigatingAsync());

    private static async Task<Case> ResolveAsync(StoreHost host, Case @case)
    {
        await host.DoAsync(@case, new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments("致歉") }, host.Agent);
        return await host.DoAsync(@case, new FireTrigger(Triggers.Accept), host.Agent);
    }

    /// <summary>A complaint on an order that is in the store before it, or comes after.</summary>
    private static async Task<Case> OrderedAsync(StoreHost host, bool isOrderFirst)
    {
        if (isOrderFirst) await OrderAsync(host);
        var @case = Assert.IsType<CaseResult.Done>(await host.Store.LogAsync(host.Shop, new LogCase(0, "", "杯子碎了", Channel.Phone) { OrderNumber = "T900" }, host.Agent)).Case;
        await host.DoAsync(@case, new FireTrigger(Triggers.Classify) { Arguments = new ClassifyArguments(CaseType.Complaint, ComplaintCatalogue.Categories[0]) { Cause = "quality" } }, host.Agent);
        await host.DoAsync(@case, Assign(host.Agent.AccountId!.Value), host.Supervisor);
        await host.DoAsync(@case, new FireTrigger(Triggers.Start), host.Agent);
        if (!isOrderFirst) await OrderAsync(host);
        return @case;
    }

    private static async Task OrderAsync(StoreHost host)
    {
        await using var db = host.Read();
        db.Add(new Order { Id = host.Provider.GetRequiredService<IdSource>().Next(), ShopId = host.Shop.Id, Number = "T900", PaidAmount = 120m, PlacedAt = host.Clock.Now });
        await db.SaveChangesAsync();
    }

    /// <summary>An agent of another shop.</summary>
    private static async Task<long> StrangerAsync(StoreHost host)
    {
        var ids = host.Provider.GetRequiredService<IdSource>();
        await using var db = host.Read();
        var shop = new Shop { Id = ids.Next(), Code = "linen", Name = "亚麻小铺", Platform = Platform.JingDong, CreatedAt = host.Clock.Now };
        var account = new Account { Id = ids.Next(), UserName = "stranger", NormalizedUserName = "STRANGER", DisplayName = "陌生人", SecurityStamp = "x", CreatedAt = host.Clock.Now };
        db.AddRange(shop, account, new Grant { Id = ids.Next(), AccountId = account.Id, Role = Role.Agent, ShopId = shop.Id });
        await db.SaveChangesAsync();
        return account.Id;
    }
}
