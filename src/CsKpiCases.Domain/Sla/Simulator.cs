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

    /// <summary>From the request as bound by a form.</summary>
    public static SimulationResult Run(SimulationRequest request, DateTime now)
    {
        var errors = new FieldErrors();
        var asOf = SimulationCheck.AsOf(request, now, errors);
        var calendar = CalendarCheck.Compile(request.Calendar, "calendar", asOf, errors);
        var targets = SimulationCheck.Targets(request, calendar, errors);
        var events = SimulationCheck.Events(request, errors);
        if (errors.Count > 0)
        {
            return new SimulationResult(errors.All, null);
        }
        var clocks = targets.SelectMany(target => Replay(target, events, asOf)).ToList();
        return new SimulationResult([], new SimulationAnswer { Clocks = clocks });
    }

    private static List<SimulatedClock> Replay(Target target, IReadOnlyList<CheckedEvent> events, DateTime asOf)
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
        return runs.ConvertAll(run => Shown(run, asOf));
    }

    private static SimulatedClock Shown(Clock clock, DateTime asOf)
    {
        clock.Settle(asOf);
        return new SimulatedClock
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
}
