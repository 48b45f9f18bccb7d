using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Domain.Pay;

/// <summary>What one of the department bonus's indicators has to reach.</summary>
/// <param name="Indicator">Of <see cref="DepartmentGate.Indicators"/>.</param>
/// <param name="Target">In the indicator's unit.</param>
public sealed record GateTarget(Indicator Indicator, decimal Target);

/// <summary>What a shop's pay goes by; yuan a month unless said otherwise. An agent's own terms go before its base and scheme.</summary>
public sealed record PayTable
{
    /// <summary>
    /// The shipped table. The seeds name neither the department bonus nor its targets, nor a place's minimum wage: those stand
    /// here for the shop to set its own; without data on all five indicators the bonus is not paid.
    /// </summary>
    public static PayTable Shipped { get; } = new();

    /// <summary>Commissions, and the part of pay that penalties may take.</summary>
    public PayRules Rates { get; init; } = PayRules.Shipped;

    /// <summary>What the bonus ladder's ratio multiplies.</summary>
    public decimal PerformanceBase { get; init; } = ShippedLadders.PerformanceBase;

    /// <summary>Local minimum wage.</summary>
    public decimal MinimumWage { get; init; } = 2200;

    /// <summary>Paid to each agent when the gate is met.</summary>
    public decimal DepartmentBonus { get; init; } = 300;

    /// <summary>The gate: one miss and the department bonus is 0.</summary>
    public IReadOnlyList<GateTarget> GateTargets { get; init; } =
    [
        .. DepartmentGate.Indicators.Zip([0.05m, 48m, 5m, 4.7m, 0m], (indicator, target) => new GateTarget(indicator, target)),
    ];

    /// <summary>One-time award for being first three published months running.</summary>
    public decimal StreakAward { get; init; } = 200;

    /// <summary>Post of whoever has no published month before.</summary>
    public string NewcomerPost { get; init; } = ShippedLadders.Newcomer.Post.Key;

    /// <summary>Key of the scheme that scores whoever has no other.</summary>
    public string SchemeKey { get; init; } = ShippedSchemes.AfterSalesStandard.Key;

    /// <summary>The gate with a month's values; a null value is no data and does not meet its target.</summary>
    public IReadOnlyList<GateLine> Gate(Func<Indicator, decimal?> valueOf) => [.. GateTargets.Select(t => new GateLine(t.Indicator, t.Target, valueOf(t.Indicator)))];
}
