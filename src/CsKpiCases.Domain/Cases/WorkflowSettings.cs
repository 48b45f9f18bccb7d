using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What an installation may set about the workflow; the defaults are workflow.md's.</summary>
public sealed record WorkflowSettings
{
    /// <summary>Yuan that an agent may grant without approval.</summary>
    public decimal AgentLimit { get; init; } = 100m;

    /// <summary>Yuan that a supervisor may grant; above it the general manager.</summary>
    public decimal SupervisorLimit { get; init; } = 1000m;

    /// <summary>How long after its resolution a case may be reopened; the last second included.</summary>
    public long ReopenWithinSeconds { get; init; } = 7 * 24 * 3600;

    /// <summary>Of the cases that rule themselves one in this many goes to a supervisor (20: 5%).</summary>
    public int ReviewOneIn { get; init; } = 20;

    /// <summary>Within how long of its approval finance pays a solution's amount.</summary>
    public long PaymentWithinSeconds { get; init; } = 48 * 3600;

    /// <summary>What part of an agent's share of the loss a penalty takes, by severity (scoring.md 6).</summary>
    public SeverityRatios SeverityRatios { get; init; } = SeverityRatios.Shipped;

    /// <summary>Windows, limits and couriers of returns, exchanges and reshipments.</summary>
    public AfterSalesTerms Terms { get; init; } = new();

    /// <summary>The amount in yuan that an actor may approve alone.</summary>
    public decimal LimitOf(Actor actor) =>
        actor.Has(Role.GeneralManager) ? decimal.MaxValue
        : actor.IsSupervisor() ? SupervisorLimit
        : actor.Has(Role.Agent) || actor.Has(Role.ShopLead) ? AgentLimit
        : 0m;
}
