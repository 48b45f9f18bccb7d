using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>Hands out the bytes of evidence, to those who may read its case.</summary>
[RequireRight(Right.ReadCases)]
public sealed class EvidenceController(FindEvidence evidence, EvidenceFiles files, Thumbnails thumbnails, KeepFingerprint looked) : Controller
{
    /// <summary>The original, whole or a range of it.</summary>
    [HttpGet("/cases/{number:regex(^AS[[0-9]]+$)}/evidence/{id:long}")]
    public async Task<IActionResult> Get(string number, long id, bool download, CancellationToken cancellation)
    {
        var found = await evidence.FindAsync(number, id, HttpContext.SignedIn(), cancellation);
        return found is null || files.Open(found.ContentHash) is not { } content
            ? NotFound()
            : new StrangersFile(content, found.ContentType, found.ContentHash, found.DownloadName, download);
    }

    /// <summary>The small picture; of a picture that cannot be read, a drawing in its place.</summary>
    [HttpGet("/cases/{number:regex(^AS[[0-9]]+$)}/evidence/{id:long}/thumbnail")]
    public async Task<IActionResult> Thumbnail(string number, long id, CancellationToken cancellation)
    {
        var found = await evidence.FindAsync(number, id, HttpContext.SignedIn(), cancellation);
        if (found is null || !FileKind.IsImage(found.ContentType)) return NotFound();
        var (content, fingerprint) = await thumbnails.OpenAsync(found.ContentHash, cancellation);
        if (fingerprint is { } seen) await looked.RunAsync(found.ShopId, found.ContentHash, seen, cancellation);
        return content is not null
            ? new StrangersFile(content, "image/jpeg", "t" + found.ContentHash, found.DownloadName + ".jpg", IsDownload: false)
            : LocalRedirect("/img/unreadable.svg");
    }
}
