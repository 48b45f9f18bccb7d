using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Resources;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.Assigning;

public static class AssigningServices
{
    public static IServiceCollection AddAssigning(this IServiceCollection services) => services
        .AddScoped<AssignCases>()
        .AddScoped<ReadBoard>()
        .AddScoped<ChangeMode>()
        .AddGivingAway()
        .AddNavItem(new NavItem("nav.assign", "/assign", 20, user => SignedIn.From(user) is { } who && (who.CanAnywhere(Right.AssignCases) || who.Grants.Any(g => g.Role == Role.Agent)), 'a'));

    /// <summary>The rule and its job, for hosts without pages too.</summary>
    public static IServiceCollection AddGivingAway(this IServiceCollection services)
    {
        services.TryAddSingleton<ShopPeople>();
        services.TryAddSingleton<AuditLog>();
        services.TryAddSingleton(_ => Texts.Load(strict: false)); // a command's host has no pages
        services.AddSingleton<GiveAway>();
        services.AddSingleton<GiveAwayInBackground>();
        return services.AddMinuteJob<GiveAwayJob>();
    }

    /// <summary>Gives away within seconds in this process, unless its role is <c>web</c>.</summary>
    public static IServiceCollection AddQuickAssigning(this IServiceCollection services, string? role) =>
        role == "web" ? services : services.AddHostedService(p => p.GetRequiredService<GiveAwayInBackground>());
}
