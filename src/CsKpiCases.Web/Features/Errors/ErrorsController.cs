using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Errors;

/// <param name="Kind">Which texts: 403, 404, 500 or other.</param>
public sealed record ErrorPage(int Status, string Kind, string TraceId);

/// <summary>Pages shown in place of an empty error answer.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class ErrorsController : Controller
{
    [Route("/errors/{status:int:range(400,599)}")]
    [ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public IActionResult Show()
    {
        // Off the route itself: where the request's form cannot be read no parameter is bound.
        var status = int.Parse((string)RouteData.Values["status"]!, CultureInfo.InvariantCulture);
        var kind = status switch
        {
            403 => "403",
            404 => "404",
            >= 500 => "500",
            _ => "other",
        };
        Response.StatusCode = status;
        return View("Error", new ErrorPage(status, kind, Activity.Current?.Id ?? HttpContext.TraceIdentifier));
    }
}
