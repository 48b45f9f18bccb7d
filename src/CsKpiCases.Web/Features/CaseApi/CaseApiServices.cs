using CsKpiCases.Web.Hosting.Api;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>What the routes of cases are made of.</summary>
public static class CaseApiServices
{
    public static IServiceCollection AddCaseApi(this IServiceCollection services)
    {
        services.AddScoped<CaseAnswers>();
        services.AddScoped<ChangeCase>();
        services.AddScoped<CheckReferences>();
        services.AddScoped<CreateCase>();
        services.AddScoped<FindCase>();
        services.TryAddScoped<KeptAnswers>();
        services.AddScoped<ListCases>();
        services.AddScoped<ListClocks>();
        services.AddScoped<ListDeadlines>();
        services.AddScoped<ListEvents>();
        services.AddScoped<ListEvidence>();
        services.AddScoped<ListMoney>();
        services.TryAddScoped<NamedShop>();
        services.AddScoped<ShowCase>();
        services.AddScoped<ShowGoods>();
        services.AddScoped<ShowRulings>();
        services.AddScoped<ShowTransitions>();
        return services;
    }

    /// <summary>Every route of cases.</summary>
    public static void MapCaseApi(this IEndpointRouteBuilder api)
    {
        api.MapCases();
        api.MapTransitions();
        api.MapHistory();
        api.MapEvidence();
        api.MapFacts();
        api.MapDeadlines();
        api.MapGoods();
        api.MapMoney();
        api.MapOpening();
        api.MapRulings();
        api.MapJudgements();
    }
}
