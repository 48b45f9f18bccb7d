using Microsoft.AspNetCore.Identity;

namespace CsKpiCases.Data.Rows;

/// <summary>Somebody who signs in, or a name from imported history who cannot.</summary>
public sealed class Account : IdentityUser<long>
{
    public string DisplayName { get; set; } = "";
    public string? Language { get; set; }

    /// <summary>A demo account signs in from loopback addresses only.</summary>
    public bool IsDemo { get; set; }

    /// <summary>Came with an import: shown as an owner, never signs in.</summary>
    public bool IsImported { get; set; }
    public bool IsDisabled { get; set; }
    public bool MustChangePassword { get; set; }

    /// <summary>Which of his notices are mailed to <see cref="IdentityUser{TKey}.Email"/> too.</summary>
    public MailLevel MailLevel { get; set; } = MailLevel.Important;

    /// <summary>In the shop's zone; both or neither.</summary>
    public TimeOnly? QuietFrom { get; set; }
    public TimeOnly? QuietTo { get; set; }
    public DateTime CreatedAt { get; set; }
}

/// <summary>Which notices somebody wants by mail.</summary>
public enum MailLevel : byte
{
    None = 0,

    /// <summary>Goals missed and limits breached, reports, and what waits for his decision or answer.</summary>
    Important = 1,
    All = 2,
}

/// <summary>A bearer token of the API. Only a keyed hash of it is stored.</summary>
public sealed class ApiToken
{
    public long Id { get; set; }
    public long AccountId { get; set; }
    public byte[] Hash { get; set; } = [];

    /// <summary>Space-separated: <c>read cases import admin</c>.</summary>
    public string Scopes { get; set; } = "";
    public string Name { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public DateTime ExpiresAt { get; set; }
    public DateTime? RevokedAt { get; set; }
    public DateTime? LastUsedAt { get; set; }
}

/// <summary>A privileged act, for the audit log.</summary>
public sealed class AuditEntry
{
    public long Id { get; set; }
    public long? ShopId { get; set; }
    public long? AccountId { get; set; }
    public DateTime At { get; set; }
    public string Act { get; set; } = "";
    public string? Subject { get; set; }
    public string? Payload { get; set; }
}
