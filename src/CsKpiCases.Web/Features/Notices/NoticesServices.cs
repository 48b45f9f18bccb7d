namespace CsKpiCases.Web.Features.Notices;

public static class NoticesServices
{
    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddScoped<FindNotices>()
        .AddScoped<MarkNoticesRead>()
        .AddScoped<NoticePreferences>();
}
