using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Simulators;

/// <summary>Services of the simulator's page.</summary>
public static class SimulatorServices
{
    public static IServiceCollection AddSimulator(this IServiceCollection services) => services
        .AddScoped<ReadLivedCase>()
        .AddNavItem(new NavItem("nav.simulator", "/sla/simulator", 45, user => SignedIn.From(user)?.CanAnywhere(Right.ReadReports) == true));
}
