namespace CsKpiCases.Web.Features.ScanBench;

/// <summary>Services of the scan bench; the registers' overview leads to it.</summary>
public static class ScanBenchServices
{
    public static IServiceCollection AddScanBench(this IServiceCollection services) => services
        .AddScoped<FindParcel>()
        .AddScoped<OpenReturnedParcel>()
        .AddScoped<KeepOrphan>();
}
