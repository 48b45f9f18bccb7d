using CsKpiCases.Domain.Money;

namespace CsKpiCases.Domain.Penalties;

/// <summary>Parts of an agent's share of the loss that a penalty takes, as fractions; configuration.</summary>
/// <param name="A">Severity A.</param>
/// <param name="B">Severity B.</param>
/// <param name="C">Severity C.</param>
/// <param name="D">Severity D: a warning.</param>
public sealed record SeverityRatios(decimal A = 0.5m, decimal B = 0.3m, decimal C = 0.1m, decimal D = 0m)
{
    /// <summary>The shipped ratios: 50%, 30%, 10%, 0%.</summary>
    public static SeverityRatios Shipped { get; } = new();

    /// <summary>The ratio of a severity.</summary>
    public decimal Of(Severity severity) => severity switch
    {
        Severity.A => A,
        Severity.B => B,
        Severity.C => C,
        _ => D,
    };
}

/// <summary>An agent's penalty for one ruling, before the monthly cap.</summary>
public static class PenaltyAmount
{
    /// <summary>Loss × share × severity ratio, rounded once. 300 at 60% and severity B: 300 × 0.6 × 0.3 = 54.00.</summary>
    /// <param name="loss">Yuan, gross.</param>
    /// <param name="basisPoints">The agent's share, 0 to 10000.</param>
    /// <param name="severity">As ruled.</param>
    /// <param name="ratios">Of the shop.</param>
    public static decimal Of(decimal loss, int basisPoints, Severity severity, SeverityRatios ratios) =>
        Rounding.ToCents(loss * basisPoints * ratios.Of(severity) / ShareSplit.Whole);
}
