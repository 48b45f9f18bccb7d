using System.Text.Json;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Data.Cases;

/// <summary>
/// Chooses a case's policy when a field that policies match has changed (sla.md). The choice is an event of its own, so that
/// the clocks can be recomputed from the history alone.
/// </summary>
public static class PolicyFollowing
{
    private static readonly JsonSerializerOptions PayloadText = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether these events may move the case to another policy. Imported history keeps the one it was imported under.</summary>
    public static bool IsAsked(Case @case, IReadOnlyList<NewEvent> events)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(events);
        return @case.IsOpen && !@case.IsImported
            && events.Any(e => e.Kind is EventKind.Logged or EventKind.FieldsChanged || e.Trigger is Triggers.Classify or Triggers.Reopen);
    }

    /// <summary>The events with the change of policy where there is one, behind them or behind the logging; the case then has the new policy.</summary>
    public static IReadOnlyList<NewEvent> With(Case @case, Shop shop, IReadOnlyList<NewEvent> events, PolicyPages book)
    {
        ArgumentNullException.ThrowIfNull(book);
        if (!IsAsked(@case, events)) return events;
        var choice = book.Choose(@case, shop);
        if (choice is null || choice.Policy.VersionId == @case.PolicyVersionId) return events;
        // The policy that a case begins under stands right behind its logging, whatever else it began with.
        var behind = events[0].Kind == EventKind.Logged ? 1 : events.Count;
        var last = events[behind - 1];
        var change = Change(@case, choice.Policy, choice.Reason, last.At, last.ToState, last.Stage, last.WaitsOn, last.OwnerId);
        (@case.PolicyVersionId, @case.PolicyReason) = (choice.Policy.VersionId, choice.Reason);
        return [.. events.Take(behind), change, .. events.Skip(behind)];
    }

    internal static NewEvent Change(Case @case, Policy policy, string? reason, DateTime at, string state, Stage stage, Wait waitsOn, long? owner) =>
        new(EventKind.PolicyChanged, at, Actor.System)
        {
            ToState = state,
            Stage = stage,
            WaitsOn = waitsOn,
            OwnerId = owner,
            Payload = JsonSerializer.Serialize(new { policyVersionId = policy.VersionId, policy = policy.Name, reason, from = @case.PolicyVersionId }, PayloadText),
        };
}
