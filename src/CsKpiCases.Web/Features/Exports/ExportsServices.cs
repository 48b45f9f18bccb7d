namespace CsKpiCases.Web.Features.Exports;

/// <summary>The exports.</summary>
public static class ExportsServices
{
    public static IServiceCollection AddExports(this IServiceCollection services) => services.AddSingleton<ExportFile>();
}
