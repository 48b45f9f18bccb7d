using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>The imports.</summary>
public static class ImportsServices
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddSingleton<ImportStore>()
        .AddSingleton<ImportRuns>()
        .AddSingleton<SavedMaps>()
        .AddSingleton<ImportFile>()
        .AddSingleton<UndoImport>()
        .AddSingleton<CancelImport>()
        .AddSingleton<ImportWorker>()
        .AddHostedService(p => p.GetRequiredService<ImportWorker>())
        .AddSingleton<StartImport>()
        .AddScoped<ReadImports>()
        .AddScoped<TakeFacts>()
        .AddSingleton(p => StagedRows.AreasIn(p.GetRequiredService<StoreConnection>().DataFolder))
        .AddSingleton(p => UploadedFiles.LeftIn(p.GetRequiredService<StoreConnection>().DataFolder))
        .AddNavItem(new NavItem("imports.title", "/imports", 902, user => SignedIn.From(user)?.CanAnywhere(Right.Import) == true));
}
