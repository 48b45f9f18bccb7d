using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Features.SlaReport;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>An empty store of the test's own with the imports on it, at a time that stands still.</summary>
internal sealed class ImportHost : IAsyncDisposable
{
    private static readonly DatabaseTemplate Migrated = new(async (_, connection) =>
    {
        await using var services = Services(StoreConnection.Named(connection, Path.GetTempPath()));
        await services.GetRequiredService<StoreMigrator>().MigrateAsync();
    });

    private readonly TestDatabase database;

    private ImportHost(TestDatabase database, ServiceProvider provider) => (this.database, Provider) = (database, provider);

    public ServiceProvider Provider { get; }

    public static string Here { get; } = Path.Combine(RepositoryFolder.Path, "tests", "CsKpiCases.Web.Tests", "Imports");

    public static string EventLogMap { get; } = File.ReadAllText(Path.Combine(Here, "event-log-map.json"));

    public static async Task<ImportHost> StartAsync(StoreProvider provider)
    {
        var database = await TestDatabase.CreateAsync(provider, Migrated);
        var host = new ImportHost(database, Services(database.Store));
        await host.Provider.OpenStoreAsync();
        return host;
    }

    public CasesDbContext Read() => Provider.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContext();

    /// <summary>A file with this content; gone with the host.</summary>
    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(database.Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Imports what must be taken.</summary>
    public async Task<ImportResult> ImportAsync(ImportRequest request)
    {
        var outcome = await Provider.GetRequiredService<ImportFile>().RunAsync(request);
        return outcome is ImportOutcome.Done done ? done.Result
            : throw new InvalidOperationException(string.Join("; ", ((ImportOutcome.Refused)outcome).Errors));
    }

    /// <summary>Imports what must be refused; the fields at fault.</summary>
    public async Task<IReadOnlyList<string>> RefusalAsync(ImportRequest request) =>
        [.. Assert.IsType<ImportOutcome.Refused>(await Provider.GetRequiredService<ImportFile>().RunAsync(request)).Errors.Select(e => $"{e.Path} {e.Code}")];

    public Task<ImportResult> PolicyAsync(string pauseWhile) => ImportAsync(new ImportRequest("policies", Write("policies.json", Policies(pauseWhile))));

    /// <summary>The policy of the logs here, as a file.</summary>
    public static string Policies(string pauseWhile) =>
        $$"""[{ "name": "imported-24h", "order": 10, "match": { "caseType": "complaint" }, "calendar": { "continuous": true }, "targets": [ { "clock": "resolution", "limit": "PT24H", "pauseWhile": [{{pauseWhile}}] } ] }]""";

    public async Task<SlaReportGroup> ReportAsync()
    {
        var request = new SlaReportRequest(new DateOnly(2000, 1, 1), new DateOnly(2030, 1, 1)) { Policy = "imported-24h" };
        return Assert.Single((await Provider.GetRequiredService<SlaReportQuery>().RunAsync(request)).Groups);
    }

    public async Task<SortedDictionary<string, int>> StatesAsync()
    {
        await using var db = Read();
        return new(await db.Cases.Where(c => c.IsImported).GroupBy(c => c.State).ToDictionaryAsync(g => g.Key, g => g.Count()), StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        await database.DisposeAsync();
    }

    private static ServiceProvider Services(StoreConnection connection) =>
        new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new FakeClock()).AddStore(connection).AddFeatures().BuildServiceProvider();
}
