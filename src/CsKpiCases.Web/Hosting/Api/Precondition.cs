using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>A case's version as an entity tag.</summary>
public static class Precondition
{
    public static string Tag(int version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>
    /// The version that the caller saw, by If-Match; null for <c>*</c>. One that no case has (0) where the header names no
    /// version of ours: the store will call it stale.
    /// </summary>
    /// <exception cref="ProblemException">The header is missing or cannot be read.</exception>
    public static int? Seen(HttpRequest request, int versionNow)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = request.Headers.IfMatch;
        if (header.Count == 0 || header.All(string.IsNullOrWhiteSpace)) throw new ProblemException(new Problem(ProblemCodes.PreconditionRequired));
        if (!EntityTagHeaderValue.TryParseStrictList(header!, out var tags))
        {
            throw new ProblemException(new Problem(ProblemCodes.InvalidHeader, "If-Match must hold a version in quotes, such as \"7\"."));
        }

        if (tags.Any(t => t.Tag == "*")) return null;
        var versions = tags.Where(t => !t.IsWeak).Select(Version).ToList();
        return versions.Contains(versionNow) ? versionNow : versions.Where(v => v < versionNow).DefaultIfEmpty(0).Max();
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
