namespace CsKpiCases.Domain.Sla;

/// <summary>Which of a target's two durations.</summary>
public enum Level : byte
{
    /// <summary>Past it the clock has missed.</summary>
    Goal = 1,

    /// <summary>Past it the clock is breached.</summary>
    Limit = 2,
}

/// <summary>A warning before a duration ends: after a fraction of it, or a lead before its due instant.</summary>
/// <param name="Of">Which duration.</param>
/// <param name="Fraction">Above 0, up to 1; null where a lead is given.</param>
/// <param name="LeadSeconds">Seconds of the target's time before the due instant; null where a fraction is given.</param>
public readonly record struct Warning(Level Of, decimal? Fraction, long? LeadSeconds)
{
    /// <summary>The elapsed seconds at which it is given, for a duration of so many seconds.</summary>
    public long SecondsOf(long duration) => Fraction is { } fraction
        ? (long)Math.Ceiling(fraction * duration)
        : Math.Max(duration - (LeadSeconds ?? 0), 0);
}

/// <summary>One clock of a policy: what it measures and how long it may take (sla.md, "Clocks").</summary>
public sealed class Target
{
    /// <summary>What a platform's deadline warns ahead of, where the policy names no lead.</summary>
    public const long DefaultDeadlineLeadSeconds = 12 * 3600;

    private static readonly IReadOnlyList<Warning> DefaultWarnings =
        [new(Level.Goal, 0.75m, null), new(Level.Limit, 0.9m, null)];

    public required string Clock { get; init; }

    /// <summary>For a platform deadline: the lead before it.</summary>
    public SlaDuration? Goal { get; init; }

    public SlaDuration? Limit { get; init; }

    /// <summary>The waits during which it stands still.</summary>
    public WaitSet PauseWhile { get; init; }

    /// <summary>The states, by name, in which it stands still.</summary>
    public IReadOnlyList<string> PauseIn { get; init; } = [];

    public WorkingCalendar Calendar { get; init; } = WorkingCalendar.Continuous;

    public IReadOnlyList<Warning> WarnAt { get; init; } = DefaultWarnings;

    /// <summary>Whether the warnings are the ones that every target has.</summary>
    public bool HasDefaultWarnings => WarnAt.SequenceEqual(DefaultWarnings);

    /// <summary>In the simulator a clock's name is a label: it means nothing.</summary>
    public bool IsLabelOnly { get; init; }

    public bool IsPlatformDeadline => !IsLabelOnly && Clock == ClockNames.PlatformDeadline;

    /// <summary>Whether the clock stands still as the case stands. A platform's deadline never does.</summary>
    public bool Pauses(in Standing standing) => !IsPlatformDeadline
        && (standing.IsFrozen
            || PauseWhile.Contains(standing.Wait)
            || (standing.State is { } state && PauseIn.Contains(state)));

    internal Target With(IReadOnlyList<Warning> warnings) => With(warnings, Calendar);

    /// <summary>The same on another calendar.</summary>
    public Target On(WorkingCalendar calendar) => With(WarnAt, calendar);

    private Target With(IReadOnlyList<Warning> warnings, WorkingCalendar calendar) => new()
    {
        Clock = Clock,
        Goal = Goal,
        Limit = Limit,
        PauseWhile = PauseWhile,
        PauseIn = PauseIn,
        Calendar = calendar,
        IsLabelOnly = IsLabelOnly,
        WarnAt = warnings,
    };

    /// <summary>Seconds of working time that a duration means for a run started at an instant.</summary>
    internal long? Resolve(SlaDuration? duration, DateTime startedAt) => duration switch
    {
        null => null,
        { IsWorkingDays: true } days => Calendar.WorkingDaysToSeconds(startedAt, days.Amount),
        { } seconds => seconds.Amount,
    };
}
