using System.Net;
using System.Net.Sockets;
using IPNetwork = System.Net.IPNetwork;

namespace CsKpiCases.Web.Hosting.Webhooks;

/// <summary>
/// Tells addresses of the open internet from all others: loopback, private, link-local (where clouds keep their metadata),
/// shared, documentation, multicast, reserved. Source: the special-purpose registries of IANA (RFC 6890).
/// </summary>
public static class PublicAddresses
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. Networks(
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),

        // A cloud's own agent on an address that looks public.
        .. Networks("168.63.129.16/32"),

        // Within global unicast: tunnels, which lead to whatever address they carry, benchmarks, documentation.
        .. Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>True where nothing speaks against sending there.</summary>
    public static bool Contain(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) return Contain(address.MapToIPv4());
        // Where only IPv6 is spoken, a translator reaches IPv4 by its last four bytes.
        if (Translated.Contains(address)) return Contain(new IPAddress(address.GetAddressBytes().AsSpan()[12..]));
        return (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address)) && !Array.Exists(NotPublic, n => n.Contains(address));
    }

    private static IEnumerable<IPNetwork> Networks(params string[] texts) => texts.Select(t => IPNetwork.Parse(t));
}
