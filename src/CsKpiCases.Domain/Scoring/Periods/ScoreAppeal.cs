namespace CsKpiCases.Domain.Scoring.Periods;

/// <summary>What an agent appeals against.</summary>
public enum AppealAgainst : byte
{
    /// <summary>A line of the score; the target is the indicator's key.</summary>
    Line = 1,

    /// <summary>A late or breached clock; the target is its id.</summary>
    Clock = 2,

    /// <summary>A confirmed penalty; the target is its id.</summary>
    Penalty = 3,
}

/// <summary>Where an appeal stands.</summary>
public enum AppealState : byte
{
    Open = 1,
    Upheld = 2,
    Refused = 3,
}

/// <summary>An agent's appeal against a part of his month's score, and a supervisor's answer.</summary>
public sealed class ScoreAppeal
{
    public const int LongestText = 1000;

    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>The month appealed against, yyyy-MM.</summary>
    public string Month { get; set; } = "";
    public long AccountId { get; set; }
    public AppealAgainst Against { get; set; }
    public string Target { get; set; } = "";
    public string Reason { get; set; } = "";
    public DateTime FiledAt { get; set; }
    public AppealState State { get; set; } = AppealState.Open;
    public long? AnsweredById { get; set; }
    public DateTime? AnsweredAt { get; set; }
    public string? Answer { get; set; }

    /// <summary>Points given back where it was upheld; 0 where the facts themselves were put right.</summary>
    public decimal Points { get; set; }
}
