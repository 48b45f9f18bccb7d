using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Responsibility;

/// <summary>Services of rulings and penalties.</summary>
public static class ResponsibilityServices
{
    public static IServiceCollection AddResponsibility(this IServiceCollection services)
    {
        services.AddSingleton<FindRulings>();
        services.AddSingleton<ReadRuling>();
        services.AddSingleton<PreviewRuling>();
        services.AddSingleton<RuleCase>();
        services.AddSingleton<FindPenalties>();
        services.AddSingleton<ActOnPenalty>();
        services.AddNavItem(new NavItem("nav.responsibility", "/responsibility", 30, user => SignedIn.From(user)?.CanAnywhere(Right.RuleResponsibility) == true, 'u'));
        return services.AddNavItem(new NavItem("nav.penalties", "/penalties", 35, user => SignedIn.From(user) is { } me && me.CanAnywhere(Right.AnswerPenalties) && !me.CanAnywhere(Right.DecidePenalties), 'p'));
    }
}
