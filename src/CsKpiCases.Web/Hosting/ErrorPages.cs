namespace CsKpiCases.Web.Hosting;

/// <summary>Pages for people. Programs under /api get problem documents, which the API makes itself.</summary>
public static class ErrorPages
{
    public static readonly PathString Api = "/api";

    internal static IApplicationBuilder UseErrorPages(this IApplicationBuilder app) => app.UseWhen(
        context => !context.Request.Path.StartsWithSegments(Api),
        pages =>
        {
            pages.UseExceptionHandler("/errors/500");
            pages.UseStatusCodePagesWithReExecute("/errors/{0}");
        });
}
