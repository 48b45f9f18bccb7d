using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Hosting;

/// <summary>Pages for people. Programs under /api get problem documents, which the API makes itself.</summary>
public static class ErrorPages
{
    internal static IApplicationBuilder UseErrorPages(this IApplicationBuilder app) => app.UseWhen(
        context => !ApiPath.IsApi(context),
        pages =>
        {
            pages.UseExceptionHandler("/errors/500");
            pages.UseStatusCodePagesWithReExecute("/errors/{0}");
        });
}
