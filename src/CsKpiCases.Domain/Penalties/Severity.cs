namespace CsKpiCases.Domain.Penalties;

/// <summary>How grave a fault was ruled, gravest first. Its own decision, offered from the case's grade.</summary>
public enum Severity
{
    /// <summary>Half of the share of the loss, 10 points.</summary>
    A,

    /// <summary>30% of the share of the loss, 5 points.</summary>
    B,

    /// <summary>10% of the share of the loss, 2 points.</summary>
    C,

    /// <summary>A warning: no money, 1 point.</summary>
    D,
}
