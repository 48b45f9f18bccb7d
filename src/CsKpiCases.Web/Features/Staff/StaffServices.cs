using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.Staff;

/// <summary>What agents may be given, and how much of it.</summary>
public static class StaffServices
{
    public static IServiceCollection AddStaff(this IServiceCollection services)
    {
        services.TryAddSingleton<ShopPeople>();
        services.TryAddSingleton<AuditLog>();
        services.AddScoped<ReadStaff>();
        services.AddScoped<SaveStaff>();
        services.AddScoped<DemoStaff>();
        services.AddSingleton(DemoStep.Of<DemoStaff>(16, "Staff", (staff, shop, cancellation) => staff.RunAsync(shop, cancellation)));
        return services.AddNavItem(new NavItem("staff.nav", "/staff", 62, user => SignedIn.From(user)?.CanAnywhere(Right.ManageStaff) == true));
    }
}
