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
