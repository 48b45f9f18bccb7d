using System.Globalization;
using System.Text.Json;
using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>Reads an event's payload leniently: history written by an older release, or erased, must still be shown.</summary>
internal sealed class EventPayload
{
    private static readonly string[] Accounts = ["ownerId", "toAccountId", "to", "from", "accountId", "absentId"];
    private readonly JsonElement root;

    private EventPayload(JsonElement root) => this.root = root;

    public static EventPayload Of(CaseEvent e)
    {
        if (string.IsNullOrEmpty(e.Payload)) return new EventPayload(default);
        try
        {
            using var document = JsonDocument.Parse(e.Payload);
            return new EventPayload(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return new EventPayload(default);
        }
    }

    /// <summary>The trigger's own part of a transition's payload; the payload itself elsewhere.</summary>
    public EventPayload Own => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out var own) ? new EventPayload(own) : this;

    public string? Text(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    public long? Number(string name) => Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    public decimal? Money(string name) => Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number) ? number : null;

    public bool Flag(string name) => Find(name) is { ValueKind: JsonValueKind.True };

    public DateTime? Instant(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } value && value.TryGetDateTime(out var at) ? DateTime.SpecifyKind(at, DateTimeKind.Utc) : null;

    public IReadOnlyList<string> Texts(string name) => Find(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)] : [];

    public IReadOnlyList<long> Numbers(string name) => Find(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt64(out _)).Select(e => e.GetInt64())] : [];

    /// <summary>The objects of a list.</summary>
    public IEnumerable<EventPayload> Parts(string list) => Find(list) is { ValueKind: JsonValueKind.Array } items
        ? items.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).Select(i => new EventPayload(i)) : [];

    /// <summary>An object within it; one without fields where there is none.</summary>
    public EventPayload Part(string name) => new(Find(name) ?? default);

    /// <summary>The changed fields: name, before, after.</summary>
    public IEnumerable<(string Name, string? From, string? To)> Changes()
    {
        if (root.ValueKind != JsonValueKind.Object) yield break;
        // What an import told of a case stands in an object too, and is no change.
        foreach (var property in root.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object && (p.Value.TryGetProperty("from", out _) || p.Value.TryGetProperty("to", out _))))
        {
            yield return (property.Name, Plain(property.Value, "from"), Plain(property.Value, "to"));
        }
    }

    /// <summary>Accounts that the payload names, so that their names can be read with the rest.</summary>
    public static IEnumerable<long?> AccountsOf(CaseEvent e)
    {
        if (e.Payload is not null && e.Kind == EventKind.Note) return Of(e).Numbers("mentions").Select(id => (long?)id);
        if (e.Payload is null || e.Kind is not (EventKind.Transition or EventKind.OwnerChanged or EventKind.HandOverOffered or EventKind.HandOverDeclined or EventKind.Penalty)) return [];
        var own = Of(e).Own;
        return Accounts.Select(own.Number);
    }

    /// <summary>Policy versions that the payload names: the one that was chosen, and the one before it.</summary>
    public static IEnumerable<long?> PoliciesOf(CaseEvent e)
    {
        if (e.Kind != EventKind.PolicyChanged) return [];
        var own = Of(e).Own;
        return [own.Number("policyVersionId"), own.Number("from")];
    }

    private static string? Plain(JsonElement value, string name) => value.TryGetProperty(name, out var part)
        ? part.ValueKind == JsonValueKind.String ? part.GetString() : part.ValueKind == JsonValueKind.Null ? null : part.GetRawText() : null;

    private JsonElement? Find(string name) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) ? value : null;

    public override string ToString() => root.ValueKind == JsonValueKind.Undefined ? "" : string.Create(CultureInfo.InvariantCulture, $"{root}");
}
