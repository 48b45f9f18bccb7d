using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>The pages on which policies are read, changed and brought as files.</summary>
public static class PoliciesServices
{
    public static IServiceCollection AddPolicies(this IServiceCollection services) => services
        .AddScoped<ListPolicies>()
        .AddScoped<ReadPolicy>()
        .AddScoped<CheckPolicy>()
        .AddScoped<SavePolicy>()
        .AddScoped<BuildPolicyPage>()
        .AddScoped<ImportPolicyFile>()
        .AddNavItem(new NavItem("policies.title", "/sla/policies", 70, user => SignedIn.From(user)?.CanAnywhere(Right.ReadReports) == true));
}
