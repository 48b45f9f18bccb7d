using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.TeamReports;

public static class TeamReportsServices
{
    public static IServiceCollection AddTeamReports(this IServiceCollection services) => services
        .AddSingleton<MakeWeeklyReport>()
        .AddSingleton<FindWeakSpots>()
        .AddPeriodJob<TellOfWeekJob>();
}
