using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;

namespace CsKpiCases.Web.Features.Calls;

public static class CallsServices
{
    public static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.AddScoped<FindCalls>();
        services.AddScoped<LogCall>();
        services.AddSingleton<AskDemoCalls>();
        services.AddSingleton(new DemoStep(22, "Calls", (p, shop, cancellation) => p.GetRequiredService<AskDemoCalls>().RunAsync(shop, cancellation)));
        return services.AddNavItem(new NavItem("calls.title", "/calls", 50, user => SignedIn.From(user)?.CanAnywhere(Right.AssignCases) == true, 'c'));
    }
}
