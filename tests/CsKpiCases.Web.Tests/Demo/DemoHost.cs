using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Demo;

/// <summary>An opened store of the test's own with the features' use cases, at a present that stands still.</summary>
internal sealed class DemoHost : IAsyncDisposable
{
    private readonly TestDatabase database;

    private DemoHost(TestDatabase database)
    {
        this.database = database;
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock);
        services.AddSettings(new ConfigurationBuilder().Build());
        services.AddStore(database.Store);
        services.AddFeatures();
        Services = services.BuildServiceProvider();
    }

    public FakeClock Clock { get; } = new();

    public ServiceProvider Services { get; }

    public static async Task<DemoHost> StartAsync(StoreProvider provider)
    {
        var host = new DemoHost(await TestDatabase.CreateAsync(provider));
        await host.Services.GetRequiredService<StoreMigrator>().MigrateAsync();
        await host.Services.OpenStoreAsync();
        return host;
    }

    public CasesDbContext Read() => Services.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await database.DisposeAsync();
    }
}
