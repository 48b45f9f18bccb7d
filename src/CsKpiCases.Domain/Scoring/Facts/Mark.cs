namespace CsKpiCases.Domain.Scoring.Facts;

/// <summary>Points that a supervisor gave somebody, with a reason (scoring.md, <c>mark:</c>). A month's indicator is the mean of its marks.</summary>
public sealed class Mark
{
    public const string Prefix = "mark:";
    public const int Lowest = 0;
    public const int Highest = 100;
    public const int LongestReason = 1000;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long AgentId { get; set; }

    /// <summary>Which indicator: <c>mark:skill</c>, <c>mark:attitude</c>, <c>mark:management</c>.</summary>
    public string Indicator { get; set; } = "";

    /// <summary>0 to 100.</summary>
    public int Points { get; set; }
    public string Reason { get; set; } = "";

    /// <summary>UTC: the month that it counts in is the shop's month of this instant.</summary>
    public DateTime MarkedAt { get; set; }
    public long MarkedById { get; set; }

    /// <summary>The checked chat that it is about; null: of none.</summary>
    public long? ChatCheckId { get; set; }
}

/// <summary>Chats of one agent and week, drawn by lot for a check. One for an agent and week; the seed lets anybody draw it again.</summary>
public sealed class ChatSample
{
    public const int MostChats = 20;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long AgentId { get; set; }

    /// <summary>The Monday of the week.</summary>
    public DateOnly WeekOf { get; set; }
    public long Seed { get; set; }

    /// <summary>How many chats the week had when it was drawn.</summary>
    public int DrawnFrom { get; set; }
    public DateTime DrawnAt { get; set; }
    public long DrawnById { get; set; }
}

/// <summary>One chat of a sample: what the supervisor read and found. Its marks are <see cref="Mark"/>s.</summary>
public sealed class ChatCheck
{
    public const int LongestText = 20_000;

    public long Id { get; set; }
    public long SampleId { get; set; }
    public long ShopId { get; set; }
    public long ChatFactId { get; set; }

    /// <summary>From 1, in the order of the lot.</summary>
    public int Ordinal { get; set; }

    /// <summary>What was said, pasted from the platform; null: not yet.</summary>
    public string? Text { get; set; }

    /// <summary>Banned phrases found in the text when it was marked.</summary>
    public int BannedPhrases { get; set; }
    public DateTime? CheckedAt { get; set; }
    public long? CheckedById { get; set; }
}
