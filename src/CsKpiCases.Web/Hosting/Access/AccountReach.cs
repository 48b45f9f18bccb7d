using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>
/// Whose accounts and tokens somebody may change: only of people all of whose roles lie where he has the right himself. Else
/// an administrator of one shop could set the password of an administrator of all.
/// </summary>
public static class AccountReach
{
    /// <summary>Whether a role in a shop (null: in all of them) is his to give and take.</summary>
    public static bool MayGrant(this Acting by, Right right, long? shopId)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.SignedIn is not { } signedIn || (shopId is { } shop ? signedIn.Can(right, shop) : signedIn.CanEverywhere(right));
    }

    /// <summary>Whether an account with these grants is his to change. One without any is the business of whoever has the right everywhere.</summary>
    public static bool MayChange(this Acting by, Right right, IReadOnlyCollection<Grant> grants)
    {
        ArgumentNullException.ThrowIfNull(grants);
        return grants.Count == 0 ? by.MayGrant(right, null) : grants.All(g => by.MayGrant(right, g.ShopId));
    }
}
