using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>The version of a case, or of a webhook, as an entity tag.</summary>
public static class Precondition
{
    public static string Tag(int version) => Tag(version.ToString(CultureInfo.InvariantCulture));

    /// <summary>Of a version that is a text of letters, digits and <c>-_.</c></summary>
    public static string Tag(string version) => $"\"{version}\"";

    /// <summary>
    /// The version that the caller saw, by If-Match; null for <c>*</c>. One that no case has (0) where the header names no
    /// version of ours: the store will call it stale.
    /// </summary>
    /// <exception cref="ProblemException">The header is missing or cannot be read.</exception>
    public static int? Seen(HttpRequest request, int versionNow)
    {
        var tags = Named(request);
        if (tags.Any(t => t.Tag == "*")) return null;
        var versions = tags.Where(t => !t.IsWeak).Select(Version).ToList();
        return versions.Contains(versionNow) ? versionNow : versions.Where(v => v < versionNow).DefaultIfEmpty(0).Max();
    }

    /// <summary>The same where versions are texts without an order: of several that are not the one now, the last.</summary>
    /// <exception cref="ProblemException">The header is missing or cannot be read.</exception>
    public static string? Seen(HttpRequest request, string versionNow)
    {
        var tags = Named(request);
        if (tags.Any(t => t.Tag == "*")) return null;
        var versions = tags.Where(t => !t.IsWeak).Select(t => t.Tag.ToString().Trim('"')).ToList();
        return versions.Contains(versionNow) ? versionNow : versions.LastOrDefault() ?? "";
    }

    private static IList<EntityTagHeaderValue> Named(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = request.Headers.IfMatch;
        if (header.Count == 0 || header.All(string.IsNullOrWhiteSpace)) throw new ProblemException(new Problem(ProblemCodes.PreconditionRequired));
        if (!EntityTagHeaderValue.TryParseStrictList(header!, out var tags))
        {
            throw new ProblemException(new Problem(ProblemCodes.InvalidHeader, "If-Match must hold a version in quotes, such as \"7\"."));
        }

        return tags;
    }

    /// <summary>Whether the caller has this version already, by If-None-Match.</summary>
    public static bool IsKnown(HttpRequest request, int version)
    {
        ArgumentNullException.ThrowIfNull(request);
        return EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch!, out var tags)
            && tags.Any(t => t.Tag == "*" || Version(t) == version);
    }

    private static int Version(EntityTagHeaderValue tag) =>
        int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
