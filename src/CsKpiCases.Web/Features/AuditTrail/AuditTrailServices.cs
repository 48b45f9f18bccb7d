using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.AuditTrail;

public static class AuditTrailServices
{
    public static IServiceCollection AddAuditTrail(this IServiceCollection services) => services
        .AddScoped<ReadAuditTrail>()
        .AddNavItem(new NavItem("audit.title", "/audit", 905, user => SignedIn.From(user)?.CanAnywhere(Right.ReadAudit) == true));
}
