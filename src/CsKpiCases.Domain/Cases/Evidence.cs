namespace CsKpiCases.Domain.Cases;

/// <summary>A photo, video or document of a case. Its bytes lie outside the database, under the name of their hash.</summary>
public sealed class Evidence
{
    /// <summary>Characters of <see cref="FlagNote"/>.</summary>
    public const int LongestFlagNote = 500;

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

    /// <summary>Who handed it in; 0 for what came before that was kept.</summary>
    public ActorKind UploadedByKind { get; set; }

    /// <summary>What the picture looks like (<see cref="PictureFingerprint"/>); null for what is no picture, or shows too little.</summary>
    public long? Fingerprint { get; set; }

    /// <summary>The fingerprint's quarters, which its like is found by; null without a fingerprint.</summary>
    public int? Band0 { get; set; }
    public int? Band1 { get; set; }
    public int? Band2 { get; set; }
    public int? Band3 { get; set; }

    /// <summary>The same picture was found on another case of the shop: <see cref="EvidenceMatch"/>.</summary>
    public bool IsFlagged { get; set; }

    /// <summary>UTC: when somebody looked at the flag; null while nobody has, or since it was found once more.</summary>
    public DateTime? FlagSeenAt { get; set; }
    public long? FlagSeenById { get; set; }

    /// <summary>What he found, at most <see cref="LongestFlagNote"/> characters.</summary>
    public string? FlagNote { get; set; }

    /// <summary>Raises the flag, also of one that was looked at before.</summary>
    public void Flag() => (IsFlagged, FlagSeenAt, FlagSeenById, FlagNote) = (true, null, null, null);

    /// <summary>Keeps what it looks like, with the quarters.</summary>
    public void LooksLike(long? fingerprint)
    {
        Fingerprint = fingerprint;
        (Band0, Band1, Band2, Band3) = fingerprint is { } known ? PictureFingerprint.Bands(known) : default((int?, int?, int?, int?));
    }
}

/// <summary>Two pieces of evidence of two cases that show the same: a flag for people to look at, no verdict.</summary>
public sealed class EvidenceMatch
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>The later one, and its case.</summary>
    public long EvidenceId { get; set; }
    public long CaseId { get; set; }

    /// <summary>The one that was there before, and its case.</summary>
    public long OtherEvidenceId { get; set; }
    public long OtherCaseId { get; set; }

    /// <summary>Bits in which the fingerprints differ; 0 for the same file.</summary>
    public int DifferentBits { get; set; }

    /// <summary>Null where one of the buyers is not known.</summary>
    public bool? IsOtherBuyer { get; set; }
    public DateTime FoundAt { get; set; }
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
