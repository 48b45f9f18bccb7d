namespace CsKpiCases.Domain.Scoring.Periods;

/// <summary>Where an additional score stands (seed 000, VIII).</summary>
public enum AdditionState : byte
{
    Proposed = 1,
    Approved = 2,
    Refused = 3,

    /// <summary>Counts.</summary>
    Applied = 4,
}

/// <summary>Points beside the scheme: proposed by a supervisor, approved by the general manager, applied by the shop lead.</summary>
public sealed class ScoreAddition
{
    public const int LongestText = 1000;
    public const decimal MostPoints = 100;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long AccountId { get; set; }

    /// <summary>The month that it counts in, yyyy-MM.</summary>
    public string Month { get; set; } = "";

    /// <summary>Above 0, at most <see cref="MostPoints"/>, two decimals.</summary>
    public decimal Points { get; set; }
    public string Reason { get; set; } = "";

    /// <summary>What shows it: case numbers, a link, a description.</summary>
    public string Proof { get; set; } = "";
    public AdditionState State { get; set; } = AdditionState.Proposed;
    public long ProposedById { get; set; }
    public DateTime ProposedAt { get; set; }
    public long? DecidedById { get; set; }
    public DateTime? DecidedAt { get; set; }
    public string? DecisionNote { get; set; }
    public long? AppliedById { get; set; }
    public DateTime? AppliedAt { get; set; }
}
