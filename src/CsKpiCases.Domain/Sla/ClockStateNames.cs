namespace CsKpiCases.Domain.Sla;

/// <summary>The names of clock states in the API, reports and exports.</summary>
public static class ClockStateNames
{
    public static string Of(ClockState state) => state switch
    {
        ClockState.Running => "running",
        ClockState.Paused => "paused",
        ClockState.Met => "met",
        ClockState.Late => "late",
        ClockState.Breached => "breached",
        ClockState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No clock state."),
    };
}
