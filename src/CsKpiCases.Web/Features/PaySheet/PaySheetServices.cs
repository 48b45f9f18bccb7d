namespace CsKpiCases.Web.Features.PaySheet;

public static class PaySheetServices
{
    public static IServiceCollection AddPaySheet(this IServiceCollection services) => services
        .AddSingleton<ReadPaySheet>()
        .AddSingleton<GiveAward>()
        .AddSingleton<PayFile>();
}
