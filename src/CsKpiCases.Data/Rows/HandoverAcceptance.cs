namespace CsKpiCases.Data.Rows;

/// <summary>How a hand-over was taken over; made with the first thing that anybody does to it, or when nobody did in time.</summary>
public sealed class HandoverAcceptance
{
    public long HandoverId { get; set; }
    public long ShopId { get; set; }

    /// <summary>When the whole of it was accepted: at once, or with its last case.</summary>
    public DateTime? AcceptedAt { get; set; }
    public long? AcceptedById { get; set; }

    /// <summary>When the supervisors were told that nobody had accepted it in time.</summary>
    public DateTime? EscalatedAt { get; set; }
}

/// <summary>What was said of one case of a hand-over, by the one who leaves and by the one who comes.</summary>
public sealed class HandoverWord
{
    public const int LongestWords = 500;

    public long HandoverId { get; set; }
    public long CaseId { get; set; }
    public long ShopId { get; set; }

    /// <summary>What the next shift must know of the case.</summary>
    public string? Note { get; set; }
    public long? NotedById { get; set; }
    public DateTime? NotedAt { get; set; }

    /// <summary>What the one who comes asks; a newer note answers it.</summary>
    public string? Question { get; set; }
    public long? AskedById { get; set; }
    public DateTime? AskedAt { get; set; }
    public DateTime? AcceptedAt { get; set; }
    public long? AcceptedById { get; set; }

    /// <summary>Asked, and not answered since.</summary>
    public bool IsQuestionOpen => AskedAt is { } asked && !(NotedAt > asked);
}

/// <summary>Somebody of the shift that left has signed off.</summary>
public sealed class HandoverSignOff
{
    public long HandoverId { get; set; }
    public long AccountId { get; set; }
    public long ShopId { get; set; }
    public DateTime SignedOffAt { get; set; }
}
