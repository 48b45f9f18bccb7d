namespace CsKpiCases.Data.Rows;

/// <summary>State of a piece of owed work.</summary>
public enum JobRunState : byte
{
    Owed = 0,
    Running = 1,
    Done = 2,
    Failed = 3,
}

/// <summary>What a job owes for one shop and period, and how it went: the ledger. Unique on (job, shop, period).</summary>
public sealed class JobRun
{
    public long Id { get; set; }
    public string Job { get; set; } = "";
    public long ShopId { get; set; }

    /// <summary>A local date, a month or an instant: what the run is for, sortable as text.</summary>
    public string Period { get; set; } = "";
    public JobRunState State { get; set; }
    public DateTime? StartedAt { get; set; }
    public DateTime? EndedAt { get; set; }
    public long Rows { get; set; }
    public string? Error { get; set; }
    public string? Node { get; set; }

    /// <summary>A claim that is not renewed by then is free for another node.</summary>
    public DateTime ClaimedUntil { get; set; }
    public int Attempts { get; set; }

    /// <summary>Who asked for it by hand.</summary>
    public long? AskedById { get; set; }
}

/// <summary>Something to be told or sent after the commit that wrote it.</summary>
public sealed class OutboxMessage
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long? CaseId { get; set; }
    public string Kind { get; set; } = "";
    public string Payload { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public DateTime? DeliveredAt { get; set; }
    public int Attempts { get; set; }
}

/// <summary>A notice in somebody's inbox.</summary>
public sealed class InboxNotice
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long AccountId { get; set; }
    public long? CaseId { get; set; }

    /// <summary>Key of the text; its arguments are a JSON list.</summary>
    public string TextKey { get; set; } = "";
    public string Arguments { get; set; } = "[]";
    public DateTime At { get; set; }
    public DateTime? ReadAt { get; set; }

    /// <summary>When it is to be mailed, or tried again; null: not at all, or not any more.</summary>
    public DateTime? MailAt { get; set; }
    public DateTime? MailedAt { get; set; }
    public int MailAttempts { get; set; }
}

/// <summary>The answer that a request got which changed a case, so that sending it again gives the same.</summary>
public sealed class IdempotencyKey
{
    public long AccountId { get; set; }
    public string Key { get; set; } = "";
    public byte[] RequestHash { get; set; } = [];
    public int Status { get; set; }

    /// <summary>The case's version after it: the answer's ETag.</summary>
    public int CaseVersion { get; set; }
    public string Answer { get; set; } = "";
    public DateTime CreatedAt { get; set; }
}

/// <summary>One import: what file, what came of it.</summary>
public sealed class ImportRun
{
    public long Id { get; set; }
    public long? ShopId { get; set; }
    public string Kind { get; set; } = "";
    public string FileName { get; set; } = "";
    public string ContentHash { get; set; } = "";
    public DateTime StartedAt { get; set; }
    public DateTime? EndedAt { get; set; }
    public long Read { get; set; }
    public long Added { get; set; }
    public long Changed { get; set; }
    public long Unchanged { get; set; }
    public long Rejected { get; set; }

    /// <summary>JSON list of what was left alone, e.g. imported cases that somebody here has worked on.</summary>
    public string? LeftAlone { get; set; }
    public string? Error { get; set; }
    public long? ById { get; set; }

    /// <summary>It only said what would happen.</summary>
    public bool IsDryRun { get; set; }

    /// <summary>Until then whoever works on it is alive; one that has not ended by then was interrupted.</summary>
    public DateTime ClaimedUntil { get; set; }

    /// <summary>When somebody asked that it stop; what it had written stays.</summary>
    public DateTime? CancelledAt { get; set; }

    /// <summary>JSON of what else came of it: remarks, the first rejected rows, what was wrong with the file as a whole.</summary>
    public string? Details { get; set; }

    /// <summary>When somebody took it back; null: it stands.</summary>
    public DateTime? UndoneAt { get; set; }
    public long? UndoneById { get; set; }
}
