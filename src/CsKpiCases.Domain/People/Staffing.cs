namespace CsKpiCases.Domain.People;

/// <summary>How a shop's queue is given away.</summary>
public enum AssignmentMode : byte
{
    /// <summary>A supervisor assigns, or agents claim.</summary>
    ByHand = 0,

    /// <summary>In turn, one case each.</summary>
    RoundRobin = 1,

    /// <summary>Each to whoever has the least in hand.</summary>
    LeastLoaded = 2,
}

/// <summary>How a shop gives its cases away and hands them over. A shop that has none of it gives away by hand, without a limit.</summary>
public sealed class ShopStaffing
{
    /// <summary>Minutes of <see cref="AcceptWithinMinutes"/> where nobody has said otherwise.</summary>
    public const int UsualAcceptMinutes = 30;

    public long ShopId { get; set; }
    public AssignmentMode Mode { get; set; }

    /// <summary>The most work that one agent has in hand (<see cref="Workload"/>), 1 to <see cref="AgentProfile.HighestLimit"/>; null: no limit.</summary>
    public int? WorkLimit { get; set; }

    /// <summary>How long after its start a shift may take to accept what the last one left, in minutes; then the supervisors are told.</summary>
    public int AcceptWithinMinutes { get; set; } = UsualAcceptMinutes;

    /// <summary>Who gets the shop's disputes; null: whoever owns the case that one grew from.</summary>
    public long? DisputeAgentId { get; set; }

    /// <summary>To whom round robin gave the last case; whoever comes after him is next.</summary>
    public long? LastGivenToId { get; set; }

    // what a shop counts as banned, by kind, one phrase a line; null: what is shipped
    public string? RhetoricalPhrases { get; set; }
    public string? BlamingPhrases { get; set; }
    public string? BrushOffPhrases { get; set; }
}

/// <summary>What one agent can do in one shop, and how much of it at a time.</summary>
public sealed class AgentProfile
{
    public const int HighestLimit = 500;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long AccountId { get; set; }

    /// <summary>His own limit; null: the shop's.</summary>
    public int? WorkLimit { get; set; }

    /// <summary>Categories that he handles, comma-separated; empty: all.</summary>
    public string Categories { get; set; } = "";

    /// <summary>Case types that he handles by name, comma-separated; empty: all.</summary>
    public string Types { get; set; } = "";
}
