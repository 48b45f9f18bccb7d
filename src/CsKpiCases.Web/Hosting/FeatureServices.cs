using CsKpiCases.Web.Features.Shifts;

namespace CsKpiCases.Web.Hosting;

/// <summary>The use cases and queries of every feature, the same for the site, the jobs and the commands.</summary>
public static class FeatureServices
{
    public static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddShifts();
}
