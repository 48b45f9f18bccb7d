using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Jobs;

/// <summary>Services of the jobs page.</summary>
public static class JobsServices
{
    public static IServiceCollection AddJobsPage(this IServiceCollection services) => services
        .AddScoped<ListJobs>()
        .AddScoped<RunJob>()
        .AddNavItem(new NavItem("nav.jobs", "/jobs", 90, user => SignedIn.From(user)?.CanAnywhere(Right.ReadJobs) == true));
}
