using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;

namespace CsKpiCases.Web.Features.Quality;

public static class QualityServices
{
    public static IServiceCollection AddQuality(this IServiceCollection services)
    {
        services.AddScoped<ReadQuality>();
        services.AddScoped<ReadFeedback>();
        services.AddScoped<TellQuality>();
        services.AddScoped<BuildQualityPage>();
        services.AddSingleton<MakeDemoSales>();
        services.AddSingleton(new DemoStep(25, "Sales and quality", (p, shop, cancellation) => p.GetRequiredService<MakeDemoSales>().RunAsync(shop, cancellation)));
        return services.AddNavItem(new NavItem("quality.title", "/quality", 56, user => SignedIn.From(user)?.CanAnywhere(Right.ReadCases) == true, 'q'));
    }
}
