using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Workflow;

/// <summary>Who may fire a trigger (workflow.md, "Who may fire").</summary>
[Flags]
public enum FiredBy
{
    None = 0,
    Owner = 1,

    /// <summary>Any agent, as long as nobody owns the case (a case that the buyer or an import logged).</summary>
    AgentIfUnowned = 2,
    Agent = 4,
    Supervisor = 8,
    Warehouse = 16,
    Finance = 32,

    /// <summary>Whoever was offered the case by a hand-over.</summary>
    Receiver = 64,
    Buyer = 128,

    /// <summary>An import, a webhook, the platform.</summary>
    Import = 256,

    /// <summary>Timers and rules.</summary>
    System = 512,

    /// <summary>运营: settles what the agents have registered as cashback.</summary>
    ShopLead = 1024,
}

/// <summary>Reads <see cref="FiredBy"/> against an actor and a case.</summary>
public static class Firing
{
    /// <summary>Who may fire where a page of workflow.md doesn't say: by whom the state waits on.</summary>
    public static FiredBy DefaultFor(Wait wait) => wait switch
    {
        Wait.Agent => FiredBy.Owner,
        Wait.Supervisor => FiredBy.Supervisor,
        Wait.Warehouse => FiredBy.Warehouse,
        Wait.Finance => FiredBy.Finance | FiredBy.Owner | FiredBy.Import,
        Wait.Buyer => FiredBy.Owner | FiredBy.Buyer | FiredBy.Import,
        Wait.None => FiredBy.Owner | FiredBy.Supervisor,
        _ => FiredBy.Owner | FiredBy.Import,
    };

    /// <summary>A supervisor, or the general manager above him.</summary>
    public static bool IsSupervisor(this Actor actor) => actor.Has(Role.Supervisor) || actor.Has(Role.GeneralManager);

    /// <summary>A person who works on cases at all: an auditor reads, HR and administrators have no cases.</summary>
    public static bool WorksOnCases(this Actor actor) =>
        actor.Kind != ActorKind.Person || actor.IsSupervisor() || actor.Has(Role.Agent) || actor.Has(Role.ShopLead)
        || actor.Has(Role.Warehouse) || actor.Has(Role.Finance);

    /// <summary>Null when the actor may, else why not.</summary>
    public static TransitionRefused? Check(FiredBy by, FiringContext context) => context.Actor.Kind switch
    {
        ActorKind.System => Require(by.HasFlag(FiredBy.System), by, context),
        ActorKind.Buyer => Require(by.HasFlag(FiredBy.Buyer), by, context),
        ActorKind.Import or ActorKind.Platform => Require(by.HasFlag(FiredBy.Import), by, context),
        _ => CheckPerson(by, context),
    };

    /// <summary>True when a supervisor acts for somebody else here and must say why.</summary>
    public static bool NeedsReason(FiredBy by, FiringContext context) =>
        context.Actor.Kind == ActorKind.Person && !Holds(by, context.Actor, context.Case)
        && context.Actor.IsSupervisor() && !(by.HasFlag(FiredBy.Owner) && context.Case.OwnerId is null);

    private static TransitionRefused? CheckPerson(FiredBy by, FiringContext context)
    {
        var actor = context.Actor;
        if ((by & ~FiredBy.System) == FiredBy.None)
        {
            return context.Refuse(RefusalReason.SystemOnly);
        }

        if (Holds(by, actor, context.Case))
        {
            return null;
        }

        if (actor.IsSupervisor())
        {
            return NeedsReason(by, context) && !context.HasNote && !context.IsPreview
                ? context.Refuse(RefusalReason.ReasonRequired)
                : null;
        }

        return by.HasFlag(FiredBy.Owner) && actor.Has(Role.Agent)
            ? context.Refuse(RefusalReason.NotOwner)
            : Require(false, by, context);
    }

    private static bool Holds(FiredBy by, Actor actor, Case @case) =>
        (by.HasFlag(FiredBy.Supervisor) && actor.IsSupervisor())
        || (by.HasFlag(FiredBy.Agent) && actor.Has(Role.Agent))
        || (by.HasFlag(FiredBy.Warehouse) && actor.Has(Role.Warehouse))
        || (by.HasFlag(FiredBy.ShopLead) && actor.Has(Role.ShopLead))
        || (by.HasFlag(FiredBy.Finance) && actor.Has(Role.Finance))
        || (by.HasFlag(FiredBy.AgentIfUnowned) && actor.Has(Role.Agent) && @case.OwnerId is null)
        || (by.HasFlag(FiredBy.Owner) && actor.AccountId == @case.OwnerId && MayOwn(actor))
        || (by.HasFlag(FiredBy.Receiver) && actor.AccountId == @case.PendingOwnerId && MayOwn(actor));

    private static bool MayOwn(Actor actor) =>
        actor.AccountId is not null && (actor.Has(Role.Agent) || actor.Has(Role.ShopLead) || actor.IsSupervisor());

    private static TransitionRefused? Require(bool holds, FiredBy by, FiringContext context) =>
        holds ? null : context.Refuse(RefusalReason.RoleRequired, ("roles", Names(by)));

    private static string Names(FiredBy by)
    {
        var names = Enum.GetValues<FiredBy>().Where(f => f != FiredBy.None && by.HasFlag(f))
            .Select(f => f is FiredBy.AgentIfUnowned ? "agent" : JsonText.CamelCase(f.ToString()));
        return string.Join(",", names.Distinct());
    }
}
