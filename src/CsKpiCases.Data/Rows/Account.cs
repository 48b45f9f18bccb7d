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
    public DateTime CreatedAt { get; set; }
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
