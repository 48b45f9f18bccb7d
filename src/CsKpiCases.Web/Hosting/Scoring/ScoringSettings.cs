using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>What an installation scores its after-sales agents by; the defaults are the shipped ones (scoring.md, 2 and 3).</summary>
public sealed record ScoringSettings
{
    public Scheme Scheme { get; init; } = ShippedSchemes.AfterSalesStandard;

    public DeductionRules Deductions { get; init; } = DeductionRules.Shipped;

    /// <summary>Yuan a month that the bonus ladder's ratio multiplies.</summary>
    public decimal PerformanceBase { get; init; } = ShippedLadders.PerformanceBase;
}
