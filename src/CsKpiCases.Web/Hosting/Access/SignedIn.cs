using System.Globalization;
using System.Security.Claims;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>A role in one shop, or in every shop.</summary>
public sealed record RoleGrant(Role Role, long? ShopId)
{
    public const string ClaimType = "grant";

    public string ToClaim() => $"{Role}@{(ShopId is { } id ? id.ToString(CultureInfo.InvariantCulture) : "*")}";

    public static RoleGrant? FromClaim(string claim)
    {
        var parts = claim.Split('@');
        if (parts.Length != 2 || !Enum.TryParse<Role>(parts[0], out var role)) return null;
        if (parts[1] == "*") return new RoleGrant(role, null);
        return long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var shop) ? new RoleGrant(role, shop) : null;
    }
}

/// <summary>Who is signed in, by cookie or by token, and what he may do where. The one place where rights are asked.</summary>
/// <param name="Scopes">What his token is good for; null for a person at the site.</param>
public sealed record SignedIn(long AccountId, string Name, IReadOnlyList<RoleGrant> Grants, IReadOnlySet<string>? Scopes)
{
    public const string ScopeClaim = "scope";
    public const string NameClaim = "display_name";

    /// <summary>True when he has a role in this shop that has the right.</summary>
    public bool Can(Right right, long shopId) => Rights.Allow(RolesIn(shopId), right);

    /// <summary>True when he has the right in any shop at all.</summary>
    public bool CanAnywhere(Right right) => Rights.Allow(Grants.Select(g => g.Role), right);

    /// <summary>True when he has the right in every shop, now and later.</summary>
    public bool CanEverywhere(Right right) => Rights.Allow(Grants.Where(g => g.ShopId is null).Select(g => g.Role), right);

    public bool HasScope(string scope) => Scopes is null || Scopes.Contains(scope);

    public IReadOnlySet<Role> RolesIn(long shopId) => Grants.Where(g => g.ShopId is null || g.ShopId == shopId).Select(g => g.Role).ToHashSet();

    /// <summary>Whether any grant reaches the shop. What does not is answered as if it did not exist.</summary>
    public bool Reaches(long shopId) => Grants.Any(g => g.ShopId is null || g.ShopId == shopId);

    /// <summary>The same person as the domain knows him.</summary>
    public Actor ActorIn(long shopId) => Actor.Person(AccountId, [.. RolesIn(shopId)]);

    /// <summary>Reads the claims of a cookie or a token; null when nobody is signed in.</summary>
    public static SignedIn? From(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (principal.Identity?.IsAuthenticated != true) return null;
        if (!long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        var grants = principal.FindAll(RoleGrant.ClaimType).Select(c => RoleGrant.FromClaim(c.Value)).OfType<RoleGrant>().ToList();
        var scope = principal.FindFirstValue(ScopeClaim);
        var name = principal.FindFirstValue(NameClaim) ?? principal.Identity.Name ?? "";
        return new SignedIn(id, name, grants, scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal));
    }
}

/// <summary>Short ways to it from a request.</summary>
public static class SignedInExtensions
{
    /// <summary>Who is signed in; null if nobody.</summary>
    public static SignedIn? SignedInOrNull(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Items.TryGetValue(typeof(SignedIn), out var known)) return (SignedIn?)known;
        var signedIn = Access.SignedIn.From(context.User);
        context.Items[typeof(SignedIn)] = signedIn;
        return signedIn;
    }

    /// <summary>Who is signed in, on a route that lets nobody else in.</summary>
    public static SignedIn SignedIn(this HttpContext context) =>
        context.SignedInOrNull() ?? throw new InvalidOperationException("This route must require sign-in.");
}
