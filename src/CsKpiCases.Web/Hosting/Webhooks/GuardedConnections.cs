using System.Net;
using System.Net.Sockets;

namespace CsKpiCases.Web.Hosting.Webhooks;

/// <summary>The addresses of a host's name.</summary>
public delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellation);

/// <summary>A host lies where webhooks may not be sent.</summary>
public sealed class AddressRefusedException(string host) : Exception($"{host} is no public address, and Webhooks:AllowedPrivateHosts does not name it.");

/// <summary>
/// Connects to public addresses alone. The address that was looked at is the one that is connected to: a name that means another
/// one a moment later changes nothing.
/// </summary>
public sealed class GuardedConnections(ResolveHost resolve, AllowedHosts allowed)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A handler that follows no redirects, knows no proxy and keeps no cookies.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        ConnectCallback = async (context, cancellation) => await ConnectAsync(context.DnsEndPoint, cancellation),
        ConnectTimeout = ConnectTimeout,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 16 * 1024,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>Whether a host may be spoken to, as far as its name tells.</summary>
    public bool Allows(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (allowed.IsNamed(host)) return true;
        return IPAddress.TryParse(host.Trim('[', ']'), out var address)
            ? PublicAddresses.Contain(address)
            : !host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a host may be spoken to without https.</summary>
    public bool IsNamed(string host) => allowed.IsNamed(host);

    private async Task<Stream> ConnectAsync(DnsEndPoint to, CancellationToken cancellation)
    {
        var all = IPAddress.TryParse(to.Host.Trim('[', ']'), out var literal) ? [literal] : await resolve(to.Host, cancellation);
        var open = allowed.Names.Contains(to.Host) ? all : Array.FindAll(all, a => PublicAddresses.Contain(a) || allowed.Holds(a));
        if (open.Length == 0) throw all.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new AddressRefusedException(to.Host);
        for (var i = 0; ; i++)
        {
            var socket = new Socket(open[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(open[i], to.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i < open.Length - 1)
            {
                socket.Dispose(); // the next one may listen
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
