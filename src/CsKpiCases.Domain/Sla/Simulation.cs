using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsKpiCases.Domain.Sla;

/// <summary>The body of <c>POST /api/v1/sla/simulate</c> (sla.md, "Simulator"). Raw: nothing is checked yet.</summary>
public sealed record SimulationRequest
{
    /// <summary>Absent: continuous time.</summary>
    [JsonPropertyName("calendar")]
    public CalendarSpec? Calendar { get; init; }

    [JsonPropertyName("targets")]
    public IReadOnlyList<TargetSpec?>? Targets { get; init; }

    /// <summary>In time order; the first is a start.</summary>
    [JsonPropertyName("events")]
    public IReadOnlyList<SimulationEvent?>? Events { get; init; }

    /// <summary>Absent: now. Later events are ignored.</summary>
    [JsonPropertyName("asOf")]
    public string? AsOf { get; init; }

    internal static SimulationRequest? Read(JsonElement root, FieldErrors errors)
    {
        if (JsonFields.Open(root, "", errors, "calendar", "targets", "events", "asOf") is not { } fields)
        {
            return null;
        }
        return new SimulationRequest
        {
            Calendar = CalendarSpec.Read(fields.Value("calendar"), "calendar", errors, mayRefer: false),
            Targets = fields.Items("targets")?
                .Select((item, index) => TargetSpec.Read(item, $"targets[{index}]", errors, isPolicy: false)).ToList(),
            Events = fields.Items("events")?
                .Select((item, index) => SimulationEvent.Read(item, $"events[{index}]", errors)).ToList(),
            AsOf = fields.Text("asOf"),
        };
    }
}

/// <summary>One event of a simulation.</summary>
public sealed record SimulationEvent
{
    /// <summary>ISO 8601 with an offset.</summary>
    [JsonPropertyName("at")]
    public string? At { get; init; }

    /// <summary>start, wait, resume, stop or restart.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>For a wait: whom for.</summary>
    [JsonPropertyName("on")]
    public string? On { get; init; }

    internal static SimulationEvent? Read(JsonElement element, string path, FieldErrors errors) =>
        JsonFields.Open(element, path, errors, "at", "type", "on") is { } fields
            ? new SimulationEvent { At = fields.Text("at"), Type = fields.Text("type"), On = fields.Text("on") }
            : null;
}

/// <summary>One run of one target. Instants are UTC; what does not apply is null.</summary>
public sealed record SimulatedClock
{
    [JsonPropertyName("clock")]
    public required string Clock { get; init; }

    [JsonPropertyName("run")]
    public required int Run { get; init; }

    /// <summary>running, paused, met, late or breached.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>Such as <c>PT26H5M</c>.</summary>
    [JsonPropertyName("elapsed")]
    public required string Elapsed { get; init; }

    [JsonPropertyName("goalDueAt")]
    public DateTime? GoalDueAt { get; init; }

    [JsonPropertyName("limitDueAt")]
    public DateTime? LimitDueAt { get; init; }

    [JsonPropertyName("goalMissedAt")]
    public DateTime? GoalMissedAt { get; init; }

    [JsonPropertyName("breachedAt")]
    public DateTime? BreachedAt { get; init; }

    [JsonPropertyName("stoppedAt")]
    public DateTime? StoppedAt { get; init; }
}

/// <summary>The answer: targets in the order given, each with its runs.</summary>
public sealed record SimulationAnswer
{
    [JsonPropertyName("clocks")]
    public required IReadOnlyList<SimulatedClock> Clocks { get; init; }
}

/// <summary>Either what is wrong, or the answer.</summary>
/// <param name="Errors">Empty where there is an answer.</param>
/// <param name="Answer">Null where something is wrong.</param>
public sealed record SimulationResult(IReadOnlyList<FieldError> Errors, SimulationAnswer? Answer)
{
    /// <summary>The runs that the answer tells of, in its order, settled as of <see cref="AsOf"/>: what a picture is drawn from.</summary>
    public IReadOnlyList<Clock> Runs { get; init; } = [];

    /// <summary>UTC: up to when it was simulated.</summary>
    public DateTime AsOf { get; init; }
}
