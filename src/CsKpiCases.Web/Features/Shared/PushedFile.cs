using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>A file that is written while it is sent.</summary>
/// <param name="WriteAsync">Writes it.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Name">What it is called when it is saved.</param>
public sealed record PushedFile(Func<Stream, CancellationToken, Task> WriteAsync, string ContentType, string Name) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(Name);
        http.Response.ContentType = ContentType;
        http.Response.Headers[HeaderNames.ContentDisposition] = disposition.ToString();
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        AllowTails(http);
        return WriteAsync(http.Response.Body, http.RequestAborted);
    }

    /// <summary>The library that packs writes the last bytes of each packed file when it closes it, without waiting.</summary>
    public static void AllowTails(HttpContext http)
    {
        if (http.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true;
    }
}
