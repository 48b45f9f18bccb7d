using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>What a route asks for: a scope of the token, and a right of the table.</summary>
public sealed record ApiAccess(string Scope, Right Right);

/// <summary>The scopes of tokens.</summary>
public static class ApiScope
{
    public const string Read = "read";
    public const string Cases = "cases";
    public const string Import = "import";
    public const string Admin = "admin";
}

/// <summary>Lets a request through to its route: scope, anti-forgery, right. The right in the very shop is asked with the case.</summary>
internal static class ApiGate
{
    public const string CsrfHeader = "X-CSRF-TOKEN";

    public static TBuilder Requires<TBuilder>(this TBuilder builder, string scope, Right right)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ApiAccess(scope, right));

    public static IApplicationBuilder UseApiGate(this IApplicationBuilder app) => app.UseWhen(ApiPath.IsApi, api => api.Use(CheckAsync));

    /// <summary>Asks the table for the route's right in a shop.</summary>
    /// <exception cref="ProblemException">He has not the right there.</exception>
    public static void RequireIn(this HttpContext http, long shopId)
    {
        if (AccessOf(http) is { } access && !http.SignedIn().Can(access.Right, shopId)) throw new ProblemException(WithoutRight(access.Right));
    }

    private static async Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (AccessOf(http) is { } access)
        {
            if (await RefusalAsync(http, access) is { } problem)
            {
                await problem.ExecuteAsync(http);
                return;
            }

            http.Response.Headers[HeaderNames.CacheControl] = "no-store";
            var size = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
            var most = http.GetEndpoint()!.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata>()?.MaxRequestBodySize;
            if (size is { IsReadOnly: false }) size.MaxRequestBodySize = most ?? JsonBody.LargestBytes;
        }

        await next(http);
    }

    private static ApiAccess? AccessOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ApiAccess>();

    private static async Task<Problem?> RefusalAsync(HttpContext http, ApiAccess access)
    {
        var signedIn = http.SignedInOrNull();
        if (signedIn is null) return new Problem(ProblemCodes.Unauthenticated);
        if (signedIn.Scopes is null && http.User.HasClaim(c => c.Type == MustChangePassword.ClaimType))
        {
            return new Problem(ProblemCodes.Forbidden, $"A password of your own must be chosen first, at {MustChangePassword.Page}.");
        }

        if (!signedIn.HasScope(access.Scope)) return new Problem(ProblemCodes.ScopeMissing, $"This route needs a token with the scope '{access.Scope}'.");
        if (signedIn.Scopes is null && !HttpMethods.IsGet(http.Request.Method) && !await IsOurFormAsync(http)) return new Problem(ProblemCodes.CsrfToken);
        return signedIn.CanAnywhere(access.Right) ? null : WithoutRight(access.Right);
    }

    /// <summary>With a cookie the request could be forged by another site; a bearer token is never sent by itself.</summary>
    private static async Task<bool> IsOurFormAsync(HttpContext http) =>
        http.Request.Headers.ContainsKey(CsrfHeader)
        && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);

    private static Problem WithoutRight(Right right)
    {
        var roles = Rights.RolesWith(right).Select(EnumNames.Of).ToList();
        return new Problem(ProblemCodes.Forbidden, $"This needs the right '{EnumNames.Of(right)}' in the shop.")
        {
            Members = [new("right", EnumNames.Of(right)), new("roles", roles)],
        };
    }
}
