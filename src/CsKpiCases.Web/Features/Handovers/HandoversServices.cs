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
        services.AddSingleton<ReadTaking>();
        services.AddSingleton<TakeOver>();
        services.AddSingleton<EscalateHandovers>();
        services.AddNavItem(new NavItem("nav.handovers", "/handovers", 37, user => SignedIn.From(user)?.CanAnywhere(Right.ReadCases) == true, 'v'));
        services.AddSingleton(new DemoStep(15, "Hand-overs", (p, shop, cancellation) => p.GetRequiredService<HandoverLastShifts>().RunAsync(shop, cancellation)));
        services.AddScoped<DemoTaking>();
        services.AddSingleton(DemoStep.Of<DemoTaking>(18, "Accepted hand-overs", (taking, shop, cancellation) => taking.RunAsync(shop, cancellation)));
        return services.AddMinuteJob<EscalateHandoversJob>().AddPeriodJob<ShiftHandoverJob>();
    }
}
