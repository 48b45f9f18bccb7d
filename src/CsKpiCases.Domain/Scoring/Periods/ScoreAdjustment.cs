namespace CsKpiCases.Domain.Scoring.Periods;

/// <summary>Why a published month would be another today.</summary>
public enum AdjustmentCause : byte
{
    /// <summary>Facts came, or changed, after it was locked.</summary>
    LateFacts = 1,

    /// <summary>An appeal was won.</summary>
    Appeal = 2,
}

/// <summary>What a locked month got wrong, put right in the next open one and linked to its cause.</summary>
public sealed class ScoreAdjustment
{
    public const int LongestText = 2000;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long AccountId { get; set; }

    /// <summary>The open month that it counts in, yyyy-MM.</summary>
    public string Month { get; set; } = "";

    /// <summary>The published month that it puts right, yyyy-MM.</summary>
    public string CauseMonth { get; set; } = "";
    public AdjustmentCause Cause { get; set; }

    /// <summary>The appeal; null for late facts.</summary>
    public long? AppealId { get; set; }

    /// <summary>Points by which the month's final changes, signed.</summary>
    public decimal Points { get; set; }

    /// <summary>Yuan that do not follow from points: commissions and penalties put right; signed.</summary>
    public decimal Amount { get; set; }

    /// <summary>JSON: line by line, what it was and what it is.</summary>
    public string Difference { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public long? CreatedById { get; set; }
}
