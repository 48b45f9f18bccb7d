namespace CsKpiCases.Web.Features.Shared;

/// <summary>The five looks of time, the same in lists, cases and charts.</summary>
public enum CountdownTone
{
    /// <summary>Grey: running, nothing near.</summary>
    Running,

    /// <summary>Amber: past the goal, or near it.</summary>
    Warn,

    /// <summary>Red: past the limit, or about to be.</summary>
    Breach,

    /// <summary>Blue, hatched: paused on somebody.</summary>
    Paused,

    /// <summary>Green: met.</summary>
    Met,

    /// <summary>Struck out: withdrawn, merged, duplicate.</summary>
    Cancelled,
}

public static class CountdownTones
{
    /// <param name="state">The clock's state: running, missed, late, breached, paused, met, cancelled.</param>
    /// <param name="warn">Amber from this instant on.</param>
    /// <param name="alarm">Red from this instant on, though not over yet.</param>
    /// <param name="soft">The due instant is a goal: passing it is a miss, not a breach.</param>
    public static CountdownTone Of(string state, DateTime now, DateTime? due, DateTime? warn, DateTime? alarm, bool soft)
    {
        switch (state)
        {
            case "breached": return CountdownTone.Breach;
            case ClockLook.AtLimit: return soft ? CountdownTone.Warn : CountdownTone.Breach;
            case "paused": return CountdownTone.Paused;
            case "met": return CountdownTone.Met;
            case "late": return CountdownTone.Warn;
            case "cancelled": return CountdownTone.Cancelled;
            case "running" or "missed": break;
            default: throw new ArgumentOutOfRangeException(nameof(state), state, "not a clock's state");
        }

        if (!soft && (now > due || now >= alarm))
        {
            return CountdownTone.Breach;
        }

        return state == "missed" || now >= warn || now > due ? CountdownTone.Warn : CountdownTone.Running;
    }
}
