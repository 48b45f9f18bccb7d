using CsKpiCases.Domain.Webhooks;
using CsKpiCases.Web.Hosting.Webhooks;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>A target as somebody types it or a program sends it.</summary>
public sealed record TargetDraft(string? Name, string? Url, IReadOnlyList<string> Events);

/// <summary>What is wrong with a field: its text is <c>webhooks.refused.CODE</c>.</summary>
public sealed record TargetFault(string Field, string Code);

/// <summary>Says what is wrong with a draft, all of it. What a name means is looked at again with each connection.</summary>
public sealed class CheckTarget(GuardedConnections connections)
{
    public const int LongestName = 100;
    public const int LongestUrl = 500;

    public IReadOnlyList<TargetFault> Run(TargetDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var faults = new List<TargetFault>();
        if (string.IsNullOrWhiteSpace(draft.Name)) faults.Add(new("name", "name_required"));
        else if (draft.Name.Trim().Length > LongestName) faults.Add(new("name", "name_too_long"));
        if (UrlFault(draft.Url?.Trim() ?? "") is { } code) faults.Add(new("url", code));
        if (draft.Events.Count == 0) faults.Add(new("events", "events_required"));
        for (var i = 0; i < draft.Events.Count; i++)
        {
            if (!WebhookType.All.Contains(draft.Events[i])) faults.Add(new($"events[{i}]", "unknown_event"));
        }

        return faults;
    }

    private string? UrlFault(string url)
    {
        if (url.Length == 0) return "url_required";
        if (url.Length > LongestUrl) return "url_too_long";
        if (url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp) || uri.Host.Length == 0 || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return "invalid_url";
        }

        if (HostOf(uri) is not { } host) return "invalid_url";
        return !connections.Allows(host) ? "private_address" : uri.Scheme == Uri.UriSchemeHttp && !connections.IsNamed(host) ? "https_required" : null;
    }

    /// <summary>As a resolver is asked for it; null where the letters make no name.</summary>
    private static string? HostOf(Uri uri)
    {
        try
        {
            return uri.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
