using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>The pages of the rules of scores and pay, whose pay goes by what, and what another rule would have done.</summary>
public static class ScoreRulesServices
{
    public static IServiceCollection AddScoreRules(this IServiceCollection services)
    {
        services.TryAddSingleton<AuditLog>();
        services.TryAddSingleton<ShopPeople>();
        return services.AddScoped<ReadRules>().AddScoped<SaveRule>().AddScoped<ReadPeople>().AddScoped<SaveTerms>().AddScoped<GiveMark>().AddScoped<AskWhatIf>().AddScoped<DemoRules>()
            .AddSingleton(DemoStep.Of<DemoRules>(18, "Rules of scores and pay", (rules, shop, cancellation) => rules.RunAsync(shop, cancellation)));
    }
}
