using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>How a stored clock is shown: what the countdown needs, from the fields that lists and pages read.</summary>
/// <param name="Clock">Its code.</param>
/// <param name="State">In the countdown's words.</param>
/// <param name="DueAt">The limit's instant, or the goal's where there is no limit; null while paused before both.</param>
/// <param name="WarnAt">Amber from here on.</param>
/// <param name="AlarmAt">Red from here on.</param>
/// <param name="IsSoft">Only a goal: passing it is a miss.</param>
public sealed record ClockLook(
    string Clock, string State, DateTime? DueAt, DateTime? WarnAt, DateTime? AlarmAt, bool IsSoft, Wait PausedOn, DateTime? StoppedAt)
{
    /// <summary>The clock of a row.</summary>
    /// <param name="now">For a clock that stands at its due instant while its calendar is closed: reached, and not exceeded before it opens.</param>
    public static ClockLook Of(CaseClock row, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(row);
        var due = row.LimitDueAt ?? (row.LimitSeconds is null ? row.GoalDueAt : null) ?? row.BreachedAt;
        var soft = row.LimitSeconds is null && row.LimitDueAt is null;
        // amber at 75% of the goal or past it, red at 90% of the limit (design.md); by wall time from the start
        var warn = Along(row.StartedAt, row.GoalDueAt ?? due, row.GoalDueAt is null ? 0.75 : 1.0);
        return new ClockLook(row.Clock, IsAtLimit(row, due, now) ? AtLimit : StateOf(row), due, warn, soft ? null : Along(row.StartedAt, due, 0.9), soft, row.PausedOn, row.StoppedAt);
    }

    /// <summary>The state of a clock that stands at its due instant until its calendar opens.</summary>
    public const string AtLimit = "at-limit";

    /// <summary>The timer of a state, shown as a clock of its own.</summary>
    public static ClockLook Timer(DateTime dueAt) => new("timer", "running", dueAt, null, null, true, Wait.None, null);

    public CountdownTone Tone(DateTime now) => CountdownTones.Of(State, now, DueAt, WarnAt, AlarmAt, IsSoft);

    private static bool IsAtLimit(CaseClock row, DateTime? due, DateTime now) =>
        row.State == ClockState.Running && row.BreachedAt is null && due < now && row.NextDueAt > now && row.NextDue == (row.LimitSeconds is null ? DueLevel.Goal : DueLevel.Limit);

    private static DateTime? Along(DateTime from, DateTime? to, double fraction) =>
        to is { } end && end > from ? from + ((end - from) * fraction) : to;

    private static string StateOf(CaseClock row) => row.State switch
    {
        ClockState.Running when row.GoalMissedAt is not null => "missed",
        ClockState.Running => "running",
        ClockState.Paused => "paused",
        ClockState.Met => "met",
        ClockState.Late => "late",
        ClockState.Breached => "breached",
        _ => "cancelled",
    };
}
