using System.Security.Cryptography;
using System.Text;
using CsKpiCases.Data.Rows;
using Microsoft.AspNetCore.WebUtilities;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>
/// Which settings of a target somebody saw: a mark of each, so that a save on top of another's can say what has changed. Settings
/// that were changed back are as they were seen.
/// </summary>
public static class TargetVersion
{
    private const int BytesOfMark = 8;

    /// <summary>In the order of the marks; the names that the API gives them.</summary>
    public static IReadOnlyList<string> Settings { get; } = ["name", "url", "events", "enabled"];

    public static string Of(WebhookTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Of(target.Name, target.Url, target.Events, target.IsEnabled);
    }

    public static string Of(TargetLine target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Of(target.Name, target.Url, string.Join(' ', target.Events), target.IsEnabled);
    }

    /// <summary>The settings that differ: all of them where what was seen is no version of ours.</summary>
    public static IReadOnlyList<string> Changed(string seen, string now)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(now);
        var (before, after) = (seen.Split('.'), now.Split('.'));
        return before.Length == after.Length ? [.. Settings.Where((_, i) => before[i] != after[i])] : Settings;
    }

    private static string Of(string name, string url, string events, bool isEnabled) => string.Join('.', Mark(name), Mark(url), Mark(events), isEnabled ? "1" : "0");

    private static string Mark(string text) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, BytesOfMark));
}
