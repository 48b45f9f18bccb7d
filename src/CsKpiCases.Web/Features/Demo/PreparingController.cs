using CsKpiCases.Web.Hosting.Demo;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>How far the demo's making has come.</summary>
public sealed record PreparingPage(long Done, long Of);

/// <summary>The page before the first page.</summary>
[AllowAnonymous]
public sealed class PreparingController : Controller
{
    [HttpGet(Preparing.Page)]
    [ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public IActionResult Index()
    {
        var gate = HttpContext.RequestServices.GetService<PreparingGate>();
        if (gate is not { IsShut: true }) return LocalRedirect("/");
        // The browser asks again by itself; a program is told that it is too early.
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        Response.Headers.RetryAfter = "2";
        Response.Headers["Refresh"] = "1; url=/";
        return View(new PreparingPage(gate.Done, gate.Of));
    }
}
