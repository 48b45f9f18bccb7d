using CsKpiCases.Domain.Scoring.Rules;

namespace CsKpiCases.Domain.Scoring;

/// <summary>All that a score depends on. The same inputs give the same <see cref="ScoreCard"/>, bit for bit.</summary>
public sealed record ScoreInputs
{
    /// <summary>The shop.</summary>
    public required long ShopId { get; init; }

    /// <summary>The agent's account.</summary>
    public required long AccountId { get; init; }

    /// <summary>The month in the shop's zone.</summary>
    public required CalendarMonth Month { get; init; }

    /// <summary>The scheme version in force.</summary>
    public required Scheme Scheme { get; init; }

    /// <summary>What was counted.</summary>
    public required AgentFacts Facts { get; init; }

    /// <summary>What lateness and penalties cost.</summary>
    public DeductionRules Deductions { get; init; } = DeductionRules.Shipped;

    /// <summary>The bonus ladder in force.</summary>
    public GradeLadder<BonusRung> BonusLadder { get; init; } = ShippedLadders.Bonus;

    /// <summary>The post ladder in force.</summary>
    public GradeLadder<PostRung> PostLadder { get; init; } = ShippedLadders.Post;

    /// <summary>Yuan that the bonus ladder's ratio multiplies.</summary>
    public decimal PerformanceBase { get; init; } = ShippedLadders.PerformanceBase;

    /// <summary>The versions of the rules beside the scheme. What they say stands above; the numbers alone change no score.</summary>
    public RuleNumbers Rules { get; init; } = RuleNumbers.Shipped;
}
