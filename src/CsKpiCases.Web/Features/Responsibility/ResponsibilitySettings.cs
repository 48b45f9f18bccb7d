using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Web.Features.Responsibility;

/// <summary>What the monthly cap on penalties is expected from while the month's pay is not known yet (scoring.md, 4).</summary>
public sealed record ResponsibilitySettings
{
    /// <summary>The local minimum wage, yuan a month.</summary>
    public decimal MinimumWage { get; init; } = 2200m;

    /// <summary>The performance bonus that is expected of an agent who has no score yet, yuan a month.</summary>
    public decimal PerformanceBase { get; init; } = ShippedLadders.PerformanceBase;

    /// <summary>The part of a month's pay that penalties may take.</summary>
    public decimal CapShare { get; init; } = PenaltyCap.ShippedShare;
}
