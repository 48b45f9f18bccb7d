using System.Text.Json;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Data.Rows;

/// <summary>One thing that a sweep or an act recorded and that people hear of: a warning, a goal missed, a limit breached.</summary>
/// <param name="Case">Which case.</param>
/// <param name="Number">Its number.</param>
/// <param name="Clock">Which clock.</param>
/// <param name="Level">What fell due.</param>
/// <param name="Owner">Who has the case; null: nobody.</param>
/// <param name="At">Its instant, Unix seconds.</param>
public sealed record DueItem(long Case, string Number, string Clock, DueLevel Level, long? Owner, long At)
{
    /// <summary>The kind of outbox message that holds a list of these: one for a batch of the sweep or for an act, so that a flood is one message.</summary>
    public const string Kind = "sla.due";

    public static DueItem Of(Case @case, string clock, DueLevel level, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return new DueItem(@case.Id, @case.Number, clock, level, @case.OwnerId, new DateTimeOffset(at).ToUnixTimeSeconds());
    }

    /// <summary>The outbox message that tells of some.</summary>
    public static OutboxMessage Message(long id, long shopId, IReadOnlyList<DueItem> items, DateTime now) =>
        new() { Id = id, ShopId = shopId, Kind = Kind, Payload = Write(items), CreatedAt = now };

    public static string Write(IReadOnlyList<DueItem> items) => JsonSerializer.Serialize(items, JsonSerializerOptions.Web);

    public static IReadOnlyList<DueItem> Read(string payload) => JsonSerializer.Deserialize<List<DueItem>>(payload, JsonSerializerOptions.Web) ?? [];
}
