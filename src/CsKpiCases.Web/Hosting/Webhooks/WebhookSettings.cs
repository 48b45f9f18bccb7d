using System.Net;
using IPNetwork = System.Net.IPNetwork;

namespace CsKpiCases.Web.Hosting.Webhooks;

/// <summary>Section <c>Webhooks</c>.</summary>
public sealed class WebhookSettings
{
    public const string Section = "Webhooks";

    /// <summary>
    /// Names, addresses and networks (<c>erp.intern, 10.1.0.0/16</c>) that targets may lie at though they are not public, with
    /// commas between. A host that is named here may be spoken to without https.
    /// </summary>
    public string AllowedPrivateHosts { get; set; } = "";

    internal AllowedHosts ToAllowed() => AllowedHosts.Read(AllowedPrivateHosts) ?? throw new InvalidOperationException(Wrong);

    internal const string Wrong = "Webhooks:AllowedPrivateHosts holds names, addresses and networks such as erp.intern, 10.1.0.0/16, with commas between.";
}

/// <summary>What of the installation's own network webhooks may reach.</summary>
/// <param name="Names">Hosts by name, in lower case.</param>
/// <param name="Networks">Networks; an address is one of itself.</param>
public sealed record AllowedHosts(IReadOnlySet<string> Names, IReadOnlyList<IPNetwork> Networks)
{
    /// <summary>Null where a part is neither name, address nor network.</summary>
    public static AllowedHosts? Read(string? text)
    {
        var (names, networks) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), new List<IPNetwork>());
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(part, out var address)) networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(part, out var network)) networks.Add(network);
            else if (Uri.CheckHostName(part) == UriHostNameType.Dns) names.Add(part);
            else return null;
        }

        return new AllowedHosts(names, networks);
    }

    /// <summary>Whether a target's host is named here, by its name or its address.</summary>
    public bool IsNamed(string host) => Names.Contains(host) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && Holds(address));

    /// <summary>Whether an address lies in one of the networks.</summary>
    public bool Holds(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Networks.Any(n => n.Contains(plain));
    }
}
