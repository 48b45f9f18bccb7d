namespace CsKpiCases.Data.Rows;

/// <summary>An address of another program that a shop's events are sent to.</summary>
public sealed class WebhookTarget
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public string Name { get; set; } = "";
    public string Url { get; set; } = "";

    /// <summary>Space-separated names of events.</summary>
    public string Events { get; set; } = "";

    /// <summary>What bodies are signed with, as the site's data protection keeps it.</summary>
    public string Secret { get; set; } = "";

    /// <summary>One that is not gets no new events; those that wait are kept until it is again.</summary>
    public bool IsEnabled { get; set; } = true;
    public DateTime CreatedAt { get; set; }
    public long? CreatedById { get; set; }

    /// <summary>Since when nothing gets through; null while it does.</summary>
    public DateTime? FailingSince { get; set; }

    /// <summary>Failures since it last took something.</summary>
    public int Failures { get; set; }

    /// <summary>One that fails is left alone until then.</summary>
    public DateTime HeldUntil { get; set; } = DateTime.UnixEpoch;

    /// <summary>The administrators were told of what was given up since it fails.</summary>
    public bool IsTold { get; set; }
}

/// <summary>One event for one target. Unique on (target, event): the event's id stays the same however often it is sent.</summary>
public sealed class WebhookDelivery
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>May be gone: then nobody sends it, and the log forgets it in time.</summary>
    public long TargetId { get; set; }
    public long EventId { get; set; }
    public string Type { get; set; } = "";

    /// <summary>Null for a test.</summary>
    public long? CaseId { get; set; }

    /// <summary>The body, as it is sent.</summary>
    public string Payload { get; set; } = "";

    /// <summary>When the event happened.</summary>
    public DateTime OccurredAt { get; set; }

    /// <summary>When it is to be sent, or again, or free for another sender; null: not any more.</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>Since it was written, or asked for again.</summary>
    public int Attempts { get; set; }

    /// <summary>How often somebody asked for it again.</summary>
    public int Replays { get; set; }
    public DateTime? AttemptedAt { get; set; }

    /// <summary>What the receiver answered last; null where nobody did.</summary>
    public int? Status { get; set; }
    public string? Error { get; set; }
    public DateTime? DeliveredAt { get; set; }

    /// <summary>When it was given up.</summary>
    public DateTime? DeadAt { get; set; }
}
