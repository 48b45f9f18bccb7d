using System.Text.Json;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>One line of another tool's log: from <paramref name="At"/> on the case stood like this.</summary>
/// <param name="At">UTC, whole seconds.</param>
/// <param name="State">Name of the state in the machine of the case's type.</param>
/// <param name="WaitsOn">Whom it waited on.</param>
/// <param name="OwnerId">Whose it was, by the account that the name stands for here.</param>
/// <param name="Source">What the other tool called the state.</param>
/// <param name="Owner">The owner's name there.</param>
/// <param name="Team">The team's name there.</param>
/// <param name="Note">What was written down.</param>
public sealed record HistoryLine(DateTime At, string State, Wait WaitsOn, long? OwnerId, string Source, string? Owner, string? Team, string? Note = null)
{
    /// <summary>The trigger of ours that what we did there stands for; null where it tells no act of ours.</summary>
    public string? Trigger { get; init; }
}

/// <summary>What an import says of a case beside its lines, kept in the payload of its events.</summary>
public sealed record ImportedFacts
{
    /// <summary>The policy version that alone makes the clocks.</summary>
    public long? PolicyVersionId { get; init; }

    /// <summary>UTC: when the other tool says that it was resolved; the resolution clock then has one run up to it.</summary>
    public DateTime? ResolvedAt { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? ClosedAt { get; init; }
}

/// <summary>
/// History from another tool as events of ours: no guards, marked imported, one event per line. Lines that moved nothing
/// here are events too, so that the count is the log's.
/// </summary>
public static class ImportedHistory
{
    private const string CorrectionStart = "{\"correction\":true";

    /// <summary>The events for lines in time order that follow what the case has; sealed by whoever stores them.</summary>
    /// <param name="case">New, or as imported before.</param>
    /// <param name="lines">At least one for a new case.</param>
    /// <param name="before">The event that they follow; null for a new case.</param>
    /// <param name="facts">What is new beside the lines: goes with the last event.</param>
    /// <param name="recordedAt">When it is written down, UTC.</param>
    public static List<CaseEvent> Events(Case @case, IReadOnlyList<HistoryLine> lines, CaseEvent? before, ImportedFacts facts, DateTime recordedAt)
    {
        var machine = CaseMachines.For(@case.Type);
        var events = new List<CaseEvent>(lines.Count);
        var (previous, team) = (before, (string?)null);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var isFirst = previous is null;
            var isTold = isFirst ? facts : before is not null && i == 0 ? facts with { PolicyVersionId = null } : null;
            var e = Event(machine.State(line.State).Stage, line.At, recordedAt, line.State, line.WaitsOn, line.OwnerId);
            e.Kind = KindOf(line, previous);
            e.FromState = previous?.ToState;
            (e.Note, e.Trigger) = (line.Note, line.Trigger);
            e.Payload = Payload(line, line.Team == team ? null : line.Team, isTold);
            events.Add(e);
            (previous, team) = (e, line.Team);
        }

        return events;
    }

    /// <summary>An event that only tells new facts of a case whose lines are all known.</summary>
    public static CaseEvent Correction(CaseEvent last, ImportedFacts facts, DateTime recordedAt)
    {
        var e = Event(last.Stage, last.At, recordedAt, last.ToState, last.WaitsOn, last.OwnerId);
        e.Kind = EventKind.FieldsChanged;
        e.FromState = last.ToState;
        e.Payload = Payload(null, null, facts with { PolicyVersionId = null });
        return e;
    }

    /// <summary>Whether an event stands for a line of the log.</summary>
    public static bool IsLine(CaseEvent e) => e.ActorKind == ActorKind.Import && e.Payload?.StartsWith(CorrectionStart, StringComparison.Ordinal) != true;

    /// <summary>
    /// What the other tool called the owner of a line. Null where it named none, and where the event does not say: its
    /// payload was erased, or an early release wrote it.
    /// </summary>
    public static string? OwnerOf(CaseEvent e)
    {
        if (e.Payload is null || !e.Payload.Contains("\"owner\":", StringComparison.Ordinal)) return null;
        using var document = JsonDocument.Parse(e.Payload);
        return document.RootElement.TryGetProperty("owner", out var owner) ? owner.GetString() : null;
    }

    /// <summary>In the order in which it happened: an import may add what lies before what it had brought.</summary>
    public static IReadOnlyList<CaseEvent> InTimeOrder(IReadOnlyList<CaseEvent> events)
    {
        for (var i = 1; i < events.Count; i++)
        {
            if (events[i].At < events[i - 1].At) return [.. events.OrderBy(e => e.At)];
        }

        return events;
    }

    /// <summary>
    /// Up to when the history is another tool's, UTC: its last line, or its writing down here, whichever is later. What comes
    /// after was lived here. Null when nothing was imported.
    /// </summary>
    public static DateTime? UntilOf(IReadOnlyList<CaseEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        DateTime? until = null;
        foreach (var e in events)
        {
            if (e.ActorKind != ActorKind.Import) continue;
            var at = e.At > e.RecordedAt ? e.At : e.RecordedAt;
            if (until is null || at > until) until = at;
        }

        return until;
    }

    /// <summary>What the import said of a case, the newest word on each.</summary>
    public static ImportedFacts FactsOf(IReadOnlyList<CaseEvent> events)
    {
        var facts = new ImportedFacts();
        foreach (var e in events)
        {
            if (e.ActorKind != ActorKind.Import || e.Payload is null || !e.Payload.Contains("\"told\"", StringComparison.Ordinal)) continue;
            using var document = JsonDocument.Parse(e.Payload);
            var told = document.RootElement.GetProperty("told");
            facts = new ImportedFacts
            {
                PolicyVersionId = told.TryGetProperty("policyVersionId", out var policy) ? policy.GetInt64() : facts.PolicyVersionId,
                ResolvedAt = Instant(told, "resolvedAt") ?? facts.ResolvedAt,
                ClosedAt = Instant(told, "closedAt") ?? facts.ClosedAt,
            };
        }

        return facts;
    }

    /// <summary>Lets the case row say where its imported history left it. No timer: imported waits need no end.</summary>
    /// <param name="case">The row.</param>
    /// <param name="events">All of its events; none of them anybody's here.</param>
    /// <param name="facts">All that the imports said.</param>
    public static void Settle(Case @case, IReadOnlyList<CaseEvent> events, ImportedFacts facts)
    {
        // what the policy did to the case in the meantime is later than any line, and moves nothing
        var inOrder = InTimeOrder([.. events.Where(e => e.ActorKind == ActorKind.Import)]);
        var (entered, ended, endedFirst, reopened, reopenings, closed) = Walk(inOrder);
        var last = inOrder[^1];
        @case.EnterState(last.ToState, last.Stage, last.WaitsOn, entered);
        (@case.OwnerId, @case.TimerDueAt, @case.LastEventAt) = (last.OwnerId, Case.Never, events.Max(e => e.At));
        (@case.ReopenCount, @case.LastReopenedAt) = (reopenings, reopened);
        @case.FirstResolvedAt = facts.ResolvedAt ?? endedFirst;
        @case.ResolvedAt = @case.IsOpen ? null : facts.ResolvedAt ?? ended;
        @case.ClosedAt = last.Stage == Stage.Closed ? facts.ClosedAt ?? closed : null;
        @case.Outcome = @case.IsOpen ? Outcome.None : @case.Outcome == Outcome.None ? Outcome.Imported : @case.Outcome;
    }

    private static (DateTime Entered, DateTime? Ended, DateTime? EndedFirst, DateTime? Reopened, int Reopenings, DateTime? Closed) Walk(IReadOnlyList<CaseEvent> events)
    {
        var entered = events[0].At;
        DateTime? ended = null, endedFirst = null, reopened = null, closed = null;
        var (reopenings, stage, state) = (0, Stage.Intake, "");
        foreach (var e in events)
        {
            var (wasEnded, isEnded) = (IsEnd(stage), IsEnd(e.Stage));
            if (e.ToState != state) entered = e.At;
            if (isEnded && !wasEnded) (ended, endedFirst) = (e.At, endedFirst ?? e.At);
            if (wasEnded && !isEnded) (reopened, reopenings) = (e.At, reopenings + 1);
            if (e.Stage == Stage.Closed && stage != Stage.Closed) closed = e.At;
            (stage, state) = (e.Stage, e.ToState);
        }

        return (entered, ended, endedFirst, reopened, reopenings, closed);
    }

    private static bool IsEnd(Stage stage) => stage is Stage.Penalize or Stage.Closed;

    private static string KindOf(HistoryLine line, CaseEvent? previous) =>
        previous is null ? EventKind.Logged
        : previous.ToState != line.State || previous.WaitsOn != line.WaitsOn ? EventKind.Transition
        : previous.OwnerId != line.OwnerId ? EventKind.OwnerChanged
        : EventKind.FieldsChanged;

    private static CaseEvent Event(Stage stage, DateTime at, DateTime recordedAt, string state, Wait waitsOn, long? ownerId) => new()
    {
        At = at,
        RecordedAt = recordedAt,
        ActorKind = ActorKind.Import,
        ToState = state,
        Stage = stage,
        WaitsOn = waitsOn,
        OwnerId = ownerId,
    };

    /// <summary>Of a line; of a correction where there is none.</summary>
    private static string Payload(HistoryLine? line, string? team, ImportedFacts? told)
    {
        var hasFacts = told is { PolicyVersionId: not null } or { ResolvedAt: not null } or { ClosedAt: not null };
        return JsonText.Write(new LinePayload(line is null ? true : null, line?.Source, line?.Owner, team, hasFacts ? told : null))!;
    }

    private static DateTime? Instant(JsonElement told, string name) =>
        told.TryGetProperty(name, out var value) ? value.GetDateTime().ToUniversalTime() : null;

    private sealed record LinePayload(bool? Correction, string? State, string? Owner, string? Team, ImportedFacts? Told);
}
