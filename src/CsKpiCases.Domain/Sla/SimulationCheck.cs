using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

internal enum SimulatedEventType
{
    Start,
    Wait,
    Resume,
    Stop,
    Restart,
}

internal readonly record struct CheckedEvent(DateTime At, SimulatedEventType Type, Wait On);

/// <summary>What a simulation's events may look like; what is ignored is left out here.</summary>
internal static class SimulationCheck
{
    // Beyond these years zone rules mean nothing, and a typed year costs no table of centuries.
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    private enum Phase
    {
        NotStarted,
        Going,
        Waiting,
        Stopped,
    }

    public static DateTime AsOf(SimulationRequest request, DateTime now, FieldErrors errors)
    {
        if (request.AsOf is null)
        {
            return Instants.Cut(now);
        }
        if (Instant(request.AsOf) is { } given)
        {
            return given;
        }
        AddInvalidInstant("asOf", errors);
        return Instants.Cut(now);
    }

    public static List<Target> Targets(SimulationRequest request, WorkingCalendar? calendar, PolicyCalendars calendars, FieldErrors errors)
    {
        var targets = new List<Target>();
        if (request.Targets is not { Count: > 0 } specs)
        {
            errors.Add("targets", SlaErrorCodes.Required, "There must be at least one target.");
            return targets;
        }
        for (var index = 0; index < specs.Count; index++)
        {
            var path = $"targets[{index}]";
            if (specs[index] is not { } spec)
            {
                errors.Add(path, SlaErrorCodes.Required, "A target is missing here.");
            }
            else
            {
                var own = spec.Calendar is null ? calendar : calendars.Resolve(spec.Calendar, $"{path}.calendar");
                if (TargetCheck.Compile(spec, path, own, isLabelOnly: true, errors) is { } target)
                {
                    targets.Add(target);
                }
            }
        }
        return targets;
    }

    public static List<CheckedEvent> Events(SimulationRequest request, FieldErrors errors)
    {
        var events = new List<CheckedEvent>();
        if (request.Events is not { Count: > 0 } specs)
        {
            errors.Add("events", SlaErrorCodes.Required, "There must be at least one event.");
            return events;
        }
        var phase = Phase.NotStarted;
        DateTime? last = null;
        for (var index = 0; index < specs.Count; index++)
        {
            var path = $"events[{index}]";
            if (specs[index] is not { } spec)
            {
                errors.Add(path, SlaErrorCodes.Required, "An event is missing here.");
                continue;
            }
            var at = AtOf(spec, path, ref last, errors);
            if (TypeOf(spec, path, errors) is { } type)
            {
                var on = type == SimulatedEventType.Wait ? OnOf(spec, path, errors) : Wait.None;
                if (Follow(ref phase, type, path, errors))
                {
                    events.Add(new CheckedEvent(at, type, on));
                }
            }
        }
        return events;
    }

    /// <summary>Whether the event counts; moves on to the phase after it.</summary>
    private static bool Follow(ref Phase phase, SimulatedEventType type, string path, FieldErrors errors)
    {
        if (phase == Phase.NotStarted && type != SimulatedEventType.Start)
        {
            errors.Add($"{path}.type", SlaErrorCodes.FirstNotStart, "The first event must be a start.");
            // Named once: what follows is read as if it had started.
            phase = Phase.Going;
        }
        var isGoing = phase is Phase.Going or Phase.Waiting;
        switch (type)
        {
            case SimulatedEventType.Start when isGoing:
                errors.Add($"{path}.type", SlaErrorCodes.AlreadyStarted, "It has started already and has not stopped.");
                return false;
            case SimulatedEventType.Restart when phase != Phase.Stopped:
                errors.Add($"{path}.type", SlaErrorCodes.RestartWithoutStop, "A restart comes only after a stop.");
                return false;
            case SimulatedEventType.Resume when phase != Phase.Waiting:
                errors.Add($"{path}.type", SlaErrorCodes.ResumeWithoutWait, "Nothing is being waited for.");
                return false;
            case SimulatedEventType.Wait or SimulatedEventType.Stop when phase == Phase.Stopped:
                return false;
            default:
                phase = type switch
                {
                    SimulatedEventType.Wait => Phase.Waiting,
                    SimulatedEventType.Stop => Phase.Stopped,
                    _ => Phase.Going,
                };
                return true;
        }
    }

    private static DateTime AtOf(SimulationEvent spec, string path, ref DateTime? last, FieldErrors errors)
    {
        if (spec.At is null)
        {
            errors.Add($"{path}.at", SlaErrorCodes.Required, "An event needs its instant.");
            return default;
        }
        if (Instant(spec.At) is not { } at)
        {
            AddInvalidInstant($"{path}.at", errors);
            return default;
        }
        if (at < last)
        {
            errors.Add($"{path}.at", SlaErrorCodes.OutOfOrder, "This event is earlier than the one before it.");
        }
        last = at;
        return at;
    }

    private static SimulatedEventType? TypeOf(SimulationEvent spec, string path, FieldErrors errors)
    {
        SimulatedEventType? type = spec.Type switch
        {
            "start" => SimulatedEventType.Start,
            "wait" => SimulatedEventType.Wait,
            "resume" => SimulatedEventType.Resume,
            "stop" => SimulatedEventType.Stop,
            "restart" => SimulatedEventType.Restart,
            _ => null,
        };
        if (type is null)
        {
            var code = spec.Type is null ? SlaErrorCodes.Required : SlaErrorCodes.UnknownEventType;
            errors.Add($"{path}.type", code, "The types are start, wait, resume, stop, restart.");
        }
        return type;
    }

    private static Wait OnOf(SimulationEvent spec, string path, FieldErrors errors)
    {
        if (spec.On is { } name && WaitNames.TryParse(name, out var wait) && wait != Wait.None)
        {
            return wait;
        }
        var code = spec.On is null ? SlaErrorCodes.Required : SlaErrorCodes.UnknownWait;
        errors.Add($"{path}.on", code, "A wait names whom it is for, such as buyer.");
        return Wait.None;
    }

    private static DateTime? Instant(string text) =>
        Instants.TryParse(text, out var instant) && instant.Year is >= FirstYear and <= LastYear ? instant : null;

    private static void AddInvalidInstant(string path, FieldErrors errors) => errors.Add(
        path, SlaErrorCodes.InvalidInstant, "An instant is written such as 2026-03-02T09:00:00+08:00, between 1900 and 2200.");
}
