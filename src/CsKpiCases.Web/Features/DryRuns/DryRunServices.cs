using CsKpiCases.Data.Cases;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>Services of the dry runs, and of reprocessing what one showed.</summary>
public static class DryRunServices
{
    public static IServiceCollection AddDryRuns(this IServiceCollection services) => services
        .AddSingleton<TryPolicies>()
        .AddSingleton<DryRunWorker>()
        .AddHostedService(provider => provider.GetRequiredService<DryRunWorker>())
        .AddSingleton<NoteDryRun>()
        .AddSingleton<ReprocessCase>()
        .AddSingleton<CompareCalendars>()
        .AddSingleton<ReprocessCases>()
        .AddScoped<StartReprocess>()
        .AddScoped<ApproveReprocess>()
        .AddScoped<ReadReprocesses>()
        .AddPeriodJob<ReprocessJob>()
        .AddScoped<StartDryRun>()
        .AddScoped<CancelDryRun>()
        .AddScoped<BuildRunPage>()
        .AddScoped<ReadDryRuns>();
}
