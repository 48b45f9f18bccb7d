using CsKpiCases.Data.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Hosting.Live;

/// <summary>Live updates: telling in every process, hearing of other nodes where there are readers.</summary>
public static class LiveServices
{
    public static IServiceCollection AddLiveNews(this IServiceCollection services)
    {
        services.TryAddSingleton<LiveHub>();
        services.TryAddSingleton<LiveNews>();
        services.TryAddSingleton<PresenceBook>();
        services.TryAddSingleton<PresenceNews>();
        return services;
    }

    /// <summary>Hears other nodes: on the embedded database there are none, and a worker has no readers.</summary>
    public static IServiceCollection AddLiveListening(this IServiceCollection services, StoreConnection store, string? role) =>
        store.Provider == StoreProvider.Sqlite || role == "worker" ? services : services.AddHostedService<LiveListening>().AddHostedService<PresenceBeat>();
}
