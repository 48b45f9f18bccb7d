using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Shifts;

/// <summary>Who works which shift.</summary>
public static class ShiftsServices
{
    public static IServiceCollection AddShifts(this IServiceCollection services)
    {
        services.AddScoped<ShowRoster>();
        services.AddScoped<SaveRoster>();
        services.AddScoped<SaveShift>();
        return services.AddNavItem(new NavItem("shifts.nav", "/shifts", 60, user => SignedIn.From(user)?.CanAnywhere(Right.AssignCases) == true));
    }
}
