namespace CsKpiCases.Domain.Cases;

/// <summary>A photo or document of a case. Its bytes lie outside the database, under the name of their hash.</summary>
public sealed class Evidence
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long CaseId { get; set; }

    /// <summary>SHA-256 of the original bytes, lower-case hex: the name it is stored under.</summary>
    public string ContentHash { get; set; } = "";
    public string FileName { get; set; } = "";
    public string ContentType { get; set; } = "";
    public long SizeBytes { get; set; }
    public DateTime UploadedAt { get; set; }
    public long? UploadedById { get; set; }
}

/// <summary>A tie between two cases: duplicate of, follow-up of, same incident.</summary>
public sealed class CaseLink
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long CaseId { get; set; }
    public long OtherCaseId { get; set; }
    public LinkKind Kind { get; set; }
    public DateTime LinkedAt { get; set; }
    public long? LinkedById { get; set; }
}

/// <summary>How two cases belong together.</summary>
public enum LinkKind : byte
{
    DuplicateOf = 1,
    FollowUpOf = 2,
    Related = 3,

    /// <summary>Opened out of the other one by the program: a dispute, a follow-up.</summary>
    GrewFrom = 4,

    /// <summary>Split off from it.</summary>
    SplitFrom = 5,
}
