namespace CsKpiCases.Domain.Cases;

/// <summary>
/// A link by which a buyer sees his case without signing in. Whoever holds its token holds the link, so it ends by itself and can be
/// taken back; the store finds it by the token's hash.
/// </summary>
public sealed class BuyerLink
{
    /// <summary>Days that a link may last at most.</summary>
    public const int LongestDays = 90;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long CaseId { get; set; }

    /// <summary>SHA-256 of the token, 32 bytes.</summary>
    public byte[] TokenHash { get; set; } = [];

    /// <summary>The token as the site's data protection keeps it, so that it can be copied again.</summary>
    public string KeptToken { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public long? CreatedById { get; set; }
    public DateTime ExpiresAt { get; set; }
    public DateTime? RevokedAt { get; set; }
    public long? RevokedById { get; set; }

    /// <summary>How often it was opened, once a minute at most.</summary>
    public int Visits { get; set; }
    public DateTime? LastVisitAt { get; set; }

    public bool IsLive(DateTime now) => RevokedAt is null && now < ExpiresAt;
}
