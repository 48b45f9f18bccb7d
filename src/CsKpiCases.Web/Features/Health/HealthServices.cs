namespace CsKpiCases.Web.Features.Health;

public static class HealthServices
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<CheckReadiness>();
}
