using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>Services of the nightly report.</summary>
public static class NightlyReportServices
{
    public static IServiceCollection AddNightlyReport(this IServiceCollection services)
    {
        services.AddSingleton<NightlyReports>();
        services.AddSingleton<FindTrend>();
        services.AddSingleton<RunNightlyReport>();
        services.AddSingleton<ReportFiles>();
        services.AddNavItem(new NavItem("nav.reports", "/reports/nightly", 40, user => SignedIn.From(user)?.CanAnywhere(Right.ReadReports) == true, 'r'));
        services.AddSingleton(new DemoStep(10, "Nightly reports", (p, shop, cancellation) => p.GetRequiredService<RunPastReports>().RunAsync(shop, cancellation)));
        services.AddSingleton<RunPastReports>();
        return services.AddPeriodJob<NightlyReportJob>();
    }
}
