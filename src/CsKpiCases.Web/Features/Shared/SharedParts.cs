using CsKpiCases.Web.Hosting.Store;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>What the layout, the partials and the tags need.</summary>
public static class SharedParts
{
    public static IServiceCollection AddSharedParts(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new EvidenceSettings());
        services.AddSingleton<TimeTexts>();
        services.AddScoped<PageZone>();
        return services;
    }

    /// <summary>Each feature adds its own link to the top bar; lower orders stand first.</summary>
    public static IServiceCollection AddNavItem(this IServiceCollection services, NavItem item) => services.AddSingleton(item);
}
