using System.Security.Claims;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Scores;

/// <summary>Services of the scores.</summary>
public static class ScoresServices
{
    public static IServiceCollection AddScores(this IServiceCollection services)
    {
        services.AddSingleton<ReadSources>();
        services.AddSingleton<ShowScores>();
        services.AddSingleton<CalculatePastMonths>();
        services.AddSingleton(new DemoStep(40, "Scores of the closed months", (p, shop, cancellation) => p.GetRequiredService<CalculatePastMonths>().RunAsync(shop, cancellation)));
        // One link for everybody: to the team's for who may see it, else to one's own.
        services.AddNavItem(new NavItem("nav.scores", "/scores", 45, SeesTeam, 's'));
        services.AddNavItem(new NavItem("nav.scores", "/scores/mine", 45, user => !SeesTeam(user) && SignedIn.From(user)?.CanAnywhere(Right.ReadOwnScore) == true, 's'));
        return services.AddPeriodJob<CalculateScoresJob>();
    }

    private static bool SeesTeam(ClaimsPrincipal user) => SignedIn.From(user)?.CanAnywhere(Right.ReadTeamScores) == true;
}
