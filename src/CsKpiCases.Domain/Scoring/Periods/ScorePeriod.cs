namespace CsKpiCases.Domain.Scoring.Periods;

/// <summary>Where a month's scores stand (scoring.md, 5).</summary>
public enum PeriodState : byte
{
    /// <summary>A live preview; figures move.</summary>
    Open = 0,

    /// <summary>A snapshot was taken.</summary>
    Calculated = 1,

    /// <summary>Agents see theirs and may appeal.</summary>
    UnderReview = 2,

    /// <summary>The general manager has approved.</summary>
    Approved = 3,

    /// <summary>Locked: never changes again.</summary>
    Published = 4,
}

/// <summary>A shop's month on its way from a preview to a locked result. One row per shop and month.</summary>
public sealed class ScorePeriod
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>yyyy-MM in the shop's zone.</summary>
    public string Month { get; set; } = "";
    public PeriodState State { get; set; }

    /// <summary>The snapshot that stands; null while open.</summary>
    public long? SnapshotId { get; set; }
    public DateTime ChangedAt { get; set; }

    /// <summary>Raised by each step; two who step at once cannot both succeed.</summary>
    public int Version { get; set; }
}

/// <summary>One step of a period, kept for ever.</summary>
public sealed class PeriodStep
{
    public const int LongestNote = 1000;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long PeriodId { get; set; }
    public PeriodState From { get; set; }
    public PeriodState To { get; set; }
    public DateTime At { get; set; }

    /// <summary>Who; null: the monthly job.</summary>
    public long? ById { get; set; }
    public string? Note { get; set; }
}
