namespace CsKpiCases.Web.Features.CasePage;

public static class CasePageServices
{
    public static IServiceCollection AddCasePage(this IServiceCollection services) => services
        .AddScoped<ReadCase>()
        .AddScoped<GoodsForms>()
        .AddScoped<ReadEvidence>()
        .AddScoped<ActForms>()
        .AddScoped<ActOnCase>()
        .AddScoped<EventWords>()
        .AddScoped<FindEvidence>()
        .AddScoped<KeepFingerprint>()
        .AddScoped<EvidencePack>()
        .AddScoped<PackIndex>();
}
