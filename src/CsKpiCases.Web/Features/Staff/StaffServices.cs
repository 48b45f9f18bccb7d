using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Staff;

/// <summary>What agents may be given, and how much of it.</summary>
public static class StaffServices
{
    public static IServiceCollection AddStaff(this IServiceCollection services) => services
        .AddScoped<ReadStaff>()
        .AddScoped<SaveStaff>()
        .AddNavItem(new NavItem("staff.nav", "/staff", 62, user => SignedIn.From(user)?.CanAnywhere(Right.ManageStaff) == true));
}
