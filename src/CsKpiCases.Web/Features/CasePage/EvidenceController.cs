using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>Hands out the bytes of evidence, to those who may read its case.</summary>
[RequireRight(Right.ReadCases)]
public sealed class EvidenceController(FindEvidence evidence, EvidenceFiles files) : Controller
{
    [HttpGet("/cases/{number:regex(^AS[[0-9]]+$)}/evidence/{id:long}")]
    public async Task<IActionResult> Get(string number, long id, CancellationToken cancellation)
    {
        var found = await evidence.FindAsync(number, id, HttpContext.SignedIn(), cancellation);
        if (found is null || files.Open(found.ContentHash) is not { } content) return NotFound();
        var isImage = found.ContentType.StartsWith("image/", StringComparison.Ordinal);
        var disposition = new ContentDispositionHeaderValue(isImage ? "inline" : "attachment");
        disposition.SetHttpFileName(found.FileName);
        Response.Headers[HeaderNames.ContentDisposition] = disposition.ToString();
        // even if a browser took it for a page, it could do nothing
        Response.Headers[HeaderNames.ContentSecurityPolicy] = "default-src 'none'; sandbox";
        Response.Headers[HeaderNames.CacheControl] = "private, max-age=86400, immutable";
        return File(content, found.ContentType, lastModified: null, new EntityTagHeaderValue($"\"{found.ContentHash}\""), enableRangeProcessing: true);
    }
}
