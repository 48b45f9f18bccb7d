using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Hosting.Jobs;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.Measures;

public static class MeasuresServices
{
    public static IServiceCollection AddMeasures(this IServiceCollection services)
    {
        services.TryAddSingleton<ShopPeople>();
        services.AddScoped<ReadMeasures>();
        services.AddSingleton<MeasureNotices>();
        services.AddSingleton<AddMeasure>();
        services.AddSingleton<ActOnMeasure>();
        services.AddSingleton<TellOverdueMeasures>();
        services.AddScoped<MeasureFile>();
        services.AddSingleton<MakeDemoMeasures>();
        services.AddSingleton(new DemoStep(24, "Improvement measures", (p, shop, cancellation) => p.GetRequiredService<MakeDemoMeasures>().RunAsync(shop, cancellation)));
        services.AddNavItem(new NavItem("measures.title", "/measures", 57, user => SignedIn.From(user)?.CanAnywhere(Right.ReadCases) == true, 'm'));
        return services.AddPeriodJob<TellOverdueMeasuresJob>();
    }
}
