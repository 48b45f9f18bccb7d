using System.Text.Json;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What an authorised reprocess (sla.md, rule 11) is about.</summary>
/// <param name="Id">The stored reprocess.</param>
/// <param name="Calendars">Calendars by name, in the versions that verdicts are to be reached with.</param>
/// <param name="From">UTC, inclusive: verdicts reached from then on.</param>
/// <param name="To">UTC, exclusive.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ReprocessTerms(long Id, IReadOnlyDictionary<string, WorkingCalendar> Calendars, DateTime From, DateTime To, string Reason);

/// <summary>
/// Verdicts of one case that other versions of their calendars would have given. What a reprocess did to a case is an event of
/// it, which names the runs of clocks and the calendar versions, so that the history alone gives the clocks again.
/// </summary>
public static class Reprocessing
{
    /// <summary>
    /// The verdicts of the range as stored and as they would be. Where the stored row is not what its history gives, as after a
    /// mended fault of the engine, that too is a difference.
    /// </summary>
    /// <param name="case">Which case.</param>
    /// <param name="events">Its whole history, by sequence.</param>
    /// <param name="stored">Its clocks as stored, those that still run settled at <paramref name="now"/>.</param>
    /// <param name="terms">Calendars and range.</param>
    /// <param name="versions">The stored versions of policies and calendars.</param>
    /// <param name="shifts">Its shop's.</param>
    /// <param name="now">UTC, whole seconds.</param>
    /// <returns>By clock and run.</returns>
    public static (IReadOnlyDictionary<(string Clock, int Run), Verdict> Before, IReadOnlyDictionary<(string Clock, int Run), Verdict> After) Compare(
        Case @case, IReadOnlyList<CaseEvent> events, IEnumerable<CaseClock> stored, ReprocessTerms terms, ISlaVersions versions, ShopShifts shifts, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(terms);
        var before = stored.Where(row => IsIn(row, terms)).ToDictionary(row => (row.Clock, row.Run), Verdict.Of);
        if (before.Count == 0) return (before, before);
        var after = HistoryClocks.On(@case, events, terms.Calendars, versions, shifts, now).Clocks
            .Where(clock => before.ContainsKey((clock.Name, clock.Run))).ToDictionary(clock => (clock.Name, clock.Run), Verdict.Of);
        return (before, after);
    }

    /// <summary>The event that lets the case have these changes.</summary>
    public static NewEvent Event(Case @case, IReadOnlyList<VerdictChange> changes, ReprocessTerms terms, Actor by, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(terms);
        return new NewEvent(EventKind.Reprocessed, now > @case.LastEventAt ? now : @case.LastEventAt, by)
        {
            ToState = @case.State,
            Stage = @case.Stage,
            WaitsOn = @case.WaitsOn,
            OwnerId = @case.OwnerId,
            Note = terms.Reason,
            Payload = JsonText.Write(new
            {
                reprocessId = terms.Id,
                calendars = terms.Calendars.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new { name = c.Key, versionId = c.Value.VersionId }),
                runs = changes.Select(c => new
                {
                    clock = c.Clock, run = c.Run,
                    before = c.Before?.State, missedBefore = c.Before?.GoalMissedAt is not null, after = c.After?.State, missedAfter = c.After?.GoalMissedAt is not null, dueBefore = c.Before?.DueAt, dueAfter = c.After?.DueAt,
                }),
            }),
        };
    }

    /// <summary>Whether a reprocess has been at the case already.</summary>
    public static bool IsDone(IEnumerable<CaseEvent> events, long reprocessId) => Of(events).Any(r => r.Id == reprocessId);

    /// <summary>The calendar versions that reprocesses of a history name.</summary>
    public static IReadOnlyCollection<long> CalendarsOf(IEnumerable<CaseEvent> events) => [.. Of(events).SelectMany(r => r.Calendars).Distinct()];

    /// <summary>Which calendar versions each reprocessed run is measured on: those of the last reprocess that names it.</summary>
    internal static Dictionary<(string Clock, int Run), IReadOnlyList<long>> CalendarsByRun(IEnumerable<CaseEvent> events)
    {
        var calendars = new Dictionary<(string, int), IReadOnlyList<long>>();
        foreach (var reprocess in Of(events))
        {
            foreach (var run in reprocess.Runs) calendars[run] = reprocess.Calendars;
        }

        return calendars;
    }

    /// <summary>By when the verdict was reached; one that has missed its goal and runs on, by that miss.</summary>
    private static bool IsIn(CaseClock row, ReprocessTerms terms) => (row.JudgedAt ?? row.GoalMissedAt) is { } at && at >= terms.From && at < terms.To;

    private static IEnumerable<(long Id, IReadOnlyList<long> Calendars, IReadOnlyList<(string Clock, int Run)> Runs)> Of(IEnumerable<CaseEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var e in events)
        {
            if (e.Kind != EventKind.Reprocessed || e.Payload is null) continue;
            using var document = JsonDocument.Parse(e.Payload);
            var root = document.RootElement;
            yield return (
                root.GetProperty("reprocessId").GetInt64(),
                [.. root.GetProperty("calendars").EnumerateArray().Select(c => c.GetProperty("versionId").GetInt64())],
                [.. root.GetProperty("runs").EnumerateArray().Select(r => (r.GetProperty("clock").GetString()!, r.GetProperty("run").GetInt32()))]);
        }
    }
}
