using System.Security.Claims;
using CsKpiCases.Data;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Live;

/// <summary>What streams of server-sent events have in common: how they begin, write, and find out that their session is over.</summary>
public static class EventStream
{
    private static readonly string StampClaim = new Microsoft.AspNetCore.Identity.ClaimsIdentityOptions().SecurityStampClaimType;

    /// <summary>Comes again after some seconds, not all at once when a node has stopped.</summary>
    public static Task BeginAsync(HttpResponse response, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        return WriteAsync(response, FormattableString.Invariant($"retry: {Random.Shared.Next(3000, 8000)}\n\n"), cancellation);
    }

    public static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(response);
        await response.WriteAsync(text, cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    /// <summary>The session is still good: the account is open, and neither its password nor its roles have changed.</summary>
    public static async Task<bool> MayStayAsync(HttpContext http, IDbContextFactory<CasesDbContext> contexts, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        var (account, stamp) = (http.SignedIn().AccountId, http.User.FindFirstValue(StampClaim));
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Users.AnyAsync(a => a.Id == account && !a.IsDisabled && a.SecurityStamp == stamp, cancellation);
    }
}
