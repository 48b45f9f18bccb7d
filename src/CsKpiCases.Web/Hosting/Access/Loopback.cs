using System.Net;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>Whether a request comes from this machine itself.</summary>
public static class Loopback
{
    /// <summary>
    /// False behind a proxy, whose own address would be this machine's: whoever forwards says so in a header, which a trusted one's
    /// word has become X-Original-For of. False as well where there is no address, as on a socket file that a proxy listens at the other end of.
    /// </summary>
    public static bool IsFromLoopback(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var headers = context.Request.Headers;
        return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && !headers.ContainsKey("X-Forwarded-For") && !headers.ContainsKey("Forwarded") && !headers.ContainsKey("X-Real-IP")
            && !headers.ContainsKey("X-Original-For");
    }
}
