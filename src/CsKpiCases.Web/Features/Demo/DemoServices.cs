using CsKpiCases.Data.Bulk;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.Demo;

public static class DemoServices
{
    public static IServiceCollection AddDemo(this IServiceCollection services)
    {
        services.TryAddSingleton<BulkCases>();
        services.TryAddSingleton<Hosting.Access.ShopBook>();
        services.AddSingleton<FillDemo>();
        services.AddSingleton<RemoveDemo>();
        services.AddSingleton<DemoRepeats>();
        services.AddSingleton<DemoApplications>();
        services.AddSingleton(new DemoStep(30, "Applications", (p, shop, cancellation) => p.GetRequiredService<DemoApplications>().RunAsync(shop, cancellation)));
        services.AddSingleton(new DemoStep(16, "Pictures", (p, shop, cancellation) => p.GetRequiredService<DemoRepeats>().RunAsync(shop, cancellation)));
        return services;
    }

    /// <summary>For the program that serves: the demo of the very first start, unless it is not wanted.</summary>
    public static IServiceCollection AddFirstStart(this IServiceCollection services, bool withDemo)
    {
        if (!withDemo) return services.AddHostedService<FirstAccountOnStart>();
        services.AddSingleton<Hosting.Demo.PreparingGate>();
        return services.AddHostedService<FirstStart>();
    }
}
