using CsKpiCases.Web.Hosting.Store;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Hands out what a stranger sent: whatever it is in truth, a browser shows it as what we took it for and lets it do nothing.</summary>
/// <param name="Content">Closed when it is sent.</param>
/// <param name="ContentType">By its content.</param>
/// <param name="Tag">The same for the same bytes.</param>
/// <param name="Name">What it is called when it is saved.</param>
/// <param name="IsDownload">Saved, not shown; what is neither picture nor video always is.</param>
public sealed record StrangersFile(Stream Content, string ContentType, string Tag, string Name, bool IsDownload) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var headers = context.HttpContext.Response.Headers;
        var isShown = !IsDownload && (FileKind.IsImage(ContentType) || FileKind.IsVideo(ContentType));
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(Name);
        headers[HeaderNames.ContentDisposition] = disposition.ToString();
        // even if a browser took it for a page, it could do nothing
        headers[HeaderNames.ContentSecurityPolicy] = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers[HeaderNames.CacheControl] = "private, max-age=86400, immutable";
        return new FileStreamResult(Content, ContentType) { EntityTag = new EntityTagHeaderValue($"\"{Tag}\""), EnableRangeProcessing = true }.ExecuteResultAsync(context);
    }
}
