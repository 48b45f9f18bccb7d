namespace CsKpiCases.Web.Features.Preferences;

public static class PreferencesServices
{
    public static IServiceCollection AddPreferences(this IServiceCollection services) => services.AddSingleton<KeepLanguage>();
}
