namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>Services of the dry runs.</summary>
public static class DryRunServices
{
    public static IServiceCollection AddDryRuns(this IServiceCollection services) => services
        .AddSingleton<TryPolicies>()
        .AddSingleton<DryRunWorker>()
        .AddHostedService(provider => provider.GetRequiredService<DryRunWorker>())
        .AddScoped<StartDryRun>()
        .AddScoped<CancelDryRun>()
        .AddScoped<ReadDryRuns>();
}
