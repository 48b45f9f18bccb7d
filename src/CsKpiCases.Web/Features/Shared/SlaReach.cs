using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>
/// Who may change policies and calendars. They are every shop's: who has the right in one shop may not change what the cases of
/// another are measured by.
/// </summary>
public static class SlaReach
{
    /// <summary>Whether somebody has the right in each shop that these policies concern. One without a shop in its match concerns all.</summary>
    public static bool MayEdit(this SignedIn who, IReadOnlyList<Shop> shops, IEnumerable<Policy> policies)
    {
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(shops);
        if (!who.CanAnywhere(Right.EditPolicies)) return false;
        return policies.SelectMany(policy => Concerned(shops, policy)).All(shop => who.Can(Right.EditPolicies, shop.Id));
    }

    /// <summary>Why a page can only be read; null when it can be edited.</summary>
    public static string? ReadOnlyReason(this Texts texts, SignedIn who, IReadOnlyList<Shop> shops, IEnumerable<Policy> policies)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(who);
        if (who.MayEdit(shops, policies)) return null;
        if (who.CanAnywhere(Right.EditPolicies)) return texts["sla.other-shops"];
        var roles = Rights.RolesWith(Right.EditPolicies).Select(role => texts.Code("role.", role.ToString()));
        return texts["sla.read-only", string.Join(texts["list.comma"], roles)];
    }

    private static IEnumerable<Shop> Concerned(IReadOnlyList<Shop> shops, Policy policy) =>
        policy.Match.TryGetValue(MatchFields.Shop, out var codes) ? shops.Where(shop => codes.Contains(shop.Code)) : shops;
}
