using CsKpiCases.Data.Ids;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Accounts;

/// <summary>Gives an account a role, or takes one away.</summary>
public sealed class ChangeGrants(ChangeAccount change, IdSource ids, TimeProvider clock)
{
    /// <param name="id">Whose.</param>
    /// <param name="role">Which role.</param>
    /// <param name="shopId">Where; null: in every shop.</param>
    /// <param name="by">Who gives it.</param>
    /// <param name="cancellation">Before it is written.</param>
    public Task<AccountOutcome> GiveAsync(long id, Role role, long? shopId, Acting by, CancellationToken cancellation) => change.RunAsync(
        id, by, "role_given",
        (db, _, grants) =>
        {
            if (!Enum.IsDefined(role)) return "role";
            if (!by.MayGrant(Right.ManageAccounts, shopId)) return "out_of_reach";
            if (grants.Any(g => g.Role == role && g.ShopId == shopId)) return "has_role";
            db.Grants.Add(new Grant { Id = ids.Next(), AccountId = id, Role = role, ShopId = shopId, SinceAt = Now });
            return null;
        },
        new { role = role.ToString(), shopId }, cancellation);

    public Task<AccountOutcome> TakeAsync(long id, long grantId, Acting by, CancellationToken cancellation) => change.RunAsync(
        id, by, "role_taken",
        (db, _, grants) =>
        {
            if (grants.FirstOrDefault(g => g.Id == grantId) is not { } grant) return "role";
            if (id == by.AccountId && grant.Role == Role.Administrator) return "self";
            db.Grants.Remove(grant);
            db.FormerGrants.Add(FormerGrant.Of(grant, ids.Next(), Now));
            return null;
        },
        new { grantId }, cancellation);

    private DateTime Now => Instants.Cut(clock.GetUtcNow().UtcDateTime);
}
