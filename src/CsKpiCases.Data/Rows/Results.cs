namespace CsKpiCases.Data.Rows;

/// <summary>One immutable, numbered revision of a shop's report for a local date.</summary>
public sealed class NightlyReportRevision
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public DateOnly ReportedOn { get; set; }
    public int Revision { get; set; }
    public DateTime CreatedAt { get; set; }
    public long? CreatedById { get; set; }

    /// <summary>JSON of the report's model.</summary>
    public string Document { get; set; } = "";
}

/// <summary>One calculation of a shop's month.</summary>
public sealed class ScoreSnapshot
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>yyyy-MM in the shop's zone.</summary>
    public string Month { get; set; } = "";
    public int Revision { get; set; }
    public string Scheme { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public long? CreatedById { get; set; }
    public byte[] InputHash { get; set; } = [];

    /// <summary>True once nobody may calculate it anew.</summary>
    public bool IsPublished { get; set; }
}

/// <summary>One agent's line of a snapshot.</summary>
public sealed class AgentScore
{
    public long Id { get; set; }
    public long SnapshotId { get; set; }
    public long ShopId { get; set; }
    public long AccountId { get; set; }
    public decimal? Base { get; set; }
    public decimal Deductions { get; set; }
    public decimal Additional { get; set; }
    public decimal? Final { get; set; }
    public string? BonusGrade { get; set; }
    public decimal? BonusAmount { get; set; }
    public string? PostGrade { get; set; }
    public byte[] InputHash { get; set; } = [];

    /// <summary>JSON: the canonical inputs, with the ids of the rows that they were made of.</summary>
    public string Inputs { get; set; } = "";

    /// <summary>JSON: the lines of the score card.</summary>
    public string Card { get; set; } = "";
}

/// <summary>One agent's pay of a snapshot.</summary>
public sealed class PaySlip
{
    public long Id { get; set; }
    public long SnapshotId { get; set; }
    public long ShopId { get; set; }
    public long AccountId { get; set; }

    /// <summary>Yuan.</summary>
    public decimal Total { get; set; }

    /// <summary>JSON: what it was computed from, and every amount with its derivation.</summary>
    public string Document { get; set; } = "";
}

/// <summary>
/// One version of a rule of a shop: a scheme, a ladder, deductions, pay. Never edited; a later version supersedes it from its
/// own month on.
/// </summary>
public sealed class RuleVersion
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>scheme, bonus_ladder, post_ladder, deductions or pay.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Which of its kind; stable over the versions.</summary>
    public string Key { get; set; } = "";
    public int Version { get; set; }

    /// <summary>First month that it holds for, yyyy-MM.</summary>
    public string EffectiveFrom { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";

    /// <summary>JSON of the rule.</summary>
    public string Document { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public long? CreatedById { get; set; }

    /// <summary>When it was taken back, which can be done while it has scored no published month.</summary>
    public DateTime? WithdrawnAt { get; set; }
    public long? WithdrawnById { get; set; }
}

/// <summary>A platform's assessment of a shop as of a local date, kept for the trend.</summary>
public sealed class AssessmentRun
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>Key of the platform's pack.</summary>
    public string Pack { get; set; } = "";
    public DateOnly AssessedOn { get; set; }

    /// <summary>JSON of the assessment.</summary>
    public string Document { get; set; } = "";
    public DateTime CreatedAt { get; set; }
}
