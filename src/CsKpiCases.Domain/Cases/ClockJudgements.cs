using System.Text.Json;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What supervisors said of one run of a clock, the last word of each kind.</summary>
/// <param name="Excused">The event that excused it; null: it is not excused.</param>
/// <param name="Reattributed">The event that put it on somebody else; null: it is whose the segments say.</param>
/// <param name="Party">With <paramref name="Reattributed"/>: whose it is.</param>
/// <param name="OwnerId">The agent; null for any other party.</param>
public sealed record ClockJudgement(CaseEvent? Excused, CaseEvent? Reattributed, AttributionParty Party, long? OwnerId);

/// <summary>Reads off a history what was said of its clocks.</summary>
public static class ClockJudgements
{
    private static readonly ClockJudgement None = new(null, null, AttributionParty.None, null);

    /// <summary>By clock and run; nothing for those of which nothing was ever said.</summary>
    public static IReadOnlyDictionary<(string Clock, int Run), ClockJudgement> Of(IReadOnlyList<CaseEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var said = new Dictionary<(string, int), ClockJudgement>();
        foreach (var e in events)
        {
            if (e.Payload is null || e.Kind is not (EventKind.BreachExcused or EventKind.BreachReattributed or EventKind.BreachRestored)) continue;
            using var document = JsonDocument.Parse(e.Payload);
            var root = document.RootElement;
            var key = (root.GetProperty("clock").GetString()!, root.GetProperty("run").GetInt32());
            said[key] = Next(said.GetValueOrDefault(key, None), e, root);
        }

        return said;
    }

    /// <summary>Writes into a stored clock what was said of it, before the engine writes the rest.</summary>
    public static void Write(ClockJudgement? said, CaseClock row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var (excused, reattributed) = (said?.Excused, said?.Reattributed);
        (row.ExcusedAt, row.ExcusedById, row.ExcuseReason) = (excused?.At, excused?.ActorId, excused?.Note);
        (row.ReattributedAt, row.ReattributedById, row.ReattributionReason) = (reattributed?.At, reattributed?.ActorId, reattributed?.Note);
        if (reattributed is not null) (row.AttributedParty, row.AttributedToId) = (said!.Party, said.OwnerId);
    }

    internal static object Payload(JudgeClock act, CaseClock clock) => act switch
    {
        ReattributeClock other => new { act.Clock, act.Run, party = JsonText.CamelCase(other.Party.ToString()), accountId = other.OwnerId },
        RestoreClock restored => new { act.Clock, act.Run, part = JsonText.CamelCase(Taken(restored, clock).ToString()) },
        _ => new { act.Clock, act.Run },
    };

    /// <summary>What there was to take back: both where both were said, so that the history says it and no more.</summary>
    private static RestoredPart Taken(RestoreClock act, CaseClock clock) =>
        act.Part != RestoredPart.Both ? act.Part
        : clock.ReattributedAt is null ? RestoredPart.Excuse
        : clock.ExcusedAt is null ? RestoredPart.Attribution
        : RestoredPart.Both;

    private static ClockJudgement Next(ClockJudgement before, CaseEvent e, JsonElement payload) => e.Kind switch
    {
        EventKind.BreachExcused => before with { Excused = e },
        EventKind.BreachReattributed => before with
        {
            Reattributed = e,
            Party = Enum.Parse<AttributionParty>(payload.GetProperty("party").GetString()!, ignoreCase: true),
            OwnerId = payload.TryGetProperty("accountId", out var id) && id.ValueKind == JsonValueKind.Number ? id.GetInt64() : null,
        },
        _ => PartOf(payload) switch
        {
            RestoredPart.Excuse => before with { Excused = null },
            RestoredPart.Attribution => None with { Excused = before.Excused },
            _ => None,
        },
    };

    /// <summary>History that names no part took back all.</summary>
    private static RestoredPart PartOf(JsonElement payload) =>
        payload.TryGetProperty("part", out var part) && Enum.TryParse<RestoredPart>(part.GetString(), ignoreCase: true, out var known) ? known : RestoredPart.Both;
}
