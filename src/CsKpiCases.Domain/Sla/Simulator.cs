using System.Text.Json;

namespace CsKpiCases.Domain.Sla;

/// <summary>Tries targets on a hand-written list of events; touches nothing (sla.md, "Simulator").</summary>
public static class Simulator
{
    /// <summary>From the request's JSON: wrong types and unknown properties are refused field by field too.</summary>
    public static SimulationResult Run(JsonElement root, DateTime now)
    {
        var errors = new FieldErrors();
        var request = SimulationRequest.Read(root, errors);
        return errors.Count > 0 || request is null ? new SimulationResult(errors.All, null) : Run(request, now);
    }

    /// <summary>From the request's JSON text.</summary>
    public static SimulationResult Run(string json, DateTime now)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Run(document.RootElement, now);
        }
        catch (JsonException exception)
        {
            return new SimulationResult([new FieldError("", SlaErrorCodes.InvalidJson, exception.Message)], null);
        }
    }

    /// <summary>From the request as bound by a form, whose targets may name calendars of their own.</summary>
    /// <param name="request">What to simulate.</param>
    /// <param name="now">UTC: counts where the request names no <c>asOf</c>.</param>
    /// <param name="findCalendar">A stored calendar by the name that a target gives; null where none can be named.</param>
    public static SimulationResult Run(SimulationRequest request, DateTime now, Func<string, WorkingCalendar?>? findCalendar = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var errors = new FieldErrors();
        var asOf = SimulationCheck.AsOf(request, now, errors);
        var calendar = CalendarCheck.Compile(request.Calendar, "calendar", asOf, errors);
        var targets = SimulationCheck.Targets(request, calendar, new PolicyCalendars(findCalendar ?? (_ => null), asOf, errors), errors);
        var events = SimulationCheck.Events(request, errors);
        if (errors.Count > 0)
        {
            return new SimulationResult(errors.All, null);
        }
        var runs = targets.SelectMany(target => Replay(target, events, asOf)).ToList();
        var answer = new SimulationAnswer { Clocks = runs.ConvertAll(run => Shown(run, asOf)) };
        return new SimulationResult([], answer) { Runs = runs, AsOf = asOf };
    }

    private static List<Clock> Replay(Target target, IReadOnlyList<CheckedEvent> events, DateTime asOf)
    {
        var runs = new List<Clock>();
        foreach (var (at, type, on) in events)
        {
            if (at > asOf)
            {
                break;
            }
            switch (type)
            {
                case SimulatedEventType.Start or SimulatedEventType.Restart:
                    runs.Add(Clock.Start(target, at, Standing.Queue, runs.Count + 1));
                    break;
                case SimulatedEventType.Wait:
                    runs[^1].MoveTo(at, Standing.Queue with { Wait = on });
                    break;
                case SimulatedEventType.Resume:
                    runs[^1].MoveTo(at, Standing.Queue);
                    break;
                default:
                    runs[^1].Stop(at);
                    break;
            }
        }
        foreach (var run in runs)
        {
            run.Settle(asOf);
        }
        return runs;
    }

    private static SimulatedClock Shown(Clock clock, DateTime asOf) => new()
    {
        Clock = clock.Name,
        Run = clock.Run,
        State = ClockStateNames.Of(clock.State),
        Elapsed = SlaDuration.FormatSeconds(clock.ElapsedAt(asOf)),
        GoalDueAt = clock.GoalDueAt,
        LimitDueAt = clock.LimitDueAt,
        GoalMissedAt = clock.GoalMissedAt,
        BreachedAt = clock.BreachedAt,
        StoppedAt = clock.StoppedAt,
    };
}
