using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.WorkList;

public static class WorkListServices
{
    public static IServiceCollection AddWorkList(this IServiceCollection services) => services
        .AddScoped<FindWork>()
        .AddScoped<SearchCases>()
        .AddScoped<ShowWorkList>()
        .AddNavItem(new NavItem("nav.cases", "/cases", 10, user => SignedIn.From(user)?.CanAnywhere(Right.ReadCases) == true, 'l'));
}
