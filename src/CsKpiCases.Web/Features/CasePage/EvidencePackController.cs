using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>Hands out a case's evidence pack.</summary>
[RequireRight(Right.ReadCases)]
public sealed class EvidencePackController(ReadCase cases, EvidencePack pack) : Controller
{
    [HttpGet("/cases/{number:regex(^AS[[0-9]]+$)}/evidence-pack")]
    public async Task<IActionResult> Get(string number, CancellationToken cancellation)
    {
        if (await cases.FindAsync(number, HttpContext.SignedIn(), cancellation) is not { } view) return NotFound();
        return new PushedFile((target, token) => pack.WriteAsync(view, target, token), "application/zip", EvidencePack.FileName(view));
    }
}
