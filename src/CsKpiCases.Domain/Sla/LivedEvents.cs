using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>
/// What one clock of a real case went through, as the simulator writes it: its starts, waits and stops, and the target it was
/// held against. Simulated again it gives the same runs, unless the policy changed on the way: then the last one counts for all. What lasted no second is not told.
/// </summary>
public sealed record LivedEvents
{
    /// <summary>As a simulation's list.</summary>
    public required IReadOnlyList<SimulationEvent> Events { get; init; }

    /// <summary>Waits during which it stood still, those of states that stand still included.</summary>
    public required WaitSet StoodStillOn { get; init; }

    /// <summary>Runs beside another of the same clock, such as a second parcel's: one list cannot tell both.</summary>
    public required int RunsLeftOut { get; init; }

    /// <summary>A wait was counted at one time and not at another, by the state: a list of events cannot tell that.</summary>
    public required bool IsByState { get; init; }

    /// <summary>Reads the runs of one clock of one case.</summary>
    public static LivedEvents Of(IEnumerable<Clock> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var events = new List<SimulationEvent>();
        var (paused, counted) = (default(WaitSet), default(WaitSet));
        var (leftOut, freeFrom) = (0, DateTime.MinValue);
        foreach (var run in runs.OrderBy(run => run.StartedAt).ThenBy(run => run.Run))
        {
            if (run.StartedAt < freeFrom)
            {
                leftOut++;
                continue;
            }
            Add(events, run);
            foreach (var segment in run.Segments)
            {
                (paused, counted) = segment.IsRunning ? (paused, counted.With(segment.Wait)) : (paused.With(segment.Wait), counted);
            }
            freeFrom = run.StoppedAt ?? run.CancelledAt ?? DateTime.MaxValue;
        }
        // Nobody writes "stands still while it waits on the agent": that too is a state's doing.
        var both = (ushort)(paused.Bits & (counted.Bits | WaitSet.Of(Wait.None, Wait.Agent).Bits));
        return new LivedEvents
        {
            Events = events,
            StoodStillOn = new WaitSet((ushort)(paused.Bits & ~both)),
            RunsLeftOut = leftOut,
            IsByState = both != 0,
        };
    }

    private static void Add(List<SimulationEvent> events, Clock run)
    {
        events.Add(At(run.StartedAt, events.Count == 0 ? "start" : "restart"));
        var on = Wait.None;
        foreach (var segment in run.Segments)
        {
            var wait = segment.Wait == Wait.Agent ? Wait.None : segment.Wait;
            if (wait != on)
            {
                events.Add(wait == Wait.None ? At(segment.From, "resume") : At(segment.From, "wait") with { On = WaitNames.Of(wait) });
            }
            on = wait;
        }
        if ((run.StoppedAt ?? run.CancelledAt) is { } end)
        {
            AddLastMove(events, run, end);
            events.Add(At(end, "stop"));
        }
    }

    /// <summary>
    /// An act that answers and waits at once leaves no stretch of the wait, but its due instants tell: there is none where it
    /// stopped out of a pause, and one again where it ran.
    /// </summary>
    private static void AddLastMove(List<SimulationEvent> events, Clock run, DateTime end)
    {
        var isDue = (run.LimitSeconds is null || run.LimitDueAt is not null) && (run.GoalSeconds is null || run.GoalDueAt is not null);
        var wasRunning = run.Segments.Count == 0 || run.Segments[^1].IsRunning;
        if (wasRunning && !isDue && run.Target is { PauseWhile.Count: > 0 } target)
        {
            events.Add(At(end, "wait") with { On = WaitNames.Of(target.PauseWhile.Members().First()) });
        }
        else if (!wasRunning && (run.LimitDueAt >= end || run.GoalDueAt >= end))
        {
            events.Add(At(end, "resume"));
        }
    }

    private static SimulationEvent At(DateTime at, string type) => new() { At = Instants.Format(at), Type = type };
}
