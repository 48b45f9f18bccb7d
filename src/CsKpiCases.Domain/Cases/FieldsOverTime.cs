using System.Text.Json;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// What a case was at each of its events, in the words that policies match: read off what its history changed, the rest as the
/// row has it.
/// </summary>
public sealed class FieldsOverTime
{
    private const string Unset = "unset";
    private static readonly string[] Kept = ["category", "subKind", "grade", "priority", "tier"];

    private readonly Dictionary<string, string?> fields;
    private readonly CaseFields now;

    /// <param name="now">The case as it is.</param>
    /// <param name="events">Its whole history.</param>
    public FieldsOverTime(CaseFields now, IReadOnlyList<CaseEvent> events)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(events);
        this.now = now;
        fields = Kept.ToDictionary(name => name, now.ValueOf);
        fields[MatchFields.CaseType] = now.CaseType;
        for (var index = events.Count - 1; index >= 0; index--) Undo(events[index]);
    }

    /// <summary>After the last event that was passed.</summary>
    public CaseFields Current => now with
    {
        CaseType = fields[MatchFields.CaseType],
        Category = fields["category"],
        SubKind = fields["subKind"],
        Grade = fields["grade"],
        Priority = fields["priority"],
        Tier = fields["tier"],
    };

    /// <summary>Goes on over one event; they are given in their order.</summary>
    public void Pass(CaseEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (!IsTold(e)) return;
        using var document = JsonDocument.Parse(e.Payload!);
        if (e.Trigger == Triggers.Classify) Classified(document.RootElement);
        else if (e.Kind == EventKind.Logged) Logged(document.RootElement);
        else Changed(document.RootElement, "to");
    }

    private void Undo(CaseEvent e)
    {
        if (!IsTold(e) || e.Kind == EventKind.Logged) return;
        if (e.Trigger == Triggers.Classify)
        {
            (fields[MatchFields.CaseType], fields["category"], fields["subKind"], fields["grade"]) = (null, null, null, null);
            return;
        }

        using var document = JsonDocument.Parse(e.Payload!);
        Changed(document.RootElement, "from");
    }

    /// <summary>Only what happened here says so: a line of another tool's log describes the case as it is.</summary>
    private static bool IsTold(CaseEvent e) =>
        e is { Payload: not null, ActorKind: not ActorKind.Import } && (e.Kind is EventKind.FieldsChanged or EventKind.Logged || e.Trigger == Triggers.Classify);

    private void Logged(JsonElement told)
    {
        foreach (var name in Kept)
        {
            if (Text(told, name) is { } text) fields[name] = text;
        }
    }

    private void Classified(JsonElement payload)
    {
        if (!payload.TryGetProperty("data", out var arguments)) return;
        fields[MatchFields.CaseType] = Text(arguments, "type");
        foreach (var name in Kept.Where(name => name != "tier")) fields[name] = Text(arguments, name);
    }

    private void Changed(JsonElement changes, string side)
    {
        if (changes.ValueKind != JsonValueKind.Object) return;
        foreach (var name in Kept)
        {
            if (changes.TryGetProperty(name, out var change)) fields[name] = Text(change, side);
        }
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is var text and not Unset ? text : null;
}
