namespace CsKpiCases.Web.Features.BuyerPage;

/// <summary>Services of the buyer's page.</summary>
public static class BuyerPageServices
{
    public static IServiceCollection AddBuyerPage(this IServiceCollection services) => services
        .AddSingleton<BuyerRates>()
        .AddScoped<FindVisit>()
        .AddScoped<ActAsBuyer>();
}
