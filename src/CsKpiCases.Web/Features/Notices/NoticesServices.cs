namespace CsKpiCases.Web.Features.Notices;

public static class NoticesServices
{
    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddScoped<FindNotices>()
        .AddSingleton<FindNews>()
        .AddSingleton<NoticeStream>()
        .AddScoped<MarkNoticesRead>()
        .AddScoped<NoticePreferences>();
}
