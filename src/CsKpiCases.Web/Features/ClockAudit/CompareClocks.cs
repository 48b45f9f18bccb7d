using System.Globalization;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.ClockAudit;

/// <summary>A stored clock that is not what its case's history says.</summary>
/// <param name="Number">The case's.</param>
/// <param name="Clock">Which clock.</param>
/// <param name="Run">Which run of it.</param>
/// <param name="Stored">What differs, as the store has it; null where it has no such run.</param>
/// <param name="Computed">The same, as the history has it; null where that has no such run.</param>
public sealed record DifferingClock(string Number, string Clock, int Run, string? Stored, string? Computed)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Clock} {Run}: stored {Stored ?? "none"}, by its history {Computed ?? "none"}");
}

/// <summary>
/// Recomputes the clocks of one case from its events and compares them with its rows: state, instants, elapsed time, what
/// was said of it, and the breaches recorded. Who was on shift is left out: a roster edited afterwards moves it, rightly, with the next act alone.
/// </summary>
public sealed class CompareClocks(ClockKeeping keeping)
{
    /// <summary>The clocks that differ.</summary>
    /// <param name="case">Whose.</param>
    /// <param name="history">All of its events, in order.</param>
    /// <param name="stored">Its clock rows.</param>
    /// <param name="breaches">Its breaches that stand.</param>
    /// <param name="settledAt">All that fell due by then has been recorded. Null: nobody knows, and each row is compared as of its own last writing.</param>
    /// <param name="cancellation">Given up.</param>
    public async Task<IReadOnlyList<DifferingClock>> RunAsync(
        Case @case, IReadOnlyList<CaseEvent> history, IReadOnlyList<CaseClock> stored, IReadOnlyList<Breach> breaches, DateTime? settledAt, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(stored);
        if (history.Count == 0) return [.. stored.Select(r => new DifferingClock(@case.Number, r.Clock, r.Run, StateOf(r.State), null))];
        // An act brings all clocks of its case up to its own instant.
        var actedAt = history.Max(e => e.RecordedAt);
        if (settledAt > actedAt) actedAt = settledAt.Value;
        var asOf = new Dictionary<DateTime, CaseClocks>();
        try
        {
            foreach (var at in stored.Select(r => r.ChangedAt > actedAt ? r.ChangedAt : actedAt).Append(actedAt).Distinct())
            {
                asOf[at] = await keeping.ComputeAsync(@case, history, at, cancellation);
            }
        }
        catch (InvalidDataException e)
        {
            return [new DifferingClock(@case.Number, "*", 0, null, e.Message)];
        }

        var found = asOf[actedAt].Clocks.Where(c => !stored.Any(r => r.Clock == c.Name && r.Run == c.Run))
            .Select(c => new DifferingClock(@case.Number, c.Name, c.Run, null, StateOf(c.State))).ToList();
        var said = ClockJudgements.Of(history);
        foreach (var row in stored)
        {
            var at = row.ChangedAt > actedAt ? row.ChangedAt : actedAt;
            var clock = asOf[at].Clocks.FirstOrDefault(c => c.Name == row.Clock && c.Run == row.Run);
            if (Compare(@case, row, clock, said.GetValueOrDefault((row.Clock, row.Run)), breaches, at) is { } differing) found.Add(differing);
        }

        return found;
    }

    private static DifferingClock? Compare(Case @case, CaseClock row, Clock? clock, ClockJudgement? said, IReadOnlyList<Breach> breaches, DateTime at)
    {
        if (clock is null) return new DifferingClock(@case.Number, row.Clock, row.Run, StateOf(row.State), null);
        var expected = new CaseClock();
        ClockJudgements.Write(said, expected);
        ClockRows.Write(clock, expected, @case, at);
        DateTime? Recorded(DueLevel level) => breaches.FirstOrDefault(b => b.ClockId == row.Id && b.Level == level)?.BreachedAt;
        var kept = Facts(row, clock.Target, at, Recorded(DueLevel.Goal), Recorded(DueLevel.Limit)).ToList();
        var made = Facts(expected, clock.Target, at, expected.GoalMissedAt, expected.BreachedAt).ToList();
        var differing = Enumerable.Range(0, kept.Count).Where(i => kept[i] != made[i]).ToList();
        return differing.Count == 0 ? null : new DifferingClock(@case.Number, row.Clock, row.Run, Say(differing.Select(i => kept[i])), Say(differing.Select(i => made[i])));
    }

    private static IEnumerable<(string Name, string Value)> Facts(CaseClock row, Target? target, DateTime at, DateTime? missRecorded, DateTime? breachRecorded)
    {
        yield return ("state", StateOf(row.State));
        yield return ("pausedOn", WaitNames.Of(row.PausedOn));
        yield return ("startedAt", Text(row.StartedAt));
        yield return ("stoppedAt", Text(row.StoppedAt));
        // Where it was cut into stretches is a matter of shifts; the sum is not.
        var running = row.RunningSince is { } since && target is not null ? target.Calendar.Elapsed(since, at) : 0;
        yield return ("elapsed", SlaDuration.FormatSeconds(row.ElapsedSeconds + running));
        yield return ("isRunning", row.RunningSince is null ? "no" : "yes");
        yield return ("goalDueAt", Text(row.GoalDueAt));
        yield return ("limitDueAt", Text(row.LimitDueAt));
        yield return ("goalMissedAt", Text(row.GoalMissedAt));
        yield return ("breachedAt", Text(row.BreachedAt));
        yield return ("judgedAt", Text(row.JudgedAt));
        yield return ("excusedAt", Text(row.ExcusedAt));
        yield return ("reattributedAt", Text(row.ReattributedAt));
        yield return ("miss recorded", Text(missRecorded));
        yield return ("breach recorded", Text(breachRecorded));
    }

    private static string Say(IEnumerable<(string Name, string Value)> facts) => string.Join(" ", facts.Select(f => $"{f.Name} {f.Value}"));

    private static string StateOf(ClockState state) => ClockStateNames.Of(state);

    private static string Text(DateTime? at) => at is { } instant ? Instants.Format(instant) : "–";
}
