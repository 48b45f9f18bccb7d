using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Simulators;

/// <summary>The simulator's page.</summary>
public sealed record SimulatorPage
{
    public required SimulatorForm Form { get; init; }
    public required SimulatorCalendars Calendars { get; init; }

    /// <summary>Names of the stored policies.</summary>
    public required IReadOnlyList<string> Policies { get; init; }

    /// <summary>Null where nothing has been written yet.</summary>
    public SimulationResult? Result { get; init; }

    /// <summary>The case that the form was filled from.</summary>
    public LivedCase? Lived { get; init; }

    /// <summary>The case's life was taken, and the targets that stood on the page were left there.</summary>
    public bool IsKept { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime Now { get; init; }

    /// <summary>By the name of the field: the words of what is wrong with it.</summary>
    public required IReadOnlyDictionary<string, string> Faults { get; init; }

    /// <summary>What the result's place says while there is none.</summary>
    public string EmptyHint => Form.HasTargets ? "sim.no-events-hint" : Form.HasEvents ? "sim.no-targets-hint" : "sim.empty-hint";

    public bool IsUnchecked => Result is null && Faults.Count == 0;

    /// <summary>For the field's attributes.</summary>
    public string? Invalid(string field) => Faults.ContainsKey(field) ? "true" : null;

    public string? DescribedBy(string field) => Faults.ContainsKey(field) ? FaultId(field) : null;

    public static string FaultId(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return "fault-" + field.Replace('.', '-');
    }
}

/// <summary>Runs of clocks, drawn and as a table.</summary>
/// <param name="Title">Text key.</param>
/// <param name="TryHref">Where one clock can be tried by hand, by its name; null for none.</param>
public sealed record ClockRuns(string Title, IReadOnlyList<Clock> Runs, DateTime AsOf, TimeZoneInfo Zone, Func<string, string?>? TryHref = null)
{
    public ClockPicture? Picture => ClockPicture.Of(Runs, AsOf, Zone);
}

/// <summary>The simulator's words in the reader's language.</summary>
public static class SimulatorWords
{
    /// <summary>What is wrong with a field: by its code, or the engine's own sentence where no text is known.</summary>
    public static string SlaFault(this Texts texts, FieldError error)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(error);
        var key = "sim.error." + error.Code;
        return texts.Has(key) ? texts[key] : error.Message;
    }

    /// <summary>A stretch in words, for the pointer.</summary>
    public static string Part(this Texts texts, PicturePart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        var what = part.Kind switch
        {
            PictureKind.Paused => texts["sim.part.paused", texts.Waiting(part.Wait)],
            PictureKind.Closed => texts["sim.part.closed"],
            _ => texts["sim.part.running"],
        };
        return part.Tone == PictureTone.InTime ? what : what + " · " + texts[part.Tone == PictureTone.Breached ? "sim.breached" : "sim.missed"];
    }

    public static string Waiting(this Texts texts, Wait wait) => texts.Code("waits.", wait.ToString());

    /// <summary>Elapsed time in full, in hours: a working day is not twenty-four of them.</summary>
    public static string Elapsed(this Texts texts, long seconds)
    {
        ArgumentNullException.ThrowIfNull(texts);
        (string Key, long Value)[] units = [("time.h", seconds / 3600), ("time.m", seconds / 60 % 60), ("time.s", seconds % 60)];
        var said = units.Where(u => u.Value > 0).Select(u => texts[u.Key, u.Value]).ToList();
        return said.Count == 0 ? texts["time.s", 0] : string.Join(' ', said);
    }

    /// <summary>The tone of a run's state: one of the five of design.md.</summary>
    public static string ToneOf(Clock run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.State switch
        {
            ClockState.Running when run.GoalMissedAt is not null => "warn",
            ClockState.Running => "running",
            ClockState.Paused => "paused",
            ClockState.Met => "met",
            ClockState.Late => "warn",
            ClockState.Breached => "breach",
            _ => "cancelled",
        };
    }

    public static string State(this Texts texts, Clock run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var state = texts["sim.state." + ClockStateNames.Of(run.State)];
        return run.State is ClockState.Running or ClockState.Paused && run.GoalMissedAt is not null ? state + " · " + texts["sim.missed"] : state;
    }
}
