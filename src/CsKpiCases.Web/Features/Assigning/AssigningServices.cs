using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Assigning;

public static class AssigningServices
{
    public static IServiceCollection AddAssigning(this IServiceCollection services) => services
        .AddScoped<AssignCases>()
        .AddScoped<FindUnassigned>()
        .AddNavItem(new NavItem("nav.assign", "/assign", 20, user => SignedIn.From(user) is { } who && (who.CanAnywhere(Right.AssignCases) || who.Grants.Any(g => g.Role == Role.Agent)), 'a'));
}
