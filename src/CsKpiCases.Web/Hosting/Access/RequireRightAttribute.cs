using CsKpiCases.Domain.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>Lets a page in only with a right in the current shop; refuses with the roles that have it, so that one knows whom to ask.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireRightAttribute(Right right) : Attribute, IAsyncAuthorizationFilter
{
    public const string RefusedRight = "refused-right";

    public Right Right { get; } = right;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        var signedIn = http.SignedInOrNull();
        if (signedIn is null)
        {
            context.Result = new ChallengeResult();
            return;
        }

        var shop = await http.RequestServices.GetRequiredService<CurrentShop>().GetAsync(http.RequestAborted);
        var allowed = shop is null ? signedIn.CanEverywhere(Right) : signedIn.Can(Right, shop.Id);
        if (allowed) return;
        http.Items[RefusedRight] = Right;
        context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
    }
}
