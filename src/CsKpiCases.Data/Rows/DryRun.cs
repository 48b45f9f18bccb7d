using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Data.Rows;

/// <summary>How a dry run stands.</summary>
public enum DryRunStatus : byte
{
    Running = 1,
    Done = 2,
    Failed = 3,
    Cancelled = 4,

    /// <summary>The process that worked on it stopped or was killed.</summary>
    Interrupted = 5,
}

/// <summary>Policies tried on the cases that a shop opened in a month. It changes nothing but its own rows.</summary>
public sealed class DryRun
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>yyyy-MM in the shop's zone.</summary>
    public string Month { get; set; } = "";
    public long AskedById { get; set; }
    public DateTime AskedAt { get; set; }
    public DateTime? EndedAt { get; set; }

    /// <summary>One that runs belongs to its node until <see cref="ClaimedUntil"/>: after that nobody works on it any more.</summary>
    public DryRunStatus Status { get; set; }

    /// <summary>Names of the policies that are tried, of a stored one with its version: house v3.</summary>
    public string Title { get; set; } = "";

    /// <summary>JSON of the policies, as <c>import policies</c> takes them.</summary>
    public string Draft { get; set; } = "";

    /// <summary>Cases recomputed so far.</summary>
    public int Progress { get; set; }

    /// <summary>Cases there are.</summary>
    public int Total { get; set; }

    /// <summary>JSON of the figures; null until it is done.</summary>
    public string? Result { get; set; }
    public string? Error { get; set; }
    public string? Node { get; set; }
    public DateTime ClaimedUntil { get; set; }
}

/// <summary>A clock of a case whose verdict would be another one. Null on one side: there is no such clock.</summary>
public sealed class DryRunLine
{
    public long RunId { get; set; }

    /// <summary>From 1, in the order of the cases.</summary>
    public int Ordinal { get; set; }
    public long CaseId { get; set; }
    public string Clock { get; set; } = "";
    public int ClockRun { get; set; }

    /// <summary>The same verdict, but missed or breached at another instant.</summary>
    public bool IsMoved { get; set; }
    public ClockState? StateBefore { get; set; }
    public ClockState? StateAfter { get; set; }
    public DateTime? MissedBefore { get; set; }
    public DateTime? MissedAfter { get; set; }
    public DateTime? BreachedBefore { get; set; }
    public DateTime? BreachedAfter { get; set; }

    /// <summary>Of the limit; of the goal where there is no limit.</summary>
    public DateTime? DueBefore { get; set; }
    public DateTime? DueAfter { get; set; }
}
