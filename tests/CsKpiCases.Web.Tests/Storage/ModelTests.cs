using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CsKpiCases.Web.Tests.Storage;

/// <summary>The mapping, its migrations and the model as code say the same.</summary>
public sealed class ModelTests
{
    private const string Remedy = "Run: dotnet run --project migrations/Tool -- ";

    public static TheoryData<StoreProvider> Providers => [StoreProvider.Sqlite, StoreProvider.Postgres];

    [Theory]
    [MemberData(nameof(Providers))]
    public void CompiledModel_IsWhatTheMappingBuilds(StoreProvider provider)
    {
        using var compiled = new CasesDbContext(Options(provider).Options);
        var fromConventions = Options(provider);
        fromConventions.UseModel(compiled.GetService<IDesignTimeModel>().Model);
        using var built = new CasesDbContext(fromConventions.Options);

        Assert.EndsWith(".Model.CasesDbContextModel", compiled.Model.GetType().FullName, StringComparison.Ordinal);
        Assert.True(Text(built.Model) == Text(compiled.Model), Remedy + "model");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Migrations_LackNothingOfTheMapping(StoreProvider provider)
    {
        using var db = new CasesDbContext(Options(provider).Options);

        Assert.False(db.Database.HasPendingModelChanges(), Remedy + "add NAME");
    }

    private static DbContextOptionsBuilder<CasesDbContext> Options(StoreProvider provider)
    {
        var options = new DbContextOptionsBuilder<CasesDbContext>();
        new StoreConnection(provider, provider == StoreProvider.Sqlite ? "Data Source=:memory:" : "Host=127.0.0.1;Database=none;Username=none", Path.GetTempPath())
            .Configure(options);
        return options;
    }

    /// <summary>What is mapped: without the types of raw queries that the process has run so far, and without what is said of the model after them.</summary>
    private static string Text(IModel model) =>
        model.ToDebugString(MetadataDebugStringOptions.LongDefault).Split("Ad-hoc entity types:")[0].Split("\nAnnotations:")[0].TrimEnd();
}
