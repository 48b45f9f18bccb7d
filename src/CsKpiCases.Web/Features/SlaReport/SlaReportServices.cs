namespace CsKpiCases.Web.Features.SlaReport;

/// <summary>The report of clocks by verdict.</summary>
public static class SlaReportServices
{
    public static IServiceCollection AddSlaReport(this IServiceCollection services) => services.AddSingleton<SlaReportQuery>();
}
