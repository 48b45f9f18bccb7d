using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Live;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Presence;

/// <summary>Who else is at a case.</summary>
[RequireRight(Right.ReadCases)]
public sealed class PresenceController(FindViewedCase find, PresenceStream stream, PresenceNews news) : Controller
{
    [HttpGet("/cases/{number:regex(^AS[[0-9]]+$)}/presence")]
    public async Task Stream(string number)
    {
        if (await find.RunAsync(number, HttpContext.SignedIn(), HttpContext.RequestAborted) is var (shop, id)) await stream.RunAsync(HttpContext, shop, id);
        else Response.StatusCode = StatusCodes.Status404NotFound;
    }

    /// <summary>The reader has begun to write, or goes on.</summary>
    [HttpPost("/cases/{number:regex(^AS[[0-9]]+$)}/presence/writing")]
    public async Task<IActionResult> Write(string number, CancellationToken cancellation)
    {
        if (await find.RunAsync(number, HttpContext.SignedIn(), cancellation) is not var (_, id)) return NotFound();
        await news.WroteAsync(id, HttpContext.SignedIn().AccountId);
        return NoContent();
    }
}
