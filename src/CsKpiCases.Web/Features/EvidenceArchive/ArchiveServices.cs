using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.EvidenceArchive;

/// <summary>Services of the register of evidence.</summary>
public static class ArchiveServices
{
    public static IServiceCollection AddEvidenceArchive(this IServiceCollection services) => services
        .AddScoped<FindArchive>()
        .AddScoped<ArchiveFile>()
        .AddNavItem(new NavItem("nav.evidence", "/evidence", 38, user => SignedIn.From(user)?.CanAnywhere(Right.ReadCases) == true));
}
