using CsKpiCases.Data.Storage;

namespace CsKpiCases.Web.Hosting.Jobs;

/// <summary>The ledger and its runner, for every process; the ticks only where jobs run.</summary>
public static class JobServices
{
    /// <summary>What commands and pages need: to run and to read.</summary>
    public static IServiceCollection AddJobLedger(this IServiceCollection services)
    {
        services.AddSingleton<JobLedger>();
        services.AddSingleton<JobRunner>();
        return services;
    }

    /// <summary>Ticks in this process, unless its role is <c>web</c>.</summary>
    public static IServiceCollection AddJobTicks(this IServiceCollection services, StoreConnection store, string? role) =>
        role == "web" ? services : services.AddTicks(store);

    public static IServiceCollection AddPeriodJob<T>(this IServiceCollection services)
        where T : PeriodJob => services.AddScoped<PeriodJob, T>();

    public static IServiceCollection AddMinuteJob<T>(this IServiceCollection services)
        where T : MinuteJob => services.AddScoped<MinuteJob, T>();
}
