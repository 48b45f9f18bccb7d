using CsKpiCases.Web.Hosting.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>
/// A bearer token is for the API, where each route asks for its scope. Pages know no scopes, so a token that may only read
/// would do there whatever its account may.
/// </summary>
public sealed class NoTokensOnPages : IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        var isOpen = context.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any() || http.Request.Path == ApiPath.Reference;
        if (!isOpen && http.SignedInOrNull() is { Scopes: not null }) context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
    }
}
