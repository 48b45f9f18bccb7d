using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.Accounts;

public static class AccountsServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.TryAddSingleton<AuditLog>();
        services.TryAddSingleton<ShopBook>();
        services.TryAddSingleton<FirstAccount>();
        services.AddScoped<AccountList>();
        services.AddSingleton<AddAccount>();
        services.AddSingleton<ChangeAccount>();
        services.AddSingleton<DisableAccount>();
        services.AddSingleton<ResetPassword>();
        services.AddSingleton<ChangeGrants>();
        services.AddNavItem(new NavItem("accounts.title", "/users", 900, user => SignedIn.From(user)?.CanAnywhere(Right.ManageAccounts) == true, 'u'));
        return services;
    }
}
