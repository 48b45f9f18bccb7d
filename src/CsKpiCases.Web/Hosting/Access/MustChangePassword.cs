using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>Whoever came with a one-time password gets to no page before he has chosen one of his own.</summary>
public sealed class MustChangePassword : IAsyncAuthorizationFilter
{
    public const string ClaimType = "must_change_password";
    public const string Page = "/account/password";

    public Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        var isOpen = context.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any() || http.Request.Path.StartsWithSegments(Page);
        if (!isOpen && http.User.HasClaim(c => c.Type == ClaimType)) context.Result = new LocalRedirectResult(Page);
        return Task.CompletedTask;
    }
}
