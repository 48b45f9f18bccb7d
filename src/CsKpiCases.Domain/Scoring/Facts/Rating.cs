namespace CsKpiCases.Domain.Scoring.Facts;

/// <summary>A buyer's rating of a service: 1 to 5 stars; three-level platforms map satisfied 5, neutral 3, disappointed 1.</summary>
public sealed class Rating : IImportedFact
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>The platform's own key of the rating, or one made of its fields; unique within the shop, so that a file imports once.</summary>
    public string NaturalKey { get; set; } = "";
    public int Stars { get; set; }
    public DateTime RatedAt { get; set; }
    public string? Reason { get; set; }
    public long? CaseId { get; set; }

    /// <summary>Who served: the owner at the time of the rated service.</summary>
    public long? AgentId { get; set; }
    public string? PlatformBuyerId { get; set; }
    public long? ImportId { get; set; }
}

/// <summary>What a day of chats with one buyer was, from the platform's export: one row per buyer, agent and day.</summary>
public sealed class ChatFact : IImportedFact
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public string NaturalKey { get; set; } = "";
    public DateOnly ChattedOn { get; set; }
    public long? AgentId { get; set; }
    public string PlatformBuyerId { get; set; } = "";

    /// <summary>The day's first consultation in the shop's time; null: not told, and counted at any hour.</summary>
    public TimeOnly? ConsultedAt { get; set; }
    public int Sessions { get; set; }

    /// <summary>Of the sessions, those that were handed to a person; null: not told, all.</summary>
    public int? HumanSessions { get; set; }

    /// <summary>Of the human sessions, those with a person's first answer within two minutes; null: judged by <see cref="FirstReplySeconds"/>.</summary>
    public int? RepliedIn2Minutes { get; set; }

    /// <summary>Of the human sessions, those with every answer within three minutes; null: judged by <see cref="FirstReplySeconds"/>.</summary>
    public int? RepliedIn3Minutes { get; set; }
    public long? FirstReplySeconds { get; set; }
    public long? AverageReplySeconds { get; set; }
    public bool IsUnreplied { get; set; }
    public long? ImportId { get; set; }
}
