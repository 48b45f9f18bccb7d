using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>Who did it, as far as the audit log and the limits of his rights are concerned.</summary>
/// <param name="AccountId">Null: whoever runs a command on the machine itself.</param>
/// <param name="SignedIn">Null: may do everything, as he could with the database's file.</param>
public sealed record Acting(long? AccountId, SignedIn? SignedIn)
{
    /// <summary>Somebody at the machine's terminal.</summary>
    public static Acting Terminal { get; } = new(null, null);

    /// <summary>The signed-in person.</summary>
    public static Acting Of(SignedIn signedIn)
    {
        ArgumentNullException.ThrowIfNull(signedIn);
        return new Acting(signedIn.AccountId, signedIn);
    }
}

/// <summary>Writes down privileged acts, in the transaction that does them.</summary>
public sealed class AuditLog(IdSource ids, TimeProvider clock)
{
    public void Add(CasesDbContext db, Acting by, string act, long? shopId, string subject, object? payload = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(by);
        db.AuditEntries.Add(new AuditEntry
        {
            Id = ids.Next(),
            ShopId = shopId,
            AccountId = by.AccountId,
            At = clock.GetUtcNow().UtcDateTime,
            Act = act,
            Subject = subject,
            Payload = payload is null ? null : JsonSerializer.Serialize(payload, JsonSerializerOptions.Web),
        });
    }
}
