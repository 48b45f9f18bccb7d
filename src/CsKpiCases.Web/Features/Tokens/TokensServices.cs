using CsKpiCases.Web.Hosting.Access;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.Tokens;

public static class TokensServices
{
    public static IServiceCollection AddTokens(this IServiceCollection services)
    {
        services.TryAddSingleton<AuditLog>();
        services.TryAddSingleton<ApiTokens>();
        services.AddScoped<TokenList>();
        services.AddSingleton<CreateToken>();
        services.AddSingleton<RevokeToken>();
        return services;
    }
}
