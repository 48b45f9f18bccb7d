namespace CsKpiCases.Web.Features.Presence;

public static class PresenceServices
{
    public static IServiceCollection AddPresence(this IServiceCollection services) => services
        .AddScoped<FindViewedCase>()
        .AddScoped<PresenceStream>();
}
