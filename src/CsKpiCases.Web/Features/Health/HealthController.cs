using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Health;

/// <summary>For whoever watches the process: is it alive, and can it serve.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class HealthController : Controller
{
    /// <summary>Without the database: a process that answers is not to be killed.</summary>
    [HttpGet("/health/live")]
    public IActionResult Live() => Json(new { status = "live" });

    [HttpGet("/health/ready")]
    public async Task<IActionResult> Ready([FromServices] CheckReadiness check, CancellationToken cancellation)
    {
        var readiness = await check.RunAsync(cancellation);
        Response.StatusCode = readiness.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return Json(readiness);
    }
}
