using System.Text.Json;
using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Webhooks;

/// <summary>Reads off a case's new events what webhooks tell of them.</summary>
public static class CaseFacts
{
    /// <summary>In the order of the events. Imported history is told to nobody.</summary>
    /// <param name="case">The case after them.</param>
    /// <param name="fresh">The new events, in order.</param>
    /// <param name="ownerBefore">Who had the case before the first of them.</param>
    public static IReadOnlyList<WebhookFact> Of(Case @case, IReadOnlyList<CaseEvent> fresh, long? ownerBefore)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(fresh);
        var (facts, owner) = (new List<WebhookFact>(), ownerBefore);
        foreach (var e in fresh)
        {
            if (e.ActorKind != ActorKind.Import) facts.AddRange(Of(@case, e, owner));
            owner = e.OwnerId;
        }

        return facts;
    }

    private static IEnumerable<WebhookFact> Of(Case @case, CaseEvent e, long? owner)
    {
        WebhookFact Told(string type, object facts) => new(type, e.At, @case.Id, @case.Number, facts);
        if (e.Kind == EventKind.Logged)
        {
            yield return Told(WebhookType.CaseLogged, new { sequence = e.Sequence, state = e.ToState, caseType = @case.Type, priority = @case.Priority, ownerId = WebhookFact.Id(e.OwnerId) });
            yield break;
        }

        if (e.FromState is { } from && from != e.ToState)
        {
            yield return Told(WebhookType.CaseStateChanged, new { sequence = e.Sequence, trigger = e.Trigger, from, to = e.ToState, stage = e.Stage, waitsOn = e.WaitsOn });
        }

        if (e.OwnerId != owner)
        {
            yield return Told(WebhookType.CaseAssigned, new { sequence = e.Sequence, ownerId = WebhookFact.Id(e.OwnerId), formerOwnerId = WebhookFact.Id(owner) });
        }

        if (e.Kind is not (EventKind.Ruling or EventKind.Penalty) || e.Payload is null) yield break;
        using var payload = JsonDocument.Parse(e.Payload);
        var said = payload.RootElement;
        if (e.Kind == EventKind.Penalty)
        {
            yield return Told(WebhookType.PenaltyChanged, new
            {
                sequence = e.Sequence, penaltyId = IdOf(said, "penaltyId"), agentId = IdOf(said, "accountId"), status = Text(said, "state"),
                amount = Amount(said, "amount"), reducedTo = Amount(said, "reducedTo"), month = Text(said, "confirmedMonth"),
            });
            yield break;
        }

        yield return Told(WebhookType.CaseRuled, new
        {
            sequence = e.Sequence, rulingId = IdOf(said, "rulingId"), question = Text(said, "question"), severity = Text(said, "severity"), loss = Amount(said, "loss"),
        });
        if (!said.TryGetProperty("penalties", out var penalties)) yield break;
        foreach (var penalty in penalties.EnumerateArray())
        {
            yield return Told(WebhookType.PenaltyProposed, new
            {
                sequence = e.Sequence, penaltyId = IdOf(penalty, "penaltyId"), agentId = IdOf(penalty, "accountId"), amount = Amount(penalty, "amount"),
            });
        }
    }

    private static string? IdOf(JsonElement said, string name) => said.TryGetProperty(name, out var id) ? id.ToString() : null;

    private static string? Text(JsonElement said, string name) => said.TryGetProperty(name, out var text) ? text.ToString() : null;

    private static decimal? Amount(JsonElement said, string name) =>
        said.TryGetProperty(name, out var amount) && amount.ValueKind == JsonValueKind.Number ? amount.GetDecimal() : null;
}
