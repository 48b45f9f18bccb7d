using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Kills;

/// <summary>A store with one shop and its people on disk, for a program that runs in a process of its own; looked into from here.</summary>
internal sealed class TrialStore : IAsyncDisposable
{
    private static readonly DatabaseTemplate Migrated = new(async (_, connection) =>
    {
        await using var services = Services(StoreConnection.Named(connection, Path.GetTempPath()));
        await services.GetRequiredService<StoreMigrator>().MigrateAsync();
    });

    private readonly TestDatabase database;

    private TrialStore(TestDatabase database) => this.database = database;

    public StoreProvider Provider => database.Provider;

    /// <summary>The program's options that name this store.</summary>
    public string[] Arguments => Provider == StoreProvider.Sqlite
        ? ["--data", Path.GetDirectoryName(database.Store.DatabaseFile)!]
        : ["--data", database.Folder, "--database", database.ConnectionString];

    public string[] ServeArguments => ["--no-demo", .. Arguments];

    /// <summary>A folder that goes with the store.</summary>
    public string Folder => database.Folder;

    public long ShopId { get; private set; }

    public const string ShopCode = "trial";

    /// <summary>An agent's bearer token with all scopes that agents may have.</summary>
    public string Token { get; private set; } = "";

    public static async Task<TrialStore> CreateAsync(StoreProvider provider, DateTime? shopSince = null)
    {
        var store = new TrialStore(await TestDatabase.CreateAsync(provider, Migrated));
        await using var services = store.Services();
        await services.OpenStoreAsync();
        await store.PeopleAsync(services, shopSince ?? TimeProvider.System.GetUtcNow().UtcDateTime);
        await LeaveAsync(services);
        return store;
    }

    /// <summary>The store's services over the same database, in this process.</summary>
    public ServiceProvider Services(Action<IServiceCollection>? features = null) => Services(database.Store, features);

    public async Task<T> ReadAsync<T>(Func<CasesDbContext, Task<T>> query)
    {
        await using var services = Services();
        await using var db = await services.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContextAsync();
        return await query(db);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>Gives the node number back, as a process that ends in order does.</summary>
    public static async Task LeaveAsync(IServiceProvider services)
    {
        var node = services.GetRequiredService<LeasedNode>();
        await services.GetRequiredService<NodeLeases>().ReleaseAsync(node.Number, node.Holder, default);
    }

    private static ServiceProvider Services(StoreConnection connection, Action<IServiceCollection>? features = null)
    {
        var services = new ServiceCollection().AddLogging();
        features?.Invoke(services);
        return services.AddStore(connection).AddSingleton<ApiTokens>().BuildServiceProvider();
    }

    private async Task PeopleAsync(IServiceProvider services, DateTime since)
    {
        var ids = services.GetRequiredService<IdSource>();
        await using var db = await services.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContextAsync();
        var shop = new Shop { Id = ids.Next(), Code = ShopCode, Name = "试验小铺", Platform = Platform.Tmall, CreatedAt = since };
        ShopId = shop.Id;
        db.Add(shop);
        var agent = Person("wangmin", Role.Agent);
        Person("zhaolei", Role.Supervisor);
        var (token, hash) = await services.GetRequiredService<ApiTokens>().MakeAsync(default);
        Token = token;
        db.Add(new ApiToken
        {
            Id = ids.Next(), AccountId = agent.Id, Hash = hash, Name = "trial", Scopes = "read cases", CreatedAt = since, ExpiresAt = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(30),
        });
        await db.SaveChangesAsync();

        Account Person(string name, Role role)
        {
            var account = new Account
            {
                Id = ids.Next(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, CreatedAt = since, SecurityStamp = $"{ids.Next()}",
            };
            db.Add(account);
            db.Add(new Grant { Id = ids.Next(), AccountId = account.Id, Role = role, ShopId = shop.Id });
            return account;
        }
    }
}
