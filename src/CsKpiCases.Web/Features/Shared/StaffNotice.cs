using System.Text.Encodings.Web;
using System.Text.Json;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>What people of a shop are told that is about no case: written into the outbox with what it tells of.</summary>
/// <param name="Key">The text.</param>
/// <param name="Href">The page that it is about.</param>
public sealed record StaffNotice(string Key, string Href)
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Everybody of a role; null: only those named.</summary>
    public Audience? To { get; init; }

    /// <summary>Further accounts.</summary>
    public IReadOnlyList<long> Accounts { get; init; } = [];

    /// <summary>By the names that notices know: <c>by</c> is an account, the rest is said as it is.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    public OutboxMessage Message(long id, long shopId, DateTime now) => new()
    {
        Id = id,
        ShopId = shopId,
        Kind = Key,
        CreatedAt = now,
        Payload = JsonSerializer.Serialize(new { audience = To?.ToString(), accounts = Accounts, arguments = new Dictionary<string, string>(Arguments) { ["href"] = Href } }, Plain),
    };
}
