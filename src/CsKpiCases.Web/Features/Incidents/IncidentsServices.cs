using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>Services of incidents that hit many cases.</summary>
public static class IncidentsServices
{
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        services.AddScoped<FindFittingCases>();
        services.AddScoped<ReadIncidents>();
        services.AddScoped<RemoveFromIncident>();
        services.AddSingleton<SaveIncident>();
        services.AddSingleton<StartIncidentRun>();
        services.AddSingleton<WorkIncidentRun>();
        services.AddScoped<MakeDemoIncidents>();
        services.AddSingleton(new DemoStep(23, "Incidents", async (p, shop, cancellation) =>
        {
            await using var scope = p.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<MakeDemoIncidents>().RunAsync(shop, cancellation);
        }));
        services.AddNavItem(new NavItem("incidents.title", "/incidents", 54, user => SignedIn.From(user)?.CanAnywhere(Right.ReadCases) == true, 'i'));
        return services.AddPeriodJob<IncidentRunJob>();
    }
}
