using System.Collections.Concurrent;
using CsKpiCases.Data.Storage;

namespace CsKpiCases.Web.Tests.Databases;

/// <summary>
/// The databases of one test class, made at the first use and dropped with the class: take it as <c>IClassFixture</c>, or a
/// class derived from it that names the template. Tests that share a class share its databases.
/// </summary>
public class TestDatabases : IAsyncLifetime
{
    private readonly ConcurrentDictionary<StoreProvider, Lazy<Task<TestDatabase>>> databases = new();
    private readonly DatabaseTemplate? template;

    public TestDatabases()
    {
    }

    protected TestDatabases(DatabaseTemplate template) => this.template = template;

    public Task<TestDatabase> OnAsync(StoreProvider provider) =>
        databases.GetOrAdd(provider, p => new Lazy<Task<TestDatabase>>(() => TestDatabase.CreateAsync(p, template))).Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var database in databases.Values)
        {
            await (await database.Value).DisposeAsync();
        }
    }
}
