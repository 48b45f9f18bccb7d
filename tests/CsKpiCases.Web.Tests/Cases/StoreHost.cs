using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Cases;

/// <summary>The store's services on a migrated database of the test's own, with a clock that the test moves, one shop and its people.</summary>
internal sealed class StoreHost : IAsyncDisposable
{
    private static readonly DatabaseTemplate Migrated = new(async (provider, connection) =>
    {
        await using var services = Services(StoreConnection.Named(connection, Path.GetTempPath()), new FakeClock(), null);
        await services.GetRequiredService<StoreMigrator>().MigrateAsync();
    });

    private readonly TestDatabase database;
    private Action<IServiceCollection>? features;
    private bool isSecond;

    private StoreHost(TestDatabase database, FakeClock clock, ServiceProvider provider)
    {
        this.database = database;
        Clock = clock;
        Provider = provider;
    }

    public FakeClock Clock { get; }

    public ServiceProvider Provider { get; }

    public Shop Shop { get; private set; } = new();

    public CaseStore Store => Provider.GetRequiredService<CaseStore>();

    public Actor Agent { get; private set; } = Actor.System;

    public Actor OtherAgent { get; private set; } = Actor.System;

    public Actor Supervisor { get; private set; } = Actor.System;

    public Actor OtherSupervisor { get; private set; } = Actor.System;

    public Actor Manager { get; private set; } = Actor.System;

    /// <param name="provider">Which database.</param>
    /// <param name="features">Adds services of features.</param>
    public static async Task<StoreHost> StartAsync(StoreProvider provider, Action<IServiceCollection>? features = null)
    {
        var database = await TestDatabase.CreateAsync(provider, Migrated);
        var clock = new FakeClock();
        var host = new StoreHost(database, clock, Services(database.Store, clock, features)) { features = features };
        await host.Provider.OpenStoreAsync();
        await host.PeopleAsync();
        return host;
    }

    /// <summary>Another node on the same database, with the same clock and people. Disposed before this one.</summary>
    public async Task<StoreHost> SecondNodeAsync()
    {
        var second = new StoreHost(database, Clock, Services(database.Store, Clock, features))
        {
            Shop = Shop, Agent = Agent, OtherAgent = OtherAgent, Supervisor = Supervisor, OtherSupervisor = OtherSupervisor, Manager = Manager, isSecond = true,
        };
        await second.Provider.OpenStoreAsync();
        return second;
    }

    public CasesDbContext Read() => Provider.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContext();

    /// <summary>Logs a complaint and takes it to Investigating, owned by <see cref="Agent"/>.</summary>
    public async Task<Case> InvestigatingAsync(string subject = "杯子碎了", string? cause = "quality", string? over = null)
    {
        var @case = Assert.IsType<CaseResult.Done>(await Store.LogAsync(Shop, new LogCase(Shop.Id, "", subject, Channel.Phone), Agent)).Case;
        await DoAsync(@case, new FireTrigger(Triggers.Classify) { Arguments = new ClassifyArguments(CaseType.Complaint, ComplaintCatalogue.Categories[0]) { Cause = cause } }, Agent);
        await DoAsync(@case, new FireTrigger(Triggers.Assign) { Arguments = new AssignArguments(Agent.AccountId!.Value), Override = over is not null, Note = over }, Supervisor);
        return await DoAsync(@case, new FireTrigger(Triggers.Start), Agent);
    }

    /// <summary>Takes a complaint from Investigating to Resolved, where its review runs.</summary>
    public async Task<Case> ResolvedAsync()
    {
        var @case = await InvestigatingAsync();
        await DoAsync(@case, new LogContact(Channel.Phone, Reached: true), Agent);
        await DoAsync(@case, new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments("致歉") }, Agent);
        return await DoAsync(@case, new FireTrigger(Triggers.Accept), Actor.Buyer);
    }

    /// <summary>Does what must succeed.</summary>
    public async Task<Case> DoAsync(Case @case, CaseAct act, Actor actor)
    {
        var result = await Store.ActAsync(Shop, @case.Id, act, actor, null);
        return result is CaseResult.Done done ? done.Case : throw new InvalidOperationException($"{act}: {result}");
    }

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        if (!isSecond) await database.DisposeAsync();
    }

    private static ServiceProvider Services(StoreConnection connection, TimeProvider clock, Action<IServiceCollection>? features)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(clock).AddStore(connection);
        features?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private async Task PeopleAsync()
    {
        var ids = Provider.GetRequiredService<IdSource>();
        await using var db = Read();
        Shop = new Shop { Id = ids.Next(), Code = "cotton", Name = "棉花小铺", Platform = Platform.Tmall, CreatedAt = Clock.Now };
        db.Add(Shop);
        Actor Person(string name, params Role[] roles)
        {
            var account = new Account { Id = ids.Next(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, SecurityStamp = name, CreatedAt = Clock.Now };
            db.Add(account);
            foreach (var role in roles) db.Add(new Grant { Id = ids.Next(), AccountId = account.Id, Role = role, ShopId = Shop.Id });
            return Actor.Person(account.Id, roles);
        }

        (Agent, OtherAgent) = (Person("wangmin", Role.Agent), Person("lijing", Role.Agent));
        (Supervisor, OtherSupervisor) = (Person("zhaolei", Role.Supervisor), Person("sunyan", Role.Supervisor));
        Manager = Person("boss", Role.GeneralManager);
        await db.SaveChangesAsync();
    }
}
