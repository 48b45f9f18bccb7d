using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>
/// Where to go once signed in, for a request whose own address is no page to come back to: a part of one, or what is only sent.
/// </summary>
/// <param name="template">A path of this site with the route's values in it, as <c>/cases/{number}?act={act}</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReturnAfterSignInAttribute(string template) : Attribute
{
    public string Template { get; } = template;

    /// <summary>The path for a request, with what its address asks beyond the route.</summary>
    public string For(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = request.RouteValues.Aggregate(
            Template, (text, value) => text.Replace("{" + value.Key + "}", Uri.EscapeDataString(value.Value?.ToString() ?? ""), StringComparison.Ordinal));
        return request.QueryString.HasValue ? path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + request.QueryString.Value![1..] : path;
    }
}

/// <summary>Sends whoever is not signed in to the door, with the way back to a page that can be read.</summary>
internal static class LeadToSignIn
{
    public const string SignInPath = "/sign-in";

    /// <summary>A page is redirected. A part of a page would be put into the one that asked: that one is told to leave.</summary>
    public static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        var (request, response) = (context.Request, context.Response);
        var target = SignInPath + QueryString.Create("returnUrl", Back(request));
        if (!request.IsPart())
        {
            response.Redirect(target);
            return Task.CompletedTask;
        }

        if (context.HttpContext.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers["HX-Redirect"] = target;
        return Task.CompletedTask;
    }

    private static string Back(HttpRequest request)
    {
        if (request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ReturnAfterSignInAttribute>() is { } back) return back.For(request);
        if (request.IsPart()) return PageOf(request, request.Headers["HX-Current-URL"]);
        return HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + request.QueryString : PageOf(request, request.Headers.Referer);
    }

    /// <summary>The page that sent the request, where it is one of this site's.</summary>
    private static string PageOf(HttpRequest request, string? page) =>
        Uri.TryCreate(page, UriKind.Absolute, out var uri) && uri.Authority == request.Host.Value ? uri.PathAndQuery : "/";

    private static bool IsPart(this HttpRequest request) => request.Headers.ContainsKey("HX-Request");
}
