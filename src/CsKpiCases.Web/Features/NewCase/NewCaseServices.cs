namespace CsKpiCases.Web.Features.NewCase;

public static class NewCaseServices
{
    public static IServiceCollection AddNewCase(this IServiceCollection services) => services
        .AddScoped<LogNewCase>()
        .AddScoped<FindNearCases>()
        .AddScoped<SuggestOnNewCase>();
}
