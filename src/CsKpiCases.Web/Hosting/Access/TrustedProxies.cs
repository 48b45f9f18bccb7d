using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>
/// The proxies whose word on the caller's address and scheme is taken (<c>Serve:Proxies</c>). Nobody else's is: anybody can send the
/// headers.
/// </summary>
public static class TrustedProxies
{
    /// <summary>Reads addresses and networks such as <c>10.0.0.5, 10.1.0.0/16</c>; null where one is neither.</summary>
    public static IReadOnlyList<IPNetwork>? Read(string? text)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(part, out var address)) networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(part, out var network)) networks.Add(network);
            else return null;
        }

        return networks;
    }

    /// <summary>Before everything that asks where a request comes from.</summary>
    internal static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app)
    {
        if (Read(app.ApplicationServices.GetRequiredService<IOptions<ServeSettings>>().Value.Proxies) is not { Count: > 0 } networks) return app;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null, // as far as the proxies are known
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks) options.KnownIPNetworks.Add(network);
        return app.UseForwardedHeaders(options);
    }
}
