using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.PlatformHealth;

/// <summary>Services of the platforms' assessments.</summary>
public static class PlatformHealthServices
{
    public static IServiceCollection AddPlatformHealth(this IServiceCollection services)
    {
        services.AddSingleton<AssessPlatform>();
        services.AddSingleton<FindAssessments>();
        services.AddSingleton<KeepAssessment>();
        services.AddSingleton<KeepPastAssessments>();
        services.AddSingleton<ReadBehind>();
        services.AddNavItem(new NavItem("nav.health", "/platform-health", 64, user => SignedIn.From(user)?.CanAnywhere(Right.ReadPlatformHealth) == true));
        services.AddSingleton(new DemoStep(40, "Platform assessments", (p, shop, cancellation) => p.GetRequiredService<KeepPastAssessments>().RunAsync(shop, cancellation)));
        return services.AddPeriodJob<KeepAssessmentsJob>();
    }
}
