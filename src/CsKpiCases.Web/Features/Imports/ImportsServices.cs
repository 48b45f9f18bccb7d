using CsKpiCases.Data.Storage;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>The imports.</summary>
public static class ImportsServices
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddSingleton<ImportStore>()
        .AddSingleton<ImportRuns>()
        .AddSingleton<ImportFile>()
        .AddSingleton<UndoImport>()
        .AddSingleton(p => StagedRows.AreasIn(p.GetRequiredService<StoreConnection>().DataFolder));
}
