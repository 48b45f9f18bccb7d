using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.People;

/// <summary>Who acts on a case: a person with the roles that he has in the case's shop, or the system, the buyer, an import.</summary>
public sealed record Actor(ActorKind Kind, long? AccountId, IReadOnlySet<Role> Roles)
{
    /// <summary>Timers and rules.</summary>
    public static Actor System { get; } = new(ActorKind.System, null, new HashSet<Role>());

    /// <summary>The buyer himself, through his signed link.</summary>
    public static Actor Buyer { get; } = new(ActorKind.Buyer, null, new HashSet<Role>());

    /// <summary>A person.</summary>
    public static Actor Person(long accountId, params Role[] roles) => new(ActorKind.Person, accountId, new HashSet<Role>(roles));

    public bool Has(Role role) => Roles.Contains(role);
}
