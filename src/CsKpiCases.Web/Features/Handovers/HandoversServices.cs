using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>Services of the hand-overs between shifts.</summary>
public static class HandoversServices
{
    public static IServiceCollection AddHandovers(this IServiceCollection services)
    {
        services.AddSingleton<OpenAtShiftEnd>();
        services.AddSingleton<RunShiftHandover>();
        services.AddSingleton<RunShiftsOfDay>();
        services.AddSingleton<HandoverLastShifts>();
        services.AddSingleton<Handovers>();
        services.AddSingleton<HandoverFile>();
        services.AddNavItem(new NavItem("nav.handovers", "/handovers", 37, user => SignedIn.From(user)?.CanAnywhere(Right.ReadCases) == true, 'v'));
        services.AddSingleton(new DemoStep(15, "Hand-overs", (p, shop, cancellation) => p.GetRequiredService<HandoverLastShifts>().RunAsync(shop, cancellation)));
        return services.AddPeriodJob<ShiftHandoverJob>();
    }
}
