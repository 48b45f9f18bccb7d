using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Net.Http.Headers;

namespace CsKpiCases.Web.Features.BuyerPage;

/// <summary>
/// What holds for every answer of the buyer's page: its address is a secret, so it goes into no index, no cache and no referrer; and who
/// asks too much is told so before anything is read.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForBuyersAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    /// <summary>Before a form is read.</summary>
    public int Order => 800;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        var headers = http.Response.Headers;
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Referrer-Policy"] = "no-referrer";
        headers[HeaderNames.CacheControl] = "no-store";
        var isFile = context.RouteData.Values.ContainsKey("id");
        if (await http.RequestServices.GetRequiredService<BuyerRates>().TakesAsync(http, isFile)) return;
        headers[HeaderNames.RetryAfter] = "60";
        context.Result = Closed(http, StatusCodes.Status429TooManyRequests);
    }

    /// <summary>The plain page that says why there is nothing to see.</summary>
    internal static ViewResult Closed(HttpContext http, int status) => new()
    {
        ViewName = "Closed",
        StatusCode = status,
        ViewData = new ViewDataDictionary<int>(http.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = status },
    };
}
