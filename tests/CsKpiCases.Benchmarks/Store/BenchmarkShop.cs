using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Benchmarks.Store;

/// <summary>One shop with its people on a store of its own.</summary>
internal sealed class BenchmarkShop : IAsyncDisposable
{
    /// <summary>How many state changes each case goes through: the usual case has some ten events.</summary>
    public const int TurnsACase = 10;

    private readonly ServiceProvider services;
    private readonly CaseStore store;
    private readonly Shop shop = new() { Code = "bench", Name = "棉花小铺", Platform = Platform.Tmall };
    private Actor agent = Actor.System;
    private Actor supervisor = Actor.System;

    private BenchmarkShop(ServiceProvider services)
    {
        this.services = services;
        store = services.GetRequiredService<CaseStore>();
    }

    public static async Task<BenchmarkShop> OpenAsync(StoreConnection connection)
    {
        var services = new ServiceCollection().AddLogging().AddStore(connection).BuildServiceProvider();
        await services.GetRequiredService<StoreMigrator>().MigrateAsync();
        await services.OpenStoreAsync();
        var opened = new BenchmarkShop(services);
        await opened.PeopleAsync();
        return opened;
    }

    /// <summary>Logs one complaint.</summary>
    public Task LogAsync(int caller, int number) => LoggedAsync(caller, number);

    /// <summary>Complaints under investigation, so many for each caller.</summary>
    public async Task<List<List<Case>>> InvestigatingAsync(int callers, int each)
    {
        var all = new List<List<Case>>();
        for (var caller = 0; caller < callers; caller++)
        {
            var own = new List<Case>();
            for (var i = 0; i < each; i++)
            {
                var @case = await LoggedAsync(caller, i);
                await DoAsync(@case, new FireTrigger(Triggers.Classify) { Arguments = new ClassifyArguments(CaseType.Complaint, ComplaintCatalogue.Categories[0]) }, agent);
                await DoAsync(@case, new FireTrigger(Triggers.Assign) { Arguments = new AssignArguments(agent.AccountId!.Value) }, supervisor);
                own.Add(await DoAsync(@case, new FireTrigger(Triggers.Start), agent));
            }

            all.Add(own);
        }

        return all;
    }

    /// <summary>Asks the buyer, or takes his answer, as the case stands.</summary>
    public async Task TurnAsync(Case @case, int turn)
    {
        var asking = @case.State == ComplaintWorkflow.Investigating;
        var changed = await DoAsync(@case, new FireTrigger(asking ? Triggers.AskBuyer : Triggers.BuyerAnswered) { Note = $"第 {turn} 次" }, agent);
        @case.EnterState(changed.State, changed.Stage, changed.WaitsOn, changed.StateEnteredAt);
    }

    public async ValueTask DisposeAsync() => await services.DisposeAsync();

    private async Task<Case> LoggedAsync(int caller, int number)
    {
        var act = new LogCase(shop.Id, "", "收到的杯子碎了，包装也破了", Channel.PlatformChat)
        {
            Description = "昨天收到的快递，外箱已经压扁，里面两只杯子碎了一只，要求补发或者退款。",
            OrderNumber = string.Create(CultureInfo.InvariantCulture, $"T{caller:00}{number:000000}"),
        };
        return await store.LogAsync(shop, act, agent) is CaseResult.Done done ? done.Case : throw new InvalidOperationException("not logged");
    }

    private async Task<Case> DoAsync(Case @case, CaseAct act, Actor actor) =>
        await store.ActAsync(shop, @case.Id, act, actor, null) is CaseResult.Done done ? done.Case : throw new InvalidOperationException($"{act} refused");

    private async Task PeopleAsync()
    {
        var ids = services.GetRequiredService<IdSource>();
        await using var db = await services.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContextAsync();
        (shop.Id, shop.CreatedAt) = (ids.Next(), store.Now);
        shop.Code += shop.Id.ToString(CultureInfo.InvariantCulture);
        db.Add(shop);
        Actor Person(Role role)
        {
            var account = new Account { Id = ids.Next(), DisplayName = role.ToString(), CreatedAt = store.Now };
            account.UserName = $"{role}{account.Id}";
            account.NormalizedUserName = account.UserName.ToUpperInvariant();
            db.Add(account);
            return Actor.Person(account.Id, role);
        }

        (agent, supervisor) = (Person(Role.Agent), Person(Role.Supervisor));
        await db.SaveChangesAsync();
    }
}
