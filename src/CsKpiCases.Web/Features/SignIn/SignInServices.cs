namespace CsKpiCases.Web.Features.SignIn;

public static class SignInServices
{
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddScoped<CheckSignIn>();
        services.AddScoped<ChangePassword>();
        services.AddScoped<OfferDemo>();
        return services;
    }
}
