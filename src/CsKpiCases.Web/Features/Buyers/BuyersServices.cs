using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.Buyers;

/// <summary>Services of the archive of buyers.</summary>
public static class BuyersServices
{
    public static IServiceCollection AddBuyers(this IServiceCollection services)
    {
        services.TryAddSingleton(new RefunderThresholds()); // a command's host has no pages, and no settings of theirs
        services.AddScoped<BuyerReturns>();
        services.AddScoped<FindBuyers>();
        services.AddScoped<ReadBuyer>();
        services.AddScoped<ReadBuyerLife>();
        services.AddScoped<UnmaskBuyer>();
        services.AddScoped<ChangeBuyer>();
        services.AddSingleton<TagDemoBuyers>();
        services.AddSingleton(new DemoStep(20, "Buyers", (p, shop, cancellation) => p.GetRequiredService<TagDemoBuyers>().RunAsync(shop, cancellation)));
        return services.AddNavItem(new NavItem("buyers.title", "/buyers", 52, user => SignedIn.From(user)?.CanAnywhere(Right.ReadCases) == true, 'y'));
    }
}
