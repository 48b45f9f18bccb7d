using System.Security.Claims;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>A link of the top bar.</summary>
/// <param name="Key">Text key of its label.</param>
/// <param name="Visible">A link that the reader may not follow is not shown.</param>
/// <param name="Shortcut">The letter after <c>g</c> that goes there, if any.</param>
public sealed record NavItem(string Key, string Href, int Order, Func<ClaimsPrincipal, bool> Visible, char? Shortcut = null)
{
    public bool IsCurrent(PathString path) => Href == "/" ? path == "/" : path.StartsWithSegments(Href);
}
